DROP INDEX idx_leads_email, idx_leads_merged_email, people_email;
CREATE UNIQUE INDEX idx_leads_email ON leads (tenant_id, lower(email)) WHERE email IS NOT NULL AND merged_into IS NULL;
CREATE INDEX idx_leads_merged_email ON leads (tenant_id, lower(email)) WHERE merged_into IS NOT NULL;
CREATE INDEX people_email ON people (tenant_id, lower(email)) WHERE email IS NOT NULL;
CREATE FUNCTION find_lead_by_email(p_email text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT coalesce(
    (SELECT l.lead_id FROM leads l WHERE l.tenant_id = current_tenant() AND lower(l.email) = lower(p_email) AND l.email IS NOT NULL AND l.merged_into IS NULL),
    (SELECT l.lead_id FROM leads l WHERE l.tenant_id = current_tenant() AND lower(l.email) = lower(p_email) AND l.merged_into IS NOT NULL LIMIT 1))
$$;
REVOKE EXECUTE ON FUNCTION find_lead_by_email FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION find_lead_by_email TO %I, %I', current_schema() || '_api', current_schema() || '_worker'); END $$;
ALTER TABLE people DROP COLUMN email_key;
ALTER TABLE leads DROP COLUMN email_key;
