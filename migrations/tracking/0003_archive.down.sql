CREATE OR REPLACE FUNCTION ensure_event_month(p_month timestamptz) RETURNS boolean LANGUAGE sql VOLATILE
BEGIN ATOMIC
  SELECT ensure_partition('events', 'events_y' || to_char(m, 'YYYY') || 'm' || to_char(m, 'MM'), m AT TIME ZONE 'UTC', (m + interval '1 month') AT TIME ZONE 'UTC')
    FROM date_trunc('month', p_month AT TIME ZONE 'UTC') m;
END;
CREATE OR REPLACE FUNCTION ensure_event_months(p_ahead int DEFAULT 3) RETURNS int LANGUAGE sql VOLATILE
BEGIN ATOMIC
  SELECT count(*) FILTER (WHERE ensure_event_month(now() + i * interval '1 month'))::int FROM generate_series(0, p_ahead) i;
END;
DROP FUNCTION search_all_events, drop_event_partition, archive_event_partition, check_event_partition, bound_event_partition, event_partitions,
  ensure_event_partition, position_before, move_event_horizons, hold_event_horizons;
DROP TABLE event_days, event_horizons, events_archive;
