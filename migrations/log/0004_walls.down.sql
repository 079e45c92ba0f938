DO $$ BEGIN EXECUTE format('GRANT INSERT ON rebuilds TO %I', current_schema() || '_api'); EXECUTE format('GRANT EXECUTE ON FUNCTION protect TO %I', current_schema() || '_api'); END $$;
CREATE OR REPLACE FUNCTION ensure_partition(p_table text, p_name text, p_from timestamptz, p_to timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE s text := btrim(split_part(current_setting('search_path'), ',', 1), ' "'); base text := regexp_replace(s, '_g[0-9]+$', '');
BEGIN
  IF s !~ '^[a-z]+(_g[0-9]+)?$' OR base || '_owner' <> current_user THEN RAISE EXCEPTION 'search_path starts with %, which is not a schema of %', s, current_user; END IF;
  IF to_regclass(format('%I.%I', s, p_name)) IS NOT NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock((1::bigint << 59) | to_regclass(format('%I.%I', s, p_table))::oid::bigint);
  IF to_regclass(format('%I.%I', s, p_name)) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I.%I PARTITION OF %I.%I FOR VALUES FROM (%L) TO (%L)', s, p_name, s, p_table,
    to_char(p_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(p_to AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
  EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', s, p_name);
  EXECUTE format('REVOKE ALL ON %I.%I FROM %I', s, p_name, base || '_api');
  RETURN true;
END $$;
DO $$
DECLARE change record; def text;
BEGIN
  FOR change IN SELECT * FROM (VALUES
      ('append_many', 'PERFORM assert_tenants'), ('append_one', 'PERFORM assert_tenants'), ('append_bulk', 'PERFORM assert_tenants'),
      ('create_generation', 'PERFORM assert_read_tables'), ('flip_generation', 'PERFORM assert_read_tables'), ('rotate_receipts', 'IF p_keep')
    ) AS x (name, line) LOOP
    def := pg_get_functiondef(change.name::regproc);
    EXECUTE regexp_replace(def, E'\\n  ' || change.line || '[^\n]*', '');
  END LOOP;
END $$;
DROP FUNCTION resync_vectors, ensure_partition_in, assert_read_tables, assert_tenants;
ALTER FUNCTION protect(text) RESET search_path;
CREATE OR REPLACE FUNCTION log_key(p bigint) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT ((('log_position'::regclass::oid::bigint & 262143) | 262144) << 44) | p $$;
CREATE OR REPLACE FUNCTION epoch_key() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT (1::bigint << 61) | 'receipt_epochs'::regclass::oid::bigint $$;
CREATE OR REPLACE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
