-- Where every subscription stands, who runs it, what it could not digest, and the generations of read tables.

CREATE TABLE projections (
  name text PRIMARY KEY,
  version int NOT NULL,
  live_generation int NOT NULL DEFAULT 1
);

CREATE TABLE checkpoints (
  subscription text NOT NULL,
  generation int NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  token text,                                   -- the source's own bookmark
  source text NOT NULL,
  head bigint NOT NULL DEFAULT 0,               -- as last seen, for the lag
  lease_owner text,
  fence bigint NOT NULL DEFAULT 0,
  lease_until timestamptz NOT NULL DEFAULT '-infinity',
  hold_until timestamptz NOT NULL DEFAULT '-infinity',   -- an operator asks the runner to stand still until then
  caught_up_at timestamptz,
  error text,                                   -- why it stands still, when it does
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (subscription, generation)
) WITH (fillfactor = 50);

-- Tenants a Redis view has written for: whoever finds their checkpoint key gone knows that Redis was wiped.
CREATE TABLE redis_tenants (
  subscription text NOT NULL,
  generation int NOT NULL,
  tenant_id uuid NOT NULL,
  PRIMARY KEY (subscription, generation, tenant_id)
);

CREATE TABLE parked_events (
  subscription text NOT NULL,
  position bigint NOT NULL,
  tenant_id uuid NOT NULL,
  stream_id text NOT NULL,
  event jsonb NOT NULL,
  error text NOT NULL,                          -- empty for an event that only waits behind the poison
  parked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (subscription, position)
);
CREATE INDEX parked_events_stream ON parked_events (subscription, tenant_id, stream_id, position);

-- Reactions to other services' events: what was handled, and what could not be.
CREATE TABLE inbox (
  reaction text NOT NULL,
  event_id uuid NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (reaction, event_id)
);
CREATE TABLE dead_letters (
  reaction text NOT NULL,
  event_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  event jsonb NOT NULL,
  error text NOT NULL,
  attempts int NOT NULL,
  died_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (reaction, event_id)
);

-- What operators ask for: a rebuild or a comparison of a view. A worker takes it, works, and reports here.
CREATE TABLE rebuilds (
  rebuild_id uuid PRIMARY KEY,
  view text NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('rebuild', 'verify', 'upgrade')),
  state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'building', 'done', 'failed')),
  position bigint NOT NULL DEFAULT 0,
  target bigint NOT NULL DEFAULT 0,
  result jsonb,
  requested_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- ---------------------------------------------------------------- this service's copy of identity's tenants and API keys
CREATE TABLE tenants_directory (
  tenant_id uuid PRIMARY KEY,
  name text NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);
CREATE TABLE api_keys_directory (
  tenant_id uuid NOT NULL,
  key_id text NOT NULL,
  name text NOT NULL,
  secret_sha256 text NOT NULL,
  scopes text[] NOT NULL,
  rate_limit bigint,                            -- calls an hour; null = unlimited
  revoked boolean NOT NULL DEFAULT false,
  expires_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, key_id)
);
CREATE UNIQUE INDEX api_keys_directory_key ON api_keys_directory (key_id);
SELECT protect('tenants_directory'), protect('api_keys_directory'), protect('dead_letters'), protect('parked_events'), protect('redis_tenants');

-- A caller's tenant is not known before the key is found, so row level security cannot apply: one row, by its full id.
CREATE FUNCTION find_api_key(p_key_id text)
RETURNS TABLE (key_id text, tenant_id uuid, secret_sha256 text, scopes text[], rate_limit bigint, revoked boolean, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT k.key_id, k.tenant_id, k.secret_sha256, k.scopes, k.rate_limit, k.revoked, k.expires_at FROM api_keys_directory k WHERE k.key_id = p_key_id
$$;

-- ---------------------------------------------------------------- partitions and generations of read tables
-- ensure_partition acts in the first schema of the caller's search_path (the service's own, or that of the generation being built) and
-- carries no SET search_path for that reason.

-- A range partition of a read table; there already = nothing to do. Bounds are instants, so no session's time zone moves them.
CREATE FUNCTION ensure_partition(p_table text, p_name text, p_from timestamptz, p_to timestamptz) RETURNS boolean
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

-- Empty copies of the tables in <service>_g<generation>: columns, defaults, checks, keys, indexes of the same names, policies and grants.
CREATE FUNCTION create_generation(p_tables text[], p_generation int) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE s text := current_schema(); g text := current_schema() || '_g' || p_generation; t text; r record; src regclass;
BEGIN
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', g);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I', g, s || '_api', s || '_worker');
  FOREACH t IN ARRAY p_tables LOOP
    src := to_regclass(format('%I.%I', s, t));
    EXECUTE format('DROP TABLE IF EXISTS %I.%I CASCADE', g, t);
    EXECUTE format('CREATE TABLE %I.%I (LIKE %I.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE INCLUDING COMMENTS)%s',
      g, t, s, t, coalesce(' PARTITION BY ' || pg_get_partkeydef(src), ''));
    FOR r IN SELECT conname, pg_get_constraintdef(oid) def FROM pg_constraint WHERE conrelid = src AND contype IN ('p', 'u') LOOP
      EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', g, t, r.conname, r.def);
    END LOOP;
    FOR r IN SELECT pg_get_indexdef(i.indexrelid) def FROM pg_index i
              WHERE i.indrelid = src AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u')) LOOP
      EXECUTE regexp_replace(r.def, ' ON (ONLY )?' || s || '\.', ' ON ' || g || '.');
    END LOOP;
    EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', g, t);
    EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', g, t);
    EXECUTE format('CREATE POLICY tenant ON %I.%I USING (tenant_id = %I.current_tenant()) WITH CHECK (tenant_id = %I.current_tenant())', g, t, s, s);
    EXECUTE format('GRANT SELECT ON %I.%I TO %I', g, t, s || '_api');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO %I', g, t, s || '_worker');
  END LOOP;
  FOREACH t IN ARRAY p_tables LOOP                                  -- foreign keys inside the group, once all tables are there
    src := to_regclass(format('%I.%I', s, t));
    FOR r IN SELECT conname, pg_get_constraintdef(c.oid) def FROM pg_constraint c JOIN pg_class f ON f.oid = c.confrelid
              WHERE c.conrelid = src AND c.contype = 'f' AND f.relname = ANY (p_tables) LOOP
      EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', g, t, r.conname, regexp_replace(r.def, 'REFERENCES (' || s || '\.)?', 'REFERENCES ' || g || '.'));
    END LOOP;
  END LOOP;
  RETURN g;
END $$;

CREATE FUNCTION drop_generation(p_tables text[], p_generation int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE t text; g text := current_schema() || '_g' || p_generation;
BEGIN
  FOREACH t IN ARRAY p_tables LOOP EXECUTE format('DROP TABLE IF EXISTS %I.%I CASCADE', g, t); END LOOP;
  IF NOT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = g) THEN
    EXECUTE format('DROP SCHEMA IF EXISTS %I', g);
  END IF;
END $$;

-- Puts the built generation in the place of the live one, in the caller's transaction: readers see the old tables or the new ones.
-- The checkpoints are locked first, in the order every runner locks them; false = the new one is not as far as the live one yet.
CREATE FUNCTION flip_generation(p_name text, p_version int, p_tables text[], p_generation int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE s text := current_schema(); g text := current_schema() || '_g' || p_generation; t text; r record; live int; live_at bigint; new_at bigint;
BEGIN
  SELECT live_generation INTO live FROM projections WHERE name = p_name FOR UPDATE;
  SELECT position INTO live_at FROM checkpoints WHERE subscription = p_name AND generation = live FOR UPDATE;
  SELECT position INTO new_at FROM checkpoints WHERE subscription = p_name AND generation = p_generation FOR UPDATE;
  IF new_at IS NULL OR new_at < live_at THEN RETURN false; END IF;
  FOR i IN REVERSE cardinality(p_tables)..1 LOOP EXECUTE format('DROP TABLE %I.%I CASCADE', s, p_tables[i]); END LOOP;
  FOREACH t IN ARRAY p_tables LOOP
    FOR r IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = to_regclass(format('%I.%I', g, t)) LOOP
      EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', g, r.relname, s);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', g, t, s);
  END LOOP;
  IF NOT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = g) THEN
    EXECUTE format('DROP SCHEMA %I', g);
  END IF;
  DELETE FROM checkpoints WHERE subscription = p_name AND generation = live;
  UPDATE projections SET live_generation = p_generation, version = p_version WHERE name = p_name;
  RETURN true;
END $$;

DO $$
DECLARE api text := current_schema() || '_api'; worker text := current_schema() || '_worker';
BEGIN
  EXECUTE format('GRANT SELECT ON projections, checkpoints, rebuilds, parked_events TO %I', api);
  EXECUTE format('GRANT INSERT ON rebuilds TO %I', api);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON projections, checkpoints, rebuilds, inbox, redis_tenants TO %I', worker);
END $$;
REVOKE EXECUTE ON FUNCTION find_api_key, ensure_partition, create_generation, drop_generation, flip_generation FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('REVOKE EXECUTE ON FUNCTION ensure_partition, create_generation, drop_generation, flip_generation FROM %I', current_schema() || '_api');
  EXECUTE format('GRANT EXECUTE ON FUNCTION find_api_key TO %I, %I', current_schema() || '_api', current_schema() || '_worker');
  EXECUTE format('GRANT EXECUTE ON FUNCTION ensure_partition, create_generation, drop_generation, flip_generation TO %I', current_schema() || '_worker');
END $$;
