-- Agent tasks as readers see them. Who holds one is decided where the events are written: this table only says where to look.
CREATE TABLE agent_tasks (
  tenant_id uuid NOT NULL,
  task_id uuid NOT NULL,
  task_type varchar(50) NOT NULL,
  status varchar(20) NOT NULL CONSTRAINT agent_tasks_status_check CHECK (status IN ('pending', 'claimed', 'completed', 'dead')),
  payload jsonb NOT NULL,
  campaign_id uuid,
  attempts int NOT NULL,
  max_attempts int NOT NULL,
  created_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  worker_id varchar(100),
  lease_id uuid,
  lease_until timestamptz,
  lease_ms int,
  error text,
  result jsonb,
  finished_at timestamptz,
  version bigint NOT NULL,
  PRIMARY KEY (tenant_id, task_id)
) WITH (fillfactor = 70);
CREATE INDEX idx_agent_tasks_pending ON agent_tasks (tenant_id, task_type, due_at, task_id) WHERE status = 'pending';
CREATE INDEX idx_agent_tasks_leases ON agent_tasks (lease_until) WHERE status = 'claimed';
CREATE INDEX idx_agent_tasks_dead ON agent_tasks (tenant_id, finished_at, task_id) WHERE status = 'dead';
CREATE INDEX idx_agent_tasks_created_at ON agent_tasks (tenant_id, created_at DESC);
CREATE INDEX idx_agent_tasks_type ON agent_tasks (tenant_id, task_type, created_at DESC);
CREATE INDEX idx_agent_tasks_status ON agent_tasks (tenant_id, status, created_at DESC);
CREATE INDEX idx_agent_tasks_campaign ON agent_tasks (tenant_id, campaign_id, created_at DESC);
SELECT protect('agent_tasks');
