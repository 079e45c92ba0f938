-- A session's id as the client gave it is unique only for a device or person: it stands beside the session's own.
ALTER TABLE session_state ADD COLUMN client_session uuid;       -- null: the server made the session
ALTER TABLE session_state NO FORCE ROW LEVEL SECURITY;
UPDATE session_state SET client_session = session_id WHERE NOT derived;
ALTER TABLE session_state FORCE ROW LEVEL SECURITY;
CREATE INDEX session_state_device ON session_state (tenant_id, client_session, actor_id) WHERE client_session IS NOT NULL;
CREATE INDEX session_state_user ON session_state (tenant_id, client_session, user_id) WHERE client_session IS NOT NULL;
