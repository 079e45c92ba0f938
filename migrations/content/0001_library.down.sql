DROP TABLE performance_totals, campaign_names, content_chunks, content_performance, content_versions, content_library;
DROP FUNCTION content_search, content_config;
