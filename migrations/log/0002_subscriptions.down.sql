DROP FUNCTION flip_generation, drop_generation, create_generation, ensure_partition, find_api_key;
DROP TABLE api_keys_directory, tenants_directory, rebuilds, dead_letters, inbox, parked_events, redis_tenants, checkpoints, projections;
