DROP INDEX idx_agent_tasks_completed;
