-- The directory of tenants and API keys: what a tenant may use, and where in identity's log each row was changed last, so that the other
-- services can ask for what changed. docs/adr/0025 tells why they ask and do not listen.
ALTER TABLE tenants_directory
  ADD COLUMN budget bigint,                     -- units an hour of all keys together; null = unlimited
  ADD COLUMN changed_at bigint NOT NULL DEFAULT 0;
ALTER TABLE api_keys_directory ADD COLUMN changed_at bigint NOT NULL DEFAULT 0;
CREATE INDEX tenants_directory_changed ON tenants_directory (changed_at);
CREATE INDEX api_keys_directory_changed ON api_keys_directory (changed_at);

DROP FUNCTION find_api_key(text);
CREATE FUNCTION find_api_key(p_key_id text)
RETURNS TABLE (key_id text, tenant_id uuid, secret_sha256 text, scopes text[], rate_limit bigint, revoked boolean, expires_at timestamptz, tenant_budget bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT k.key_id, k.tenant_id, k.secret_sha256, k.scopes, k.rate_limit, k.revoked, k.expires_at, t.budget
    FROM api_keys_directory k LEFT JOIN tenants_directory t ON t.tenant_id = k.tenant_id WHERE k.key_id = p_key_id
$$;
REVOKE EXECUTE ON FUNCTION find_api_key FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION find_api_key TO %I, %I', current_schema() || '_api', current_schema() || '_worker'); END $$;
