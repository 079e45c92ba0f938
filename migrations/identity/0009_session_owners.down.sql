ALTER TABLE session_state DROP COLUMN client_session;
