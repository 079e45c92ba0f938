-- Sessions as readers see them.
CREATE TABLE sessions (
  tenant_id uuid NOT NULL,
  session_id uuid NOT NULL,
  user_id uuid NOT NULL,
  start_time timestamptz NOT NULL,
  last_activity timestamptz NOT NULL,
  end_time timestamptz,
  page_views int NOT NULL DEFAULT 0,
  events int NOT NULL DEFAULT 0,
  late_events int NOT NULL DEFAULT 0,
  end_reason text CHECK (end_reason IN ('idle', 'max_age')),
  derived boolean NOT NULL,
  PRIMARY KEY (tenant_id, session_id),
  CHECK (end_time >= start_time)
);
CREATE INDEX idx_sessions_user ON sessions (tenant_id, user_id, start_time DESC, session_id);
CREATE INDEX idx_sessions_start ON sessions (tenant_id, start_time DESC, session_id);
SELECT protect('sessions');

-- What the policy that turns tracked events into sessions remembers. Not a view: what it decided is in the log.
CREATE TABLE session_state (
  tenant_id uuid NOT NULL,
  session_id uuid NOT NULL,
  user_id uuid NOT NULL,
  actor_id uuid NOT NULL,                          -- the device where one is named, else the user: whom sessions are derived for
  known boolean NOT NULL,
  derived boolean NOT NULL,
  started_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  page_views int NOT NULL,
  events int NOT NULL,
  late_events int NOT NULL,
  ended_at timestamptz,
  touched_at timestamptz NOT NULL DEFAULT now(),   -- by the server's clock: an import of old events is not over while it runs
  PRIMARY KEY (tenant_id, session_id)
) WITH (fillfactor = 70);
-- Not on last_at, which every batch moves: so that those updates touch no index.
CREATE INDEX session_state_actor ON session_state (tenant_id, actor_id, started_at DESC) WHERE derived;
CREATE INDEX session_state_open ON session_state (started_at) WHERE ended_at IS NULL;
SELECT protect('session_state');
