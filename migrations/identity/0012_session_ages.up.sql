CREATE INDEX idx_sessions_end ON sessions (end_time) WHERE end_time IS NOT NULL;   -- for those that go by their age
