CREATE INDEX idx_agent_tasks_completed ON agent_tasks (finished_at) WHERE status = 'completed';   -- for those that go by their age
