-- What a role that may log in must not reach by way of a function that runs as the owner. docs/adr/0028 tells why each wall is there.

-- A session's temporary schema is searched first unless a path names it: last, then nobody's temporary table stands before the log's. The
-- functions of the service's own migrations that are there already are among these; those to come take the path of the migration runner.
DO $$
DECLARE f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
              AND EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c LIKE 'search\_path=%') LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', f.name, current_schema());
  END LOOP;
END $$;

-- Small ones are inlined and so cannot carry a path. The names in a body in the standard's syntax are looked up once, here.
CREATE OR REPLACE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;
CREATE OR REPLACE FUNCTION epoch_key() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (1::bigint << 61) | 'receipt_epochs'::regclass::oid::bigint;
CREATE OR REPLACE FUNCTION log_key(p bigint) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN ((('log_position'::regclass::oid::bigint & 262143) | 262144) << 44) | p;
ALTER FUNCTION protect(text) SET search_path FROM CURRENT;

-- Whom row level security binds appends only for tenants that app.tenant_id names: one, or several separated by commas, as when requests
-- of several tenants share a commit. Inside a function that runs as the owner only the session says who called.
CREATE FUNCTION assert_tenants(p_tenants uuid[]) RETURNS void LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE caller text := coalesce(nullif(current_setting('role'), 'none'), session_user);
BEGIN
  IF (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = caller) THEN RETURN; END IF;
  IF NOT coalesce(p_tenants <@ string_to_array(nullif(current_setting('app.tenant_id', true), ''), ',')::uuid[], false) THEN
    RAISE EXCEPTION '% appends for a tenant that app.tenant_id does not name', caller USING errcode = '42501';
  END IF;
END $$;

-- What a worker may build, put in place of the live one and drop: tables that it writes, so never the log.
CREATE FUNCTION assert_read_tables(p_tables text[]) RETURNS void LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE t text; s text := current_schema();
BEGIN
  FOREACH t IN ARRAY p_tables LOOP
    IF NOT coalesce(has_table_privilege(s || '_worker', to_regclass(format('%I.%I', s, t)), 'DELETE'), false) THEN
      RAISE EXCEPTION '% is no read table of %', t, s USING errcode = '42501';
    END IF;
  END LOOP;
END $$;

-- The functions of 0001 and 0002 with one more line at their beginning.
DO $$
DECLARE
  change record; old text; new text;
BEGIN
  FOR change IN SELECT * FROM (VALUES
      ('append_many', 'PERFORM pg_advisory_xact_lock_shared(epoch_key());', 'PERFORM assert_tenants(u_tenant);'),
      ('append_one', 'PERFORM pg_advisory_xact_lock_shared(epoch_key());', 'PERFORM assert_tenants(ARRAY[p_tenant]);'),
      ('append_bulk', 'PERFORM pg_advisory_xact_lock_shared(epoch_key());', 'PERFORM assert_tenants(p_tenant);'),
      ('create_generation', 'EXECUTE format(''CREATE SCHEMA', 'PERFORM assert_read_tables(p_tables);'),
      ('flip_generation', 'SELECT live_generation INTO live', 'PERFORM assert_read_tables(p_tables);'),
      ('rotate_receipts', 'PERFORM pg_advisory_xact_lock(epoch_key());',
        'IF p_keep IS NULL OR p_keep < interval ''7 days'' THEN RAISE EXCEPTION ''receipts are kept for seven days at least, not %'', p_keep USING errcode = ''22023''; END IF;')
    ) AS x (name, before, line) LOOP
    old := pg_get_functiondef(change.name::regproc);
    new := overlay(old PLACING change.line || E'\n  ' FROM position(change.before IN old) FOR 0);
    IF position(change.before IN old) = 0 THEN RAISE EXCEPTION '% does not have the line that was looked for', change.name; END IF;
    EXECUTE new;
  END LOOP;
END $$;

-- A partition of the service's own table, or of the copy in a generation's schema.
CREATE FUNCTION ensure_partition_in(p_schema text, p_table text, p_name text, p_from timestamptz, p_to timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE s text := current_schema();
BEGIN
  IF p_schema <> s AND p_schema !~ ('^' || s || '_g[0-9]+$') THEN RAISE EXCEPTION '% is no schema of %', p_schema, s USING errcode = '42501'; END IF;
  PERFORM assert_read_tables(ARRAY[p_table]);
  IF to_regclass(format('%I.%I', p_schema, p_name)) IS NOT NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock((1::bigint << 59) | to_regclass(format('%I.%I', p_schema, p_table))::oid::bigint);
  IF to_regclass(format('%I.%I', p_schema, p_name)) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I.%I PARTITION OF %I.%I FOR VALUES FROM (%L) TO (%L)', p_schema, p_name, p_schema, p_table,
    to_char(p_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(p_to AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
  EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', p_schema, p_name);
  EXECUTE format('REVOKE ALL ON %I.%I FROM %I', p_schema, p_name, s || '_api');
  RETURN true;
END $$;
-- It still acts in the first schema of the caller's search_path, which only a function with the caller's rights and path can see.
CREATE OR REPLACE FUNCTION ensure_partition(p_table text, p_name text, p_from timestamptz, p_to timestamptz) RETURNS boolean LANGUAGE sql
  RETURN ensure_partition_in(current_schema(), p_table, p_name, p_from, p_to);

-- All that a search may change: what it found to be wrong in the vector store is put there again.
CREATE FUNCTION resync_vectors(p_entities text[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  UPDATE vector_synced SET hash = NULL, attempts = 0, due = NULL
   WHERE tenant_id = current_tenant() AND entity_id = ANY (p_entities) AND hash IS NOT NULL
$$;

REVOKE EXECUTE ON FUNCTION ensure_partition_in, resync_vectors FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('REVOKE EXECUTE ON FUNCTION ensure_partition_in, protect FROM %I', current_schema() || '_api');
  EXECUTE format('REVOKE INSERT ON rebuilds FROM %I', current_schema() || '_api');   -- operators ask the workers
  EXECUTE format('GRANT EXECUTE ON FUNCTION ensure_partition_in TO %I', current_schema() || '_worker');
END $$;
