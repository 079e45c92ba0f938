DO $$
DECLARE
  change record; old text;
BEGIN
  FOR change IN SELECT * FROM (VALUES
      ('ensure_partition_in', 'IF EXISTS (SELECT FROM pg_class WHERE relname = p_name AND relnamespace = p_schema::regnamespace)',
        'IF to_regclass(format(''%I.%I'', p_schema, p_name)) IS NOT NULL'),
      ('ensure_log_partitions', 'EXISTS (SELECT FROM pg_class WHERE relname = ''event_log_p'' || i AND relnamespace = current_schema()::regnamespace)',
        'to_regclass(''event_log_p'' || i) IS NOT NULL')
    ) AS x (name, line, before) LOOP
    old := pg_get_functiondef(change.name::regproc);
    EXECUTE replace(old, change.line, change.before);
  END LOOP;
END $$;
