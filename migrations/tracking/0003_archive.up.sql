-- Events that are past their active time. The projection puts an event where the horizons say, so a view that is built anew holds what the
-- live one holds; retention moves the horizons first and the rows after them. docs/adr/0037 tells why it does so by partitions, and how.

CREATE TABLE events_archive (LIKE events INCLUDING DEFAULTS, PRIMARY KEY (tenant_id, event_id, timestamp)) PARTITION BY RANGE (timestamp);
-- The indexes of `events`, so that a partition changes its table without building any.
CREATE INDEX idx_events_archive_user_timestamp ON events_archive (tenant_id, user_id, timestamp DESC);
CREATE INDEX idx_events_archive_event_name ON events_archive (tenant_id, event_name, timestamp DESC);
CREATE INDEX idx_events_archive_timestamp ON events_archive (tenant_id, timestamp DESC);
CREATE INDEX idx_events_archive_session ON events_archive (tenant_id, session_id);
CREATE INDEX idx_events_archive_page_view ON events_archive (tenant_id, user_id, timestamp) WHERE event_name = 'page_view';
CREATE INDEX idx_events_archive_signup ON events_archive (tenant_id, user_id, timestamp) WHERE event_name = 'user_signup';
CREATE INDEX idx_events_archive_properties ON events_archive USING gin (properties jsonb_path_ops);
CREATE INDEX idx_events_archive_timestamp_brin ON events_archive USING brin (timestamp);
SELECT protect('events_archive');

-- Of the events up to a position in the log, what is older than archive_before belongs into the archive, what is older than drop_before
-- nowhere: for all tenants (the nil UUID), and for one that wants less. Later events are of no age yet, however old their own time is:
-- history that is imported is there to be looked at. The horizons only move forward, and stand at the beginning of a month in UTC, so no
-- partition is on both sides.
CREATE TABLE event_horizons (
  tenant_id uuid PRIMARY KEY,
  up_to bigint NOT NULL DEFAULT 0,               -- of all tenants: in the row of all
  archive_before timestamptz NOT NULL DEFAULT '-infinity',
  drop_before timestamptz NOT NULL DEFAULT '-infinity'
);
SELECT protect('event_horizons');
INSERT INTO event_horizons (tenant_id) VALUES ('00000000-0000-0000-0000-000000000000');

-- From when on a partition is a day and not a month.
CREATE TABLE event_days (days_from timestamptz NOT NULL, single boolean PRIMARY KEY DEFAULT true CHECK (single));
INSERT INTO event_days (days_from) VALUES ('infinity');
DO $$ BEGIN EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON event_days FROM %I', current_schema() || '_worker'); END $$;

-- Held until the caller's transaction ends: nobody moves a horizon while rows are written by the old one.
CREATE FUNCTION hold_event_horizons(p_tenants uuid[]) RETURNS SETOF event_horizons LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM FROM event_horizons WHERE tenant_id = '00000000-0000-0000-0000-000000000000' FOR SHARE;
  RETURN QUERY SELECT * FROM event_horizons h WHERE h.tenant_id = '00000000-0000-0000-0000-000000000000' OR h.tenant_id = ANY (p_tenants);
END $$;

-- The row of all comes first, as whoever holds it holds them all.
CREATE FUNCTION move_event_horizons(p_up_to bigint, p_tenants uuid[], p_archive timestamptz[], p_drop timestamptz[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE event_horizons SET up_to = greatest(up_to, p_up_to) WHERE tenant_id = '00000000-0000-0000-0000-000000000000' RETURNING up_to INTO p_up_to;
  INSERT INTO event_horizons AS h (tenant_id, archive_before, drop_before) SELECT * FROM unnest(p_tenants, p_archive, p_drop)
    ON CONFLICT (tenant_id) DO UPDATE SET archive_before = greatest(h.archive_before, excluded.archive_before), drop_before = greatest(h.drop_before, excluded.drop_before);
  RETURN p_up_to;
END $$;

-- The last position that was taken before a time, or one shortly before it: positions grow with the time.
CREATE FUNCTION position_before(p_time timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE low bigint := 0; high bigint := (SELECT last_value FROM log_position); mid bigint; at timestamptz;
BEGIN
  WHILE low < high LOOP
    mid := (low + high + 1) / 2;
    SELECT recorded_at INTO at FROM event_log WHERE position <= mid ORDER BY position DESC LIMIT 1;
    IF at IS NULL OR at < p_time THEN low := mid; ELSE high := mid - 1; END IF;
  END LOOP;
  RETURN low;
END $$;

-- ---------------------------------------------------------------- partitions
-- Of `events` or `events_archive`, in the first schema of the caller's search_path.
CREATE FUNCTION ensure_event_partition(p_table text, p_at timestamptz) RETURNS boolean LANGUAGE sql VOLATILE
BEGIN ATOMIC
  SELECT ensure_partition(p_table, p_table || to_char(b, CASE WHEN days THEN '"_y"YYYY"m"MM"d"DD' ELSE '"_y"YYYY"m"MM' END),
                          b AT TIME ZONE 'UTC', (b + CASE WHEN days THEN interval '1 day' ELSE interval '1 month' END) AT TIME ZONE 'UTC')
    FROM (SELECT p_at >= days_from AS days, date_trunc(CASE WHEN p_at >= days_from THEN 'day' ELSE 'month' END, p_at AT TIME ZONE 'UTC') AS b FROM event_days) p;
END;
CREATE OR REPLACE FUNCTION ensure_event_month(p_month timestamptz) RETURNS boolean LANGUAGE sql VOLATILE
BEGIN ATOMIC
  SELECT ensure_event_partition('events', p_month);
END;
CREATE OR REPLACE FUNCTION ensure_event_months(p_ahead int DEFAULT 3) RETURNS int LANGUAGE sql VOLATILE
BEGIN ATOMIC
  SELECT count(*) FILTER (WHERE ensure_event_partition('events', d))::int
    FROM generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'), date_trunc('month', now() AT TIME ZONE 'UTC') + (p_ahead + 1) * interval '1 month' - interval '1 day', interval '1 day') s (t)
    CROSS JOIN LATERAL (SELECT t AT TIME ZONE 'UTC' AS d) u WHERE d >= date_trunc('day', now());
END;

CREATE FUNCTION event_partitions(p_table text) RETURNS TABLE (name text, from_at timestamptz, to_at timestamptz) LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT c.relname::text, (regexp_match(b, 'FROM \(''([^'']*)''\)'))[1]::timestamptz, (regexp_match(b, 'TO \(''([^'']*)''\)'))[1]::timestamptz
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid CROSS JOIN LATERAL pg_get_expr(c.relpartbound, c.oid) b
   WHERE i.inhparent = to_regclass(format('%I.%I', current_schema(), p_table)) ORDER BY 2
$$;

-- ---------------------------------------------------------------- what retention may do as the owner
-- A partition becomes one of the archive in three steps, each of which may be repeated: its bounds are written down, held to be true (which
-- reads it, and locks nobody out), and then the table changes hands, with nothing to read any more, in one transaction: no reader sees its
-- rows twice or not at all. Who waits for a lock lets others wait behind him, so not for long: 55P03 says to come again.
CREATE FUNCTION bound_event_partition(p_name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '250ms' AS $$
DECLARE p record;
BEGIN
  SELECT * INTO p FROM event_partitions('events') e WHERE e.name = p_name;
  IF p.name IS NULL OR EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(quote_ident(p_name)) AND conname = 'bounds') THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT bounds CHECK (timestamp >= %L AND timestamp < %L) NOT VALID', p_name, p.from_at, p.to_at);
END $$;
CREATE FUNCTION check_event_partition(p_name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT FROM event_partitions('events') e WHERE e.name = p_name) THEN EXECUTE format('ALTER TABLE %I VALIDATE CONSTRAINT bounds', p_name); END IF;
END $$;
-- False = there is nothing to do, the archive has rows of that time already (of a tenant whose horizon is nearer), or not all of the partition
-- is of age: then rows are moved. The projection waits meanwhile, so that no row comes in after the look.
CREATE FUNCTION archive_event_partition(p_name text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '250ms' AS $$
DECLARE h event_horizons; p record; archived text; has_younger boolean;
BEGIN
  SELECT * INTO h FROM event_horizons WHERE tenant_id = '00000000-0000-0000-0000-000000000000' FOR UPDATE;
  SELECT e.* INTO p FROM event_partitions('events') e WHERE e.name = p_name AND e.to_at <= h.archive_before;
  archived := replace(p_name, 'events_', 'events_archive_');
  IF p.name IS NULL OR to_regclass(quote_ident(archived)) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE event_id > $1)', p_name) INTO has_younger USING h.up_to;
  IF has_younger THEN RETURN false; END IF;
  EXECUTE format('ALTER TABLE events DETACH PARTITION %I', p_name);
  EXECUTE format('ALTER TABLE %I RENAME TO %I', p_name, archived);
  EXECUTE format('ALTER TABLE events_archive ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', archived, p.from_at, p.to_at);
  EXECUTE format('ALTER TABLE %I DROP CONSTRAINT bounds', archived);
  RETURN true;
END $$;
-- Of `events` one that is past its time and empty, of the archive one whose time is over. False = there is none such.
CREATE FUNCTION drop_event_partition(p_table text, p_name text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '250ms' AS $$
DECLARE h event_horizons := (SELECT x FROM event_horizons x WHERE x.tenant_id = '00000000-0000-0000-0000-000000000000'); p record; has_rows boolean;
BEGIN
  SELECT e.* INTO p FROM event_partitions(p_table) e WHERE e.name = p_name;
  IF p_table NOT IN ('events', 'events_archive') OR p.name IS NULL THEN RETURN false; END IF;
  IF p.to_at > (CASE WHEN p_table = 'events' THEN h.archive_before ELSE h.drop_before END) THEN RETURN false; END IF;
  IF p_table = 'events' THEN
    PERFORM FROM event_horizons WHERE tenant_id = h.tenant_id FOR UPDATE;   -- nothing comes in any more
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', p_name) INTO has_rows;
    IF has_rows THEN RETURN false; END IF;
  END IF;
  EXECUTE format('DROP TABLE %I', p_name);
  RETURN true;
END $$;

-- As search_events, in the archive too.
CREATE FUNCTION search_all_events(p_contains jsonb, p_from timestamptz, p_to timestamptz, p_name text, p_session uuid, p_bots boolean,
  p_before timestamptz, p_before_id bigint, p_limit int)
RETURNS TABLE (found_id bigint, found_at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT e.event_id, e.timestamp FROM (SELECT * FROM events UNION ALL SELECT * FROM events_archive) e'
    || ' WHERE e.tenant_id = $1 AND e.properties @> $2 AND e.timestamp >= $3 AND e.timestamp < $4'
    || CASE WHEN p_name IS NULL THEN '' ELSE ' AND e.event_name = $5' END
    || CASE WHEN p_session IS NULL THEN '' ELSE ' AND e.session_id = $6' END
    || CASE WHEN p_bots THEN '' ELSE ' AND NOT e.is_bot' END
    || CASE WHEN p_before IS NULL THEN '' ELSE ' AND e.timestamp <= $7 AND (e.timestamp, e.event_id) < ($7, $8)' END
    || ' ORDER BY e.timestamp DESC, e.event_id DESC LIMIT $9'
    USING current_tenant(), p_contains, p_from, p_to, p_name, p_session, p_before, p_before_id, p_limit;
END $$;

REVOKE EXECUTE ON FUNCTION hold_event_horizons, move_event_horizons, position_before, ensure_event_partition, event_partitions, bound_event_partition, check_event_partition,
  archive_event_partition, drop_event_partition, search_all_events FROM PUBLIC;
DO $$
DECLARE api text := current_schema() || '_api'; worker text := current_schema() || '_worker';
BEGIN
  EXECUTE format('REVOKE EXECUTE ON FUNCTION hold_event_horizons, move_event_horizons, position_before, ensure_event_partition, bound_event_partition, check_event_partition,
    archive_event_partition, drop_event_partition FROM %I', api);
  EXECUTE format('GRANT EXECUTE ON FUNCTION search_all_events TO %I', api);
  EXECUTE format('GRANT EXECUTE ON FUNCTION hold_event_horizons, move_event_horizons, position_before, ensure_event_partition, event_partitions, bound_event_partition,
    check_event_partition, archive_event_partition, drop_event_partition, search_all_events TO %I', worker);
END $$;
