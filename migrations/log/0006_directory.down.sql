DROP FUNCTION find_api_key(text);
ALTER TABLE tenants_directory DROP COLUMN budget, DROP COLUMN changed_at;
ALTER TABLE api_keys_directory DROP COLUMN changed_at;
CREATE FUNCTION find_api_key(p_key_id text)
RETURNS TABLE (key_id text, tenant_id uuid, secret_sha256 text, scopes text[], rate_limit bigint, revoked boolean, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT k.key_id, k.tenant_id, k.secret_sha256, k.scopes, k.rate_limit, k.revoked, k.expires_at FROM api_keys_directory k WHERE k.key_id = p_key_id
$$;
REVOKE EXECUTE ON FUNCTION find_api_key FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION find_api_key TO %I, %I', current_schema() || '_api', current_schema() || '_worker'); END $$;
