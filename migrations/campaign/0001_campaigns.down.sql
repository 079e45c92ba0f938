DROP FUNCTION find_ad_campaigns, find_campaigns_by_config;
DROP TABLE ad_performance_history, ad_campaigns, campaign_revenue, campaigns;
