DROP FUNCTION list_tenants;
DROP TABLE api_keys, tenants;
