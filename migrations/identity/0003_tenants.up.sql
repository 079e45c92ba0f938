-- Tenants and API keys as their administrators see them. What authenticates a call is the directory that every service has.
CREATE TABLE tenants (
  tenant_id uuid PRIMARY KEY,
  name varchar(100) NOT NULL,
  ip_policy text NOT NULL CHECK (ip_policy IN ('keep', 'truncate', 'remove')),
  timezone text NOT NULL,
  created_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX idx_tenants_created_at ON tenants (created_at, tenant_id);

CREATE TABLE api_keys (
  tenant_id uuid NOT NULL,
  key_id text NOT NULL,
  name varchar(100) NOT NULL,
  scopes text[] NOT NULL,
  rate_limit int,                               -- calls an hour; null = unlimited
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  version bigint NOT NULL,
  PRIMARY KEY (tenant_id, key_id)
);
CREATE INDEX idx_api_keys_created_at ON api_keys (tenant_id, created_at, key_id);
SELECT protect('tenants'), protect('api_keys');

-- For the platform alone: the caller's scope is checked before. Row level security knows one tenant at a time.
CREATE FUNCTION list_tenants(p_after timestamptz, p_after_tenant uuid, p_limit int)
RETURNS TABLE (tenant_id uuid, name varchar, ip_policy text, timezone text, created_at timestamptz, version bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT t.tenant_id, t.name, t.ip_policy, t.timezone, t.created_at, t.version FROM tenants t
   WHERE p_after IS NULL OR (t.created_at, t.tenant_id) > (p_after, p_after_tenant) ORDER BY t.created_at, t.tenant_id LIMIT p_limit
$$;
REVOKE EXECUTE ON FUNCTION list_tenants FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION list_tenants TO %I', current_schema() || '_api'); END $$;
