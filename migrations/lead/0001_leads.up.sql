-- Read tables of leads: projected from the log, rebuilt from it at will. That one address is one lead is decided where the events are
-- written (one stream a lead, one reservation stream an address); the unique index says it once more.

CREATE TABLE leads (
  tenant_id uuid NOT NULL,
  lead_id uuid NOT NULL DEFAULT gen_random_uuid(),
  email varchar(255),
  phone varchar(50),                            -- E.164 where it can be read as such, else as given
  name varchar(255),
  company varchar(255),
  job_title varchar(100),
  source varchar(100),                          -- first touch, case-folded: "Google" and "google" are one
  score numeric(5,4) CONSTRAINT leads_score_check CHECK (score >= 0 AND score <= 1),
  qualified boolean NOT NULL DEFAULT false,
  status varchar(50) NOT NULL DEFAULT 'new' CONSTRAINT leads_status_check CHECK (status IN ('new', 'contacted', 'qualified', 'converted', 'lost')),
  properties jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_contacted timestamptz,
  converted_at timestamptz,
  user_id uuid,                                 -- the person in identity; soft reference
  linked_user_id uuid,                          -- whom it was first linked to: who was merged since is user_id
  last_source varchar(100),
  campaign_id uuid,
  qualified_by text CONSTRAINT leads_qualified_by_check CHECK (qualified_by IN ('threshold', 'manual')),
  qualified_at timestamptz,                     -- first time
  score_model varchar(100),
  score_model_version bigint,
  scored_at timestamptz,
  value_micros bigint CONSTRAINT leads_value_micros_check CHECK (value_micros >= 0),
  currency char(3),
  conversion_campaign_id uuid,
  phone_raw varchar(50),
  merged_into uuid,
  version bigint NOT NULL DEFAULT 0,
  state jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, lead_id),
  CONSTRAINT leads_status_qualified_check CHECK (qualified OR status NOT IN ('qualified', 'converted')),
  CONSTRAINT leads_converted_check CHECK ((status = 'converted') = (converted_at IS NOT NULL))
);
COMMENT ON COLUMN leads.state IS 'the lead as its events leave it: what the next event is folded onto';
COMMENT ON COLUMN leads.merged_into IS 'the lead this one is now part of; such a row is nobody''s answer';

CREATE UNIQUE INDEX idx_leads_email ON leads (tenant_id, lower(email)) WHERE email IS NOT NULL AND merged_into IS NULL;
CREATE INDEX idx_leads_score ON leads (tenant_id, score DESC NULLS LAST, lead_id);
CREATE INDEX idx_leads_status ON leads (tenant_id, status, created_at DESC, lead_id);
CREATE INDEX idx_leads_source ON leads (tenant_id, source, created_at DESC, lead_id);
CREATE INDEX idx_leads_qualified ON leads (tenant_id, created_at DESC, lead_id) WHERE qualified;
CREATE INDEX idx_leads_created_at ON leads (tenant_id, created_at DESC, lead_id);
CREATE INDEX idx_leads_score_status ON leads (tenant_id, score DESC NULLS LAST, status) WHERE qualified = true;
CREATE INDEX idx_leads_source_score ON leads (tenant_id, source, score DESC NULLS LAST, lead_id);
CREATE INDEX idx_leads_properties ON leads USING gin (properties jsonb_path_ops);
CREATE INDEX idx_leads_user ON leads (tenant_id, user_id);
CREATE INDEX idx_leads_linked_user ON leads (tenant_id, linked_user_id);
CREATE INDEX idx_leads_phone ON leads (tenant_id, phone);
CREATE INDEX idx_leads_merged_email ON leads (tenant_id, lower(email)) WHERE merged_into IS NOT NULL;

CREATE TABLE lead_history (
  tenant_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  position bigint NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  from_status text,                             -- where the status changed
  to_status text,
  score double precision,                       -- where the score changed, not rounded
  reason text,
  detail text,                                  -- the model, the source, the channel, the provider: as the kind has it
  actor text,
  PRIMARY KEY (tenant_id, lead_id, position)
);

CREATE TABLE scoring_models (
  tenant_id uuid NOT NULL,
  version bigint NOT NULL,
  model jsonb NOT NULL,
  PRIMARY KEY (tenant_id, version)
);

SELECT protect('leads'), protect('lead_history'), protect('scoring_models');

-- Row level security keeps operators that are not leak-proof (lower(), jsonb @>, comparisons of numeric) out of index conditions. So these
-- look-ups run as the owner, the tenant taken from the same setting that the policies read.
CREATE FUNCTION find_lead_by_email(p_email text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT coalesce(
    (SELECT l.lead_id FROM leads l WHERE l.tenant_id = current_tenant() AND lower(l.email) = lower(p_email) AND l.email IS NOT NULL AND l.merged_into IS NULL),
    (SELECT l.lead_id FROM leads l WHERE l.tenant_id = current_tenant() AND lower(l.email) = lower(p_email) AND l.merged_into IS NOT NULL LIMIT 1))
$$;

-- Ids of a page, in order. Written for what is asked and planned at each call: what is rare differs from search to search. Without a score
-- comes last, so the page's second half is a query of its own.
CREATE FUNCTION search_leads(p_by_score boolean, p_contains jsonb, p_source text, p_no_source boolean, p_status text, p_qualified boolean, p_users uuid[],
  p_min numeric, p_max numeric, p_from timestamptz, p_until timestamptz, p_after boolean, p_after_score numeric, p_after_at timestamptz, p_after_lead uuid, p_limit int)
RETURNS TABLE (found uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  part text; n int; left_over int := p_limit;
  base text := 'SELECT l.lead_id FROM leads l WHERE l.tenant_id = $1 AND l.merged_into IS NULL'
    || CASE WHEN p_contains IS NULL THEN '' ELSE ' AND l.properties @> $2' END
    || CASE WHEN p_no_source THEN ' AND l.source IS NULL' WHEN p_source IS NULL THEN '' ELSE ' AND l.source = $3' END
    || CASE WHEN p_status IS NULL THEN '' ELSE ' AND l.status = $4' END
    || CASE WHEN p_qualified IS NULL THEN '' WHEN p_qualified THEN ' AND l.qualified = true' ELSE ' AND NOT l.qualified' END
    || CASE WHEN p_users IS NULL THEN '' ELSE ' AND l.user_id = ANY ($5)' END
    || CASE WHEN p_min IS NULL THEN '' ELSE ' AND l.score >= $6' END
    || CASE WHEN p_max IS NULL THEN '' ELSE ' AND l.score <= $7' END
    || CASE WHEN p_from IS NULL THEN '' ELSE ' AND l.created_at >= $8' END
    || CASE WHEN p_until IS NULL THEN '' ELSE ' AND l.created_at < $9' END;
  parts text[];
BEGIN
  IF p_by_score THEN
    parts := ARRAY[
      CASE WHEN p_after AND p_after_score IS NULL THEN NULL
           ELSE base || ' AND l.score IS NOT NULL' || CASE WHEN p_after THEN ' AND l.score <= $10 AND (l.score < $10 OR l.lead_id > $12)' ELSE '' END
             || ' ORDER BY l.score DESC NULLS LAST, l.lead_id LIMIT $13' END,
      CASE WHEN p_min IS NOT NULL OR p_max IS NOT NULL THEN NULL
           ELSE base || ' AND l.score IS NULL' || CASE WHEN p_after AND p_after_score IS NULL THEN ' AND l.lead_id > $12' ELSE '' END || ' ORDER BY l.lead_id LIMIT $13' END];
  ELSE
    parts := ARRAY[base || CASE WHEN p_after THEN ' AND l.created_at <= $11 AND (l.created_at < $11 OR l.lead_id > $12)' ELSE '' END || ' ORDER BY l.created_at DESC, l.lead_id LIMIT $13'];
  END IF;
  FOREACH part IN ARRAY parts LOOP
    CONTINUE WHEN part IS NULL OR left_over <= 0;
    RETURN QUERY EXECUTE part USING current_tenant(), p_contains, p_source, p_status, p_users, p_min, p_max, p_from, p_until, p_after_score, p_after_at, p_after_lead, left_over;
    GET DIAGNOSTICS n = ROW_COUNT;
    left_over := left_over - n;
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION find_lead_by_email, search_leads FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION find_lead_by_email, search_leads TO %I, %I', current_schema() || '_api', current_schema() || '_worker'); END $$;
