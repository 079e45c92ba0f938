ALTER TABLE sessions DROP COLUMN joined_into;
ALTER TABLE session_state DROP COLUMN end_told;
DROP TABLE session_stretches;
