-- A receipt of append_many and append_one keeps the fingerprint of its request too: the same id with another content is 'id reused'. Receipts
-- from before have none, and callers without one give none; neither is compared. docs/adr/0002 has receipts.
--
-- The functions are taken as they stand and given one more parameter, last and with a default, so that processes of the release before go on
-- calling them. A passage that is not found ends the migration.
CREATE FUNCTION amend(p_function text, VARIADIC p_changes text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE f regprocedure := (SELECT oid::regprocedure FROM pg_proc WHERE proname = p_function AND pronamespace = current_schema()::regnamespace);
  body text := pg_get_functiondef(f);
BEGIN
  FOR i IN 1..cardinality(p_changes) BY 2 LOOP
    IF strpos(body, p_changes[i]) = 0 THEN RAISE EXCEPTION '% has no passage "%"', f, p_changes[i]; END IF;
    body := replace(body, p_changes[i], p_changes[i + 1]);
  END LOOP;
  EXECUTE format('DROP FUNCTION %s', f);
  EXECUTE body;
  f := (SELECT oid::regprocedure FROM pg_proc WHERE proname = p_function AND pronamespace = current_schema()::regnamespace);
  EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I, %I', f, current_schema() || '_api', current_schema() || '_worker');
END $$;

SELECT amend('append_many',
  'e_subject uuid[])', 'e_subject uuid[], u_fingerprint bigint[] DEFAULT NULL)',
  'SELECT x.o, c.stream_id, c.versions, c.position FROM', 'SELECT x.o, c.stream_id, c.versions, c.position, c.fingerprint FROM',
  'IF k = 1 AND r.stream_id IS DISTINCT FROM w_stream[i] THEN', 'IF r.fingerprint <> u_fingerprint[r.o] OR (k = 1 AND r.stream_id IS DISTINCT FROM w_stream[i]) THEN',
  'position, versions, stream_id)', 'position, versions, stream_id, fingerprint)',
  'ARRAY[to_version[x]], w_stream[x]', 'ARRAY[to_version[x]], w_stream[x], u_fingerprint[x]',
  '(array_agg(w_stream[x] ORDER BY x))[1]', '(array_agg(w_stream[x] ORDER BY x))[1], (array_agg(u_fingerprint[w_unit[x]]))[1]');

SELECT amend('append_one',
  'e_subject uuid)', 'e_subject uuid, p_fingerprint bigint DEFAULT NULL)',
  'position, versions, stream_id)', 'position, versions, stream_id, fingerprint)',
  'END], p_stream);', 'END], p_stream, p_fingerprint);');

DROP FUNCTION amend;
