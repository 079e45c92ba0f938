DROP INDEX idx_sessions_end;
