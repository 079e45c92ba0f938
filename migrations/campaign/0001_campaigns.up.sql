-- Read tables of campaigns: projected from the log, rebuilt from it at will. What may be spent is decided where the events are written.

CREATE TABLE campaigns (
  tenant_id uuid NOT NULL,
  campaign_id uuid NOT NULL DEFAULT gen_random_uuid(),
  name varchar(255) NOT NULL CONSTRAINT campaigns_name_check CHECK (btrim(name) <> ''),
  type varchar(50) NOT NULL CONSTRAINT campaigns_type_check CHECK (type IN ('lead_gen', 'content', 'retention', 'ad')),
  status varchar(20) NOT NULL DEFAULT 'draft' CONSTRAINT campaigns_status_check CHECK (status IN ('draft', 'active', 'paused', 'completed', 'stopped')),
  config jsonb NOT NULL DEFAULT '{}',
  budget numeric(18,6) CONSTRAINT campaigns_budget_check CHECK (budget >= 0),
  spent numeric(18,6) NOT NULL DEFAULT 0 CONSTRAINT campaigns_spent_check CHECK (spent >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz,
  created_by varchar(50) NOT NULL,
  currency varchar(3) NOT NULL DEFAULT 'USD',
  revenue numeric(18,6) NOT NULL DEFAULT 0 CONSTRAINT campaigns_revenue_check CHECK (revenue >= 0),
  -- the part of the money that moved that came in; null when none did
  performance_score numeric(5,4) GENERATED ALWAYS AS (CASE WHEN revenue + spent > 0 THEN round(revenue / (revenue + spent), 4) END) STORED
    CONSTRAINT campaigns_performance_score_check CHECK (performance_score >= 0 AND performance_score <= 1),
  utm_campaign varchar(255) NOT NULL DEFAULT '',
  schedule_start timestamptz,
  schedule_end timestamptz,
  version bigint NOT NULL DEFAULT 0,
  state jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, campaign_id),
  CONSTRAINT campaigns_ended_at_check CHECK (ended_at >= started_at)
);
COMMENT ON COLUMN campaigns.state IS 'the campaign as its events tell it, which the projection goes on from';
COMMENT ON COLUMN campaigns.revenue IS 'by last touch, in the campaign''s currency';

CREATE INDEX idx_campaigns_status ON campaigns (tenant_id, status, created_at DESC);
CREATE INDEX idx_campaigns_type ON campaigns (tenant_id, type, created_at DESC);
CREATE INDEX idx_campaigns_created_at ON campaigns (tenant_id, created_at DESC);
CREATE INDEX idx_campaigns_created_by ON campaigns (tenant_id, created_by, created_at DESC);
CREATE INDEX idx_campaigns_config ON campaigns USING gin (config jsonb_path_ops);
CREATE INDEX idx_campaigns_performance ON campaigns (tenant_id, performance_score DESC, campaign_id DESC) WHERE performance_score IS NOT NULL;
CREATE INDEX idx_campaigns_utm ON campaigns (tenant_id, utm_campaign);
CREATE INDEX idx_campaigns_schedule_start ON campaigns (schedule_start) WHERE schedule_start IS NOT NULL AND status = 'draft';
CREATE INDEX idx_campaigns_schedule_end ON campaigns (schedule_end) WHERE schedule_end IS NOT NULL AND status IN ('active', 'paused');

CREATE TABLE campaign_revenue (
  tenant_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  model text NOT NULL CHECK (model IN ('first', 'last', 'linear', 'explicit')),   -- explicit counts under every model
  currency varchar(3) NOT NULL,
  revenue numeric(18,6) NOT NULL,
  conversions bigint NOT NULL,
  PRIMARY KEY (tenant_id, campaign_id, model, currency)
);

CREATE TABLE ad_campaigns (
  tenant_id uuid NOT NULL,
  ad_campaign_id uuid NOT NULL DEFAULT gen_random_uuid(),
  campaign_id uuid NOT NULL,
  platform varchar(50) NOT NULL CONSTRAINT ad_campaigns_platform_check CHECK (platform IN ('google_ads', 'linkedin', 'producthunt')),
  platform_campaign_id varchar(255),
  audience_config jsonb NOT NULL DEFAULT '{}',
  creatives jsonb NOT NULL DEFAULT '[]',
  performance_metrics jsonb,
  last_optimized timestamptz,
  name varchar(255) NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  version bigint NOT NULL DEFAULT 0,
  state jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, ad_campaign_id),
  CONSTRAINT ad_campaigns_campaign_fkey FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaigns (tenant_id, campaign_id) ON DELETE CASCADE
);
CREATE INDEX idx_ad_campaigns_campaign ON ad_campaigns (tenant_id, campaign_id);
CREATE INDEX idx_ad_campaigns_platform ON ad_campaigns (tenant_id, platform);
CREATE INDEX idx_ad_campaigns_last_optimized ON ad_campaigns (tenant_id, last_optimized NULLS FIRST);
CREATE INDEX idx_ad_campaigns_audience ON ad_campaigns USING gin (audience_config jsonb_path_ops);
CREATE INDEX idx_ad_campaigns_performance ON ad_campaigns USING gin (performance_metrics jsonb_path_ops);
CREATE INDEX idx_ad_campaigns_ctr ON ad_campaigns (tenant_id, ((performance_metrics ->> 'ctr')::numeric));
CREATE UNIQUE INDEX idx_ad_campaigns_platform_id ON ad_campaigns (tenant_id, platform, platform_campaign_id) WHERE platform_campaign_id IS NOT NULL;

-- Every report that counted, totals as of a moment.
CREATE TABLE ad_performance_history (
  tenant_id uuid NOT NULL,
  ad_campaign_id uuid NOT NULL,
  as_of timestamptz NOT NULL,
  impressions bigint NOT NULL,
  clicks bigint NOT NULL,
  conversions bigint NOT NULL,
  spend numeric(18,6) NOT NULL,
  revenue numeric(18,6) NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (tenant_id, ad_campaign_id, as_of)
);
SELECT protect('campaigns'), protect('campaign_revenue'), protect('ad_campaigns'), protect('ad_performance_history');

-- Row level security keeps operators that are not leak-proof (jsonb @>, comparison of numerics) out of index conditions. So the searches
-- that need one run as the owner, the tenant taken from the same setting that the policies read. Planned anew with the values at hand.
CREATE FUNCTION find_campaigns_by_config(p_config jsonb, p_status text, p_type text, p_created_by text, p_after timestamptz, p_after_id uuid, p_limit int)
RETURNS TABLE (campaign_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
DECLARE t uuid := current_tenant();
BEGIN
  RETURN QUERY SELECT c.campaign_id FROM campaigns c
   WHERE c.tenant_id = t AND c.config @> p_config
     AND (p_status IS NULL OR c.status = p_status) AND (p_type IS NULL OR c.type = p_type) AND (p_created_by IS NULL OR c.created_by = p_created_by)
     AND (p_after IS NULL OR c.created_at < p_after OR (c.created_at = p_after AND c.campaign_id > p_after_id))
   ORDER BY c.created_at DESC, c.campaign_id LIMIT p_limit;
END $$;

CREATE FUNCTION find_ad_campaigns(p_audience jsonb, p_metrics jsonb, p_min_ctr numeric, p_campaign uuid, p_platform text,
  p_stale_first boolean, p_stale_before timestamptz, p_after_optimized timestamptz, p_after_id uuid, p_limit int)
RETURNS TABLE (ad_campaign_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
DECLARE t uuid := current_tenant();
BEGIN
  RETURN QUERY SELECT a.ad_campaign_id FROM ad_campaigns a
   WHERE a.tenant_id = t
     AND (p_audience IS NULL OR a.audience_config @> p_audience) AND (p_metrics IS NULL OR a.performance_metrics @> p_metrics)
     AND (p_min_ctr IS NULL OR (a.performance_metrics ->> 'ctr')::numeric >= p_min_ctr)
     AND (p_campaign IS NULL OR a.campaign_id = p_campaign) AND (p_platform IS NULL OR a.platform = p_platform)
     AND (p_stale_before IS NULL OR a.last_optimized IS NULL OR a.last_optimized < p_stale_before)
     AND (p_after_id IS NULL OR CASE
       WHEN NOT p_stale_first THEN a.ad_campaign_id > p_after_id
       WHEN p_after_optimized IS NULL THEN a.last_optimized IS NOT NULL OR a.ad_campaign_id > p_after_id
       ELSE a.last_optimized > p_after_optimized OR (a.last_optimized = p_after_optimized AND a.ad_campaign_id > p_after_id) END)
   ORDER BY CASE WHEN p_stale_first THEN a.last_optimized END NULLS FIRST, a.ad_campaign_id LIMIT p_limit;
END $$;
REVOKE EXECUTE ON FUNCTION find_campaigns_by_config, find_ad_campaigns FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION find_campaigns_by_config, find_ad_campaigns TO %I, %I', current_schema() || '_api', current_schema() || '_worker');
END $$;
