DROP TABLE ad_campaign_history;
DROP TABLE campaign_history;
