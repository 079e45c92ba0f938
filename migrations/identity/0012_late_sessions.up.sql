-- What sessions are made of, five minutes by five minutes: by it an event that comes late moves, extends, joins or parts them. A session without is settled.
CREATE TABLE session_stretches (
  tenant_id uuid NOT NULL,
  session_id uuid NOT NULL,
  stretches jsonb NOT NULL,        -- [[first, last, events, page views, first known: time, message id, user id]…], times in ms since 1970
  touched_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, session_id)
) WITH (fillfactor = 70);
SELECT protect('session_stretches');

ALTER TABLE session_state ADD COLUMN end_told boolean NOT NULL DEFAULT false;   -- session_ended, which is told once
ALTER TABLE sessions ADD COLUMN joined_into uuid;                               -- the session that this one is part of

-- What has ended is settled; what goes on is one long stretch so far.
ALTER TABLE session_state NO FORCE ROW LEVEL SECURITY;
ALTER TABLE session_stretches NO FORCE ROW LEVEL SECURITY;
UPDATE session_state SET end_told = true WHERE ended_at IS NOT NULL;
INSERT INTO session_stretches (tenant_id, session_id, stretches)
  SELECT tenant_id, session_id, jsonb_build_array(
      jsonb_build_array((extract(epoch FROM started_at) * 1000)::bigint, (extract(epoch FROM last_at) * 1000)::bigint, events - late_events, page_views)
      || CASE WHEN known THEN jsonb_build_array((extract(epoch FROM started_at) * 1000)::bigint, '', user_id) ELSE '[]' END)
    FROM session_state WHERE ended_at IS NULL;
ALTER TABLE session_stretches FORCE ROW LEVEL SECURITY;
ALTER TABLE session_state FORCE ROW LEVEL SECURITY;
