-- Several may make a partition at once: one does, the others wait for its lock. What to_regclass says then may be what a session's own cache of the
-- catalogue held before it waited, and "already exists" the answer to a table made meanwhile; a query of pg_class sees what is committed.

CREATE OR REPLACE FUNCTION ensure_partition_in(p_schema text, p_table text, p_name text, p_from timestamptz, p_to timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE s text := current_schema();
BEGIN
  IF p_schema <> s AND p_schema !~ ('^' || s || '_g[0-9]+$') THEN RAISE EXCEPTION '% is no schema of %', p_schema, s USING errcode = '42501'; END IF;
  PERFORM assert_read_tables(ARRAY[p_table]);
  IF to_regclass(format('%I.%I', p_schema, p_name)) IS NOT NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock((1::bigint << 59) | to_regclass(format('%I.%I', p_schema, p_table))::oid::bigint);
  IF EXISTS (SELECT FROM pg_class WHERE relname = p_name AND relnamespace = p_schema::regnamespace) THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I.%I PARTITION OF %I.%I FOR VALUES FROM (%L) TO (%L)', p_schema, p_name, p_schema, p_table,
    to_char(p_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(p_to AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
  EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', p_schema, p_name);
  EXECUTE format('REVOKE ALL ON %I.%I FROM %I', p_schema, p_name, s || '_api');
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION ensure_log_partitions(p_ahead int DEFAULT 2, p_size bigint DEFAULT 10000000) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE i bigint; made int := 0; head bigint := (SELECT last_value FROM log_position);
BEGIN
  PERFORM pg_advisory_xact_lock((1::bigint << 60) | 'event_log'::regclass::oid::bigint);
  FOR i IN (head / p_size) .. (head / p_size) + p_ahead LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relname = 'event_log_p' || i AND relnamespace = current_schema()::regnamespace);
    EXECUTE format('CREATE TABLE event_log_p%s PARTITION OF event_log FOR VALUES FROM (%s) TO (%s)', i, i * p_size, (i + 1) * p_size);
    EXECUTE format('ALTER TABLE event_log_p%s ENABLE ROW LEVEL SECURITY', i);
    EXECUTE format('REVOKE ALL ON event_log_p%s FROM %I, %I', i, current_schema() || '_api', current_schema() || '_worker');
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;
