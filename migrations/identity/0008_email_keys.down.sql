DROP INDEX idx_users_email;
CREATE UNIQUE INDEX idx_users_email ON users (tenant_id, lower(email), created_at) WHERE email IS NOT NULL;
CREATE FUNCTION find_users_by_email(p_email text) RETURNS TABLE (user_id uuid, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT u.user_id, u.created_at FROM users u WHERE u.tenant_id = current_tenant() AND lower(u.email) = lower(p_email) AND u.email IS NOT NULL AND u.merged_into IS NULL
$$;
REVOKE EXECUTE ON FUNCTION find_users_by_email FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION find_users_by_email TO %I, %I', current_schema() || '_api', current_schema() || '_worker'); END $$;
ALTER TABLE users DROP COLUMN email_key;
