-- Campaigns three years after their end, with their ads and figures as they were then. Filled and emptied by the projection, from the events
-- campaign_archived and campaign_purged, so a rebuild gives the same.
CREATE TABLE campaigns_archive (LIKE campaigns, PRIMARY KEY (tenant_id, campaign_id));
CREATE TABLE campaign_revenue_archive (LIKE campaign_revenue, PRIMARY KEY (tenant_id, campaign_id, model, currency));
CREATE TABLE ad_campaigns_archive (LIKE ad_campaigns, PRIMARY KEY (tenant_id, ad_campaign_id));
CREATE TABLE ad_performance_history_archive (LIKE ad_performance_history, PRIMARY KEY (tenant_id, ad_campaign_id, as_of));
CREATE INDEX idx_ad_campaigns_archive_campaign ON ad_campaigns_archive (tenant_id, campaign_id);
CREATE INDEX idx_campaigns_ended_at ON campaigns (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX idx_campaigns_archive_ended_at ON campaigns_archive (ended_at);
SELECT protect('campaigns_archive'), protect('campaign_revenue_archive'), protect('ad_campaigns_archive'), protect('ad_performance_history_archive');
