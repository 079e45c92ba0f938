DROP FUNCTION directory_key, directory_changes;
DROP FUNCTION list_tenants(timestamptz, uuid, int);
ALTER TABLE tenants DROP COLUMN budget;
CREATE FUNCTION list_tenants(p_after timestamptz, p_after_tenant uuid, p_limit int)
RETURNS TABLE (tenant_id uuid, name varchar, ip_policy text, timezone text, created_at timestamptz, version bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT t.tenant_id, t.name, t.ip_policy, t.timezone, t.created_at, t.version FROM tenants t
   WHERE p_after IS NULL OR (t.created_at, t.tenant_id) > (p_after, p_after_tenant) ORDER BY t.created_at, t.tenant_id LIMIT p_limit
$$;
REVOKE EXECUTE ON FUNCTION list_tenants FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION list_tenants TO %I', current_schema() || '_api'); END $$;
