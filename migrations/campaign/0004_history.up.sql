-- Campaigns and ad campaigns in few words and figures: what the vector index campaign-history is made from, and what a search shows of its hits.
CREATE TABLE campaign_history (
  tenant_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (tenant_id, campaign_id)
) WITH (fillfactor = 70);
CREATE TABLE ad_campaign_history (
  tenant_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  ad_campaign_id uuid NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (tenant_id, campaign_id, ad_campaign_id)
) WITH (fillfactor = 70);
SELECT protect('campaign_history'), protect('ad_campaign_history');
