-- What the platform lets a tenant use in an hour, over all its keys.
ALTER TABLE tenants ADD COLUMN budget int;          -- units; null = unlimited

DROP FUNCTION list_tenants(timestamptz, uuid, int);
CREATE FUNCTION list_tenants(p_after timestamptz, p_after_tenant uuid, p_limit int)
RETURNS TABLE (tenant_id uuid, name varchar, ip_policy text, timezone text, created_at timestamptz, version bigint, budget int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT t.tenant_id, t.name, t.ip_policy, t.timezone, t.created_at, t.version, t.budget FROM tenants t
   WHERE p_after IS NULL OR (t.created_at, t.tenant_id) > (p_after, p_after_tenant) ORDER BY t.created_at, t.tenant_id LIMIT p_limit
$$;

-- For the platform's services alone, whose scope is checked before: what they have not heard of the directory yet. In a copy of it that was
-- built anew a row may have moved, so whoever knows another generation begins at the beginning.
CREATE FUNCTION directory_changes(p_generation int, p_after bigint, p_limit int)
RETURNS TABLE (generation int, changed_at bigint, tenant jsonb, api_key jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH here AS (SELECT live_generation AS now, CASE WHEN live_generation = p_generation THEN p_after ELSE 0 END AS after FROM projections WHERE name = 'directory')
  SELECT h.now, c.changed_at, c.tenant, c.api_key FROM here h LEFT JOIN LATERAL (
    (SELECT t.changed_at, to_jsonb(t) AS tenant, NULL::jsonb AS api_key FROM tenants_directory t WHERE t.changed_at > h.after ORDER BY t.changed_at LIMIT p_limit)
    UNION ALL
    (SELECT k.changed_at, NULL, to_jsonb(k) FROM api_keys_directory k WHERE k.changed_at > h.after ORDER BY k.changed_at LIMIT p_limit)
    ORDER BY 1 LIMIT p_limit) c ON true
$$;
CREATE FUNCTION directory_key(p_key_id text) RETURNS TABLE (api_key jsonb, tenant_budget bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT to_jsonb(k), t.budget FROM api_keys_directory k LEFT JOIN tenants_directory t ON t.tenant_id = k.tenant_id WHERE k.key_id = p_key_id
$$;

REVOKE EXECUTE ON FUNCTION list_tenants, directory_changes, directory_key FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION list_tenants, directory_changes, directory_key TO %I', current_schema() || '_api'); END $$;
