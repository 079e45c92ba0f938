-- What operators decide about views, and since when a view stands as it does. docs/adr/0029 has the decisions.

ALTER TABLE parked_events ADD COLUMN attempts int NOT NULL DEFAULT 0;   -- how often the view was given it; 0 for one that only waits
ALTER TABLE projections
  ADD COLUMN paused_at timestamptz,
  ADD COLUMN stalled_at timestamptz;             -- since when its runner has been busy with one batch
ALTER TABLE checkpoints
  ADD COLUMN error_since timestamptz,
  ADD COLUMN progressed_at timestamptz NOT NULL DEFAULT now();

-- Events that a view is never to fold, now or in any generation. The events themselves stay in the log.
CREATE TABLE discarded_events (
  subscription text NOT NULL,
  position bigint NOT NULL,
  tenant_id uuid,                                -- these are null where the event was not seen yet, and is another service's
  stream_id text,
  event_id uuid,
  event_type text,
  error text NOT NULL,                           -- of the view, where it tried
  PRIMARY KEY (subscription, position)
);
SELECT protect('discarded_events');

CREATE TABLE operator_actions (
  action_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,                           -- the principal
  operator text NOT NULL,                        -- who that is, by their own words
  action text NOT NULL,
  subscription text NOT NULL,
  reason text NOT NULL,
  positions bigint[] NOT NULL DEFAULT '{}'       -- of the events it is about
);
CREATE INDEX operator_actions_subscription ON operator_actions (subscription, action_id DESC);
DO $$ BEGIN
  EXECUTE format('REVOKE ALL ON operator_actions FROM %I', current_schema() || '_api');
  EXECUTE format('REVOKE UPDATE, DELETE ON operator_actions FROM %I', current_schema() || '_worker');
END $$;
