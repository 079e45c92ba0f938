-- The event log of one service, in the service's own schema. docs/adr/0001 to 0003 tell why it looks like this.

-- ---------------------------------------------------------------- tenants
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;

-- Row level security for a table of tenants: the api role sees the rows of app.tenant_id and no others; unset means no rows.
CREATE FUNCTION protect(p_table text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE t regclass := to_regclass(p_table); s text := (SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = t);
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
  EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = %I.current_tenant()) WITH CHECK (tenant_id = %I.current_tenant())', t, s, s);
  EXECUTE format('GRANT SELECT ON %s TO %I', t, s || '_api');
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', t, s || '_worker');
END $$;

-- ---------------------------------------------------------------- the log
CREATE SEQUENCE log_position AS bigint CACHE 1;
SELECT setval('log_position', 1, true);        -- position 1 is never used, so that the head of an empty log is 1 and not 0

CREATE TABLE streams (
  tenant_id uuid NOT NULL,
  stream_id text COLLATE "C" NOT NULL,         -- '<category>-<id>'
  version bigint NOT NULL,
  last_position bigint NOT NULL,
  status smallint NOT NULL DEFAULT 0,          -- 0 open, 1 closed
  PRIMARY KEY (tenant_id, stream_id)
) WITH (fillfactor = 70);

CREATE TABLE event_log (
  position bigint NOT NULL,
  tenant_id uuid NOT NULL,
  stream_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  schema_version smallint NOT NULL DEFAULT 1,
  data jsonb NOT NULL,
  metadata jsonb NOT NULL,
  subject_id uuid,                             -- whose key encrypts the personal fields
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (position)
) PARTITION BY RANGE (position);
CREATE UNIQUE INDEX event_log_stream ON event_log (tenant_id, stream_id, version, position);

-- Receipts: who repeats a request finds the first result. One unique index cannot span time partitions, so the partition key is an
-- epoch that only rotate_receipts moves, under a lock no append holds: every append in flight shares one epoch, older ones are committed.
CREATE TABLE receipt_epochs (epoch int PRIMARY KEY, started_at timestamptz NOT NULL DEFAULT now());
INSERT INTO receipt_epochs VALUES (1);
CREATE SEQUENCE receipt_epoch AS int CACHE 1;
SELECT setval('receipt_epoch', 1, true);
CREATE TABLE append_receipts (
  tenant_id uuid NOT NULL,
  append_id uuid NOT NULL,
  epoch int NOT NULL,
  position bigint NOT NULL,                    -- of the last event
  versions bigint[],                           -- of the streams, in the order of the writes; null in bulk
  stream_id text COLLATE "C",                  -- of the first write; null in bulk
  fingerprint bigint,                          -- of the content; bulk only
  PRIMARY KEY (tenant_id, append_id, epoch)
) PARTITION BY LIST (epoch);
CREATE TABLE append_receipts_e1 PARTITION OF append_receipts FOR VALUES IN (1);

CREATE FUNCTION epoch_key() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT (1::bigint << 61) | 'receipt_epochs'::regclass::oid::bigint $$;

CREATE FUNCTION ensure_log_partitions(p_ahead int DEFAULT 2, p_size bigint DEFAULT 10000000) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE i bigint; made int := 0; head bigint := (SELECT last_value FROM log_position);
BEGIN
  PERFORM pg_advisory_xact_lock((1::bigint << 60) | 'event_log'::regclass::oid::bigint);
  FOR i IN (head / p_size) .. (head / p_size) + p_ahead LOOP
    CONTINUE WHEN to_regclass('event_log_p' || i) IS NOT NULL;
    EXECUTE format('CREATE TABLE event_log_p%s PARTITION OF event_log FOR VALUES FROM (%s) TO (%s)', i, i * p_size, (i + 1) * p_size);
    EXECUTE format('ALTER TABLE event_log_p%s ENABLE ROW LEVEL SECURITY', i);
    EXECUTE format('REVOKE ALL ON event_log_p%s FROM %I, %I', i, current_schema() || '_api', current_schema() || '_worker');
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

-- An append in flight publishes a floor: a shared advisory lock whose key says which log (bits of the sequence's oid, so that the logs of
-- one database do not hold each other up) and, in the lower 44 bits, a position below all it will take. The lock outlives visibility.
CREATE FUNCTION log_key(p bigint) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT ((('log_position'::regclass::oid::bigint & 262143) | 262144) << 44) | p $$;

-- Closes the epoch once it is older than p_rotate, and drops those that ended more than p_keep ago.
CREATE FUNCTION rotate_receipts(p_rotate interval DEFAULT '3 days', p_keep interval DEFAULT '7 days') RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE e int; r record; dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(epoch_key());
  SELECT max(epoch) INTO e FROM receipt_epochs;
  IF (SELECT started_at < now() - p_rotate FROM receipt_epochs WHERE epoch = e) THEN
    e := e + 1;
    EXECUTE format('CREATE TABLE append_receipts_e%s PARTITION OF append_receipts FOR VALUES IN (%s)', e, e);
    EXECUTE format('ALTER TABLE append_receipts_e%s ENABLE ROW LEVEL SECURITY', e);
    EXECUTE format('REVOKE ALL ON append_receipts_e%s FROM %I, %I', e, current_schema() || '_api', current_schema() || '_worker');
    INSERT INTO receipt_epochs VALUES (e);
    PERFORM setval('receipt_epoch', e, true);
  END IF;
  FOR r IN SELECT a.epoch FROM receipt_epochs a JOIN receipt_epochs b ON b.epoch = a.epoch + 1 WHERE b.started_at < now() - p_keep LOOP
    EXECUTE format('DROP TABLE append_receipts_e%s', r.epoch);
    DELETE FROM receipt_epochs WHERE epoch = r.epoch;
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

-- Group commit: many units (requests), each with its own receipt and one or more writes (streams), in one call and one transaction.
-- A unit's writes stand or fall together; a unit fails alone. The caller puts a stream at most once in a call.
-- p_expected: a version, or -1 no stream, -2 any, -4 stream exists. Small statements over arrays keep their plans.
CREATE FUNCTION append_many(
  u_tenant uuid[], u_append_id uuid[],
  w_unit int[], w_stream text[], w_expected bigint[], w_count int[],
  e_write int[], e_id uuid[], e_type text[], e_schema_version smallint[], e_data jsonb[], e_metadata jsonb[], e_subject uuid[])
RETURNS TABLE (w int, outcome text, version bigint, at_position bigint)   -- ok | replayed | wrong version | id reused | closed | retry
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  n int := cardinality(w_stream);
  units int := cardinality(u_append_id);
  found_version bigint[] := array_fill(NULL::bigint, ARRAY[n]);
  base bigint[] := array_fill(NULL::bigint, ARRAY[n]);            -- the version to append after; null = not appending
  res text[] := array_fill(NULL::text, ARRAY[n]);
  to_version bigint[] := array_fill(NULL::bigint, ARRAY[n]);
  pos bigint[] := array_fill(NULL::bigint, ARRAY[n]);
  w_tenant uuid[]; fresh int[] := '{}'; known int[] := '{}'; positions bigint[]; r record; i int; k int := 0;
  current_epoch int; failed boolean[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(epoch_key());
  SELECT last_value INTO current_epoch FROM receipt_epoch;
  IF units = n THEN w_tenant := u_tenant; ELSE SELECT array_agg(u_tenant[x.u] ORDER BY x.o) INTO w_tenant FROM unnest(w_unit) WITH ORDINALITY x(u, o); END IF;

  FOR r IN SELECT x.o, s.version, s.status FROM unnest(w_tenant, w_stream) WITH ORDINALITY x(t, s, o)
             JOIN streams s ON s.tenant_id = x.t AND s.stream_id = x.s ORDER BY s.tenant_id, s.stream_id FOR UPDATE OF s
  LOOP found_version[r.o] := r.version; IF r.status <> 0 THEN res[r.o] := 'closed'; END IF; END LOOP;

  FOR r IN SELECT x.o, c.stream_id, c.versions, c.position FROM unnest(u_tenant, u_append_id) WITH ORDINALITY x(t, a, o)
             JOIN append_receipts c ON c.tenant_id = x.t AND c.append_id = x.a
  LOOP
    k := 0;
    FOR i IN 1..n LOOP
      CONTINUE WHEN w_unit[i] <> r.o;
      k := k + 1;
      IF k = 1 AND r.stream_id IS DISTINCT FROM w_stream[i] THEN res[i] := 'id reused';
      ELSIF k > 1 AND cardinality(r.versions) < k THEN res[i] := 'id reused';
      ELSE res[i] := 'replayed'; to_version[i] := r.versions[k]; pos[i] := r.position; END IF;
    END LOOP;
  END LOOP;

  FOR i IN 1..n LOOP
    CONTINUE WHEN res[i] IS NOT NULL;
    IF found_version[i] IS NULL THEN
      IF w_expected[i] IN (0, -1, -2) THEN fresh := fresh || i; ELSE res[i] := 'wrong version'; to_version[i] := 0; END IF;
    ELSIF w_expected[i] IN (-2, -4) OR w_expected[i] = found_version[i] THEN base[i] := found_version[i]; known := known || i;
    ELSE res[i] := 'wrong version'; to_version[i] := found_version[i]; END IF;
  END LOOP;

  IF units < n THEN                                               -- a unit of several writes: one refused refuses all
    failed := array_fill(false, ARRAY[units]);
    FOR i IN 1..n LOOP IF res[i] IS NOT NULL THEN failed[w_unit[i]] := true; END IF; END LOOP;
    SELECT coalesce(array_agg(f), '{}') INTO fresh FROM unnest(fresh) f WHERE NOT failed[w_unit[f]];
    SELECT coalesce(array_agg(f), '{}') INTO known FROM unnest(known) f WHERE NOT failed[w_unit[f]];
    FOR i IN 1..n LOOP IF failed[w_unit[i]] THEN base[i] := NULL; IF res[i] IS NULL THEN res[i] := 'refused'; END IF; END IF; END LOOP;
  END IF;

  IF cardinality(fresh) > 0 THEN                                  -- a new stream's row is written once, with its final version
    FOR r IN INSERT INTO streams (tenant_id, stream_id, version, last_position)
               SELECT w_tenant[f], w_stream[f], w_count[f], 0 FROM unnest(fresh) f ORDER BY 1, 2 ON CONFLICT DO NOTHING RETURNING tenant_id, stream_id
    LOOP
      k := k + 1;
      i := array_position(w_stream, r.stream_id);
      WHILE w_tenant[i] <> r.tenant_id OR base[i] IS NOT NULL LOOP i := array_position(w_stream, r.stream_id, i + 1); END LOOP;
      base[i] := 0;
    END LOOP;
    IF units < n AND EXISTS (SELECT 1 FROM unnest(fresh) f WHERE base[f] IS NULL) THEN
      RAISE EXCEPTION 'lost the race for a stream' USING errcode = '40001';
    END IF;
  END IF;

  IF cardinality(fresh) + cardinality(known) > 0 THEN
    PERFORM pg_advisory_xact_lock_shared(log_key((SELECT last_value FROM log_position)));   -- before any nextval
    WITH ins AS (
      INSERT INTO event_log (position, tenant_id, stream_id, version, event_id, type, schema_version, data, metadata, subject_id)
      SELECT nextval('log_position'), w_tenant[x.a], w_stream[x.a], base[x.a] + x.q, x.id, x.ty, x.sv, x.d, x.m, x.su
        FROM (SELECT e.*, row_number() OVER (PARTITION BY e.a ORDER BY e.k) q
                FROM unnest(e_write, e_id, e_type, e_schema_version, e_data, e_metadata, e_subject) WITH ORDINALITY e(a, id, ty, sv, d, m, su, k)
               WHERE base[e.a] IS NOT NULL ORDER BY e.k) x
      RETURNING position)
    SELECT array_agg(position ORDER BY position) INTO positions FROM ins;
  END IF;

  k := 0;
  FOR i IN 1..n LOOP
    IF base[i] IS NOT NULL THEN k := k + w_count[i]; pos[i] := positions[k]; to_version[i] := base[i] + w_count[i]; res[i] := 'ok';
    ELSIF res[i] IS NULL THEN res[i] := 'retry'; END IF;
  END LOOP;
  IF cardinality(known) > 0 THEN
    UPDATE streams s SET version = to_version[u], last_position = pos[u] FROM unnest(known) u
      WHERE s.tenant_id = w_tenant[u] AND s.stream_id = w_stream[u];
  END IF;
  IF units = n THEN
    INSERT INTO append_receipts (tenant_id, append_id, epoch, position, versions, stream_id)
      SELECT u_tenant[x], u_append_id[x], current_epoch, pos[x], ARRAY[to_version[x]], w_stream[x]
        FROM generate_series(1, n) x WHERE base[x] IS NOT NULL ORDER BY 1, 2;
  ELSE
    INSERT INTO append_receipts (tenant_id, append_id, epoch, position, versions, stream_id)
      SELECT u_tenant[w_unit[x]], u_append_id[w_unit[x]], current_epoch, max(pos[x]), array_agg(to_version[x] ORDER BY x), (array_agg(w_stream[x] ORDER BY x))[1]
        FROM generate_series(1, n) x WHERE base[x] IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2;
  END IF;
  RETURN QUERY SELECT x, res[x], to_version[x], pos[x] FROM generate_series(1, n) x;
END $$;

-- The same for a lone append, one event in one write under one receipt: scalars cost less than arrays of one. Null = not the plain case (a conflict, a
-- repeat, a closed stream) and nothing was written: append_many decides it.
CREATE FUNCTION append_one(
  p_tenant uuid, p_append_id uuid, p_stream text, p_expected bigint,
  e_id uuid, e_type text, e_schema_version smallint, e_data jsonb, e_metadata jsonb, e_subject uuid)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE current_epoch int; pos bigint; fresh boolean := p_expected <= 0;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(epoch_key());
  SELECT last_value INTO current_epoch FROM receipt_epoch;
  IF NOT fresh THEN
    PERFORM 1 FROM streams s WHERE s.tenant_id = p_tenant AND s.stream_id = p_stream AND s.version = p_expected AND s.status = 0 FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END IF;
  IF EXISTS (SELECT FROM append_receipts c WHERE c.tenant_id = p_tenant AND c.append_id = p_append_id) THEN RETURN NULL; END IF;
  IF fresh THEN
    INSERT INTO streams (tenant_id, stream_id, version, last_position) VALUES (p_tenant, p_stream, 1, 0) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(log_key((SELECT last_value FROM log_position)));   -- before any nextval
  pos := nextval('log_position');
  INSERT INTO event_log (position, tenant_id, stream_id, version, event_id, type, schema_version, data, metadata, subject_id)
    VALUES (pos, p_tenant, p_stream, CASE WHEN fresh THEN 1 ELSE p_expected + 1 END, e_id, e_type, e_schema_version, e_data, e_metadata, e_subject);
  IF NOT fresh THEN UPDATE streams s SET version = p_expected + 1, last_position = pos WHERE s.tenant_id = p_tenant AND s.stream_id = p_stream; END IF;
  INSERT INTO append_receipts (tenant_id, append_id, epoch, position, versions, stream_id)
    VALUES (p_tenant, p_append_id, current_epoch, pos, ARRAY[CASE WHEN fresh THEN 1 ELSE p_expected + 1 END], p_stream);
  RETURN pos;
END $$;

-- Bulk append, set-based: streams that are only ever appended with "any" keep no row (position is version), one receipt an event.
-- The caller gives each receipt at most once. Answers for the events that were not simply accepted carry the first position.
CREATE FUNCTION append_bulk(p_tenant uuid[], p_receipt uuid[], p_fingerprint bigint[], p_stream text[],
  e_id uuid[], e_type text[], e_schema_version smallint[], e_data jsonb[], e_metadata jsonb[], e_subject uuid[])
RETURNS TABLE (o int, status text, at_position bigint)                      -- accepted | duplicate | conflict
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  n int := cardinality(p_receipt);
  pos bigint[]; res text[] := array_fill('accepted'::text, ARRAY[n]); claimed int; expected int := n; r record; current_epoch int; replays boolean := false;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(epoch_key());
  SELECT last_value INTO current_epoch FROM receipt_epoch;
  PERFORM pg_advisory_xact_lock_shared(log_key((SELECT last_value FROM log_position)));     -- before any nextval
  SELECT array_agg(nextval('log_position')) INTO pos FROM generate_series(1, n);

  FOR r IN SELECT x.o, c.position, c.fingerprint FROM unnest(p_tenant, p_receipt) WITH ORDINALITY x(t, a, o)
             JOIN append_receipts c ON c.tenant_id = x.t AND c.append_id = x.a
  LOOP replays := true; expected := expected - 1; pos[r.o] := r.position;
       res[r.o] := CASE WHEN r.fingerprint IS NOT DISTINCT FROM p_fingerprint[r.o] THEN 'duplicate' ELSE 'conflict' END; END LOOP;

  IF replays THEN
    INSERT INTO append_receipts (tenant_id, append_id, epoch, position, fingerprint)
      SELECT x.t, x.a, current_epoch, x.p, x.f FROM unnest(p_tenant, p_receipt, pos, p_fingerprint, res) x(t, a, p, f, s)
       WHERE x.s = 'accepted' ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  ELSE
    INSERT INTO append_receipts (tenant_id, append_id, epoch, position, fingerprint)
      SELECT x.t, x.a, current_epoch, x.p, x.f FROM unnest(p_tenant, p_receipt, pos, p_fingerprint) x(t, a, p, f) ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  END IF;
  GET DIAGNOSTICS claimed = ROW_COUNT;
  IF claimed < expected THEN                                                -- another transaction took some of them meanwhile
    replays := true;
    FOR r IN SELECT x.o, c.position, c.fingerprint FROM unnest(p_tenant, p_receipt, pos, res) WITH ORDINALITY x(t, a, p, s, o)
               JOIN append_receipts c ON c.tenant_id = x.t AND c.append_id = x.a WHERE x.s = 'accepted' AND c.position <> x.p
    LOOP pos[r.o] := r.position; res[r.o] := CASE WHEN r.fingerprint IS NOT DISTINCT FROM p_fingerprint[r.o] THEN 'duplicate' ELSE 'conflict' END; END LOOP;
  END IF;

  IF replays THEN
    INSERT INTO event_log (position, tenant_id, stream_id, version, event_id, type, schema_version, data, metadata, subject_id)
      SELECT x.p, x.t, x.s, x.p, x.id, x.ty, x.sv, x.d, x.m, x.su
        FROM unnest(pos, p_tenant, p_stream, e_id, e_type, e_schema_version, e_data, e_metadata, e_subject, res) x(p, t, s, id, ty, sv, d, m, su, re)
       WHERE x.re = 'accepted';
  ELSE
    INSERT INTO event_log (position, tenant_id, stream_id, version, event_id, type, schema_version, data, metadata, subject_id)
      SELECT x.p, x.t, x.s, x.p, x.id, x.ty, x.sv, x.d, x.m, x.su
        FROM unnest(pos, p_tenant, p_stream, e_id, e_type, e_schema_version, e_data, e_metadata, e_subject) x(p, t, s, id, ty, sv, d, m, su);
  END IF;
  RETURN QUERY SELECT x::int, res[x], pos[x] FROM generate_series(1, n) x;
END $$;

-- Gap-free: the sequence's head, then the lowest floor in flight, then (in the caller's next statement, a new snapshot) the events up to the lower.
CREATE FUNCTION high_water() RETURNS bigint LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
DECLARE h bigint; f bigint; mine bigint := log_key(0) >> 44;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN RAISE EXCEPTION 'high_water needs READ COMMITTED' USING errcode = 'ES010'; END IF;
  IF pg_is_in_recovery() THEN RAISE EXCEPTION 'high_water needs the primary' USING errcode = 'ES011'; END IF;
  SELECT last_value INTO h FROM log_position;
  SELECT min(((classid::bigint << 32) | objid::bigint) & 17592186044415) INTO f FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND (((classid::bigint << 32) | objid::bigint) >> 44) = mine
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
  RETURN least(h, coalesce(f, h));
END $$;

-- Always at least one row, so that the high water is known when there is nothing to read (pos is null then).
CREATE FUNCTION read_all(p_after bigint, p_limit int, p_tenant uuid DEFAULT NULL, p_types text[] DEFAULT NULL)
RETURNS TABLE (high_water bigint, pos bigint, tenant uuid, stream text, ver bigint, eid uuid, typ text, sv smallint, payload text, meta text, subject uuid, at timestamptz)
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE hw bigint := high_water();
BEGIN
  IF p_tenant IS NULL AND p_types IS NULL THEN
    RETURN QUERY SELECT hw, e.position, e.tenant_id, e.stream_id, e.version, e.event_id, e.type, e.schema_version, e.data::text, e.metadata::text, e.subject_id, e.recorded_at
      FROM event_log e WHERE e.position > p_after AND e.position <= hw ORDER BY e.position LIMIT p_limit;
  ELSE
    RETURN QUERY SELECT hw, e.position, e.tenant_id, e.stream_id, e.version, e.event_id, e.type, e.schema_version, e.data::text, e.metadata::text, e.subject_id, e.recorded_at
      FROM event_log e WHERE e.position > p_after AND e.position <= hw AND (p_tenant IS NULL OR e.tenant_id = p_tenant) AND (p_types IS NULL OR e.type = ANY (p_types))
     ORDER BY e.position LIMIT p_limit;
  END IF;
  IF NOT FOUND THEN
    RETURN QUERY SELECT hw, NULL::bigint, NULL::uuid, NULL::text, NULL::bigint, NULL::uuid, NULL::text, NULL::smallint, NULL::text, NULL::text, NULL::uuid, NULL::timestamptz;
  END IF;
END $$;

-- Several streams of a tenant at once, whole or in part. A function for its plan: made once, and not for the empty table it may be made on.
CREATE FUNCTION read_streams(p_tenant uuid, p_streams text[], p_after bigint[], p_limits int[])
RETURNS TABLE (o bigint, pos bigint, stream text, ver bigint, eid uuid, typ text, sv smallint, payload text, meta text, subject uuid, at timestamptz)
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT k.o, e.position, e.stream_id, e.version, e.event_id, e.type, e.schema_version, e.data::text, e.metadata::text, e.subject_id, e.recorded_at
    FROM unnest(p_streams, p_after, p_limits) WITH ORDINALITY AS k (stream_id, after, n, o)
    CROSS JOIN LATERAL (SELECT * FROM event_log l WHERE l.tenant_id = p_tenant AND l.stream_id = k.stream_id AND l.version > k.after ORDER BY l.version LIMIT k.n) e
    ORDER BY k.o, e.version;
END $$;

-- ---------------------------------------------------------------- who may what
-- Nobody but the owner of the functions above writes to the log; nobody at all changes or removes what is in it.
DO $$
DECLARE api text := current_schema() || '_api'; worker text := current_schema() || '_worker'; t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['streams', 'event_log', 'append_receipts'] LOOP
    PERFORM protect(t);
    EXECUTE format('REVOKE ALL ON %I FROM %I, %I', t, api, worker);
    EXECUTE format('GRANT SELECT ON %I TO %I, %I', t, api, worker);
  END LOOP;
  EXECUTE format('REVOKE ALL ON receipt_epochs FROM %I, %I', api, worker);
  EXECUTE format('ALTER TABLE append_receipts_e1 ENABLE ROW LEVEL SECURITY');
  EXECUTE format('REVOKE ALL ON append_receipts_e1 FROM %I, %I', api, worker);
  EXECUTE format('GRANT SELECT ON SEQUENCE log_position, receipt_epoch TO %I, %I', api, worker);
END $$;
SELECT ensure_log_partitions();
REVOKE EXECUTE ON FUNCTION ensure_log_partitions, rotate_receipts, append_many, append_one, append_bulk FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('REVOKE EXECUTE ON FUNCTION ensure_log_partitions, rotate_receipts FROM %I', current_schema() || '_api');
  EXECUTE format('GRANT EXECUTE ON FUNCTION append_many, append_one, append_bulk TO %I, %I', current_schema() || '_api', current_schema() || '_worker');
  EXECUTE format('GRANT EXECUTE ON FUNCTION ensure_log_partitions, rotate_receipts TO %I', current_schema() || '_worker');
END $$;
