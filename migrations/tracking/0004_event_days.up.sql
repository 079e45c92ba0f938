-- From months to days: from a month on, the partitions of `events` are days, those that are months already are split and their rows moved, in one
-- transaction. The projection and readers wait for it; nobody who sends events does, as these go to the log. For the owner alone: npm run partitions.
CREATE FUNCTION split_event_months(p_from timestamptz) RETURNS TABLE (month text, moved bigint) LANGUAGE plpgsql SET search_path FROM CURRENT SET lock_timeout = '1s' SET timezone = 'UTC' AS $$
DECLARE p record; d timestamptz;
BEGIN
  IF p_from <> date_trunc('month', p_from) THEN RAISE EXCEPTION 'not the beginning of a month in UTC: %', p_from USING errcode = '22023'; END IF;
  PERFORM FROM event_horizons WHERE tenant_id = '00000000-0000-0000-0000-000000000000' FOR UPDATE;
  IF p_from < (SELECT max(archive_before) FROM event_horizons) THEN
    RAISE EXCEPTION 'what is archived stays in months: days begin in % at the earliest', (SELECT max(archive_before) FROM event_horizons) USING errcode = '22023';
  END IF;
  IF EXISTS (SELECT FROM rebuilds WHERE view = 'events' AND state = 'building' AND updated_at > clock_timestamp() - interval '1 minute') THEN
    RAISE EXCEPTION 'a generation of the view events is being built: come again when it is live' USING errcode = '55006';
  END IF;
  UPDATE event_days SET days_from = least(days_from, p_from);
  FOR p IN SELECT * FROM event_partitions('events') e WHERE e.from_at >= p_from AND e.to_at > e.from_at + interval '1 day' LOOP
    EXECUTE format('ALTER TABLE events DETACH PARTITION %I', p.name);
    FOR d IN SELECT generate_series(p.from_at, p.to_at - interval '1 day', interval '1 day') LOOP
      PERFORM ensure_partition_in(current_schema(), 'events', p.name || to_char(d, '"d"DD'), d, d + interval '1 day');
    END LOOP;
    EXECUTE format('INSERT INTO events SELECT * FROM %I', p.name);
    GET DIAGNOSTICS moved = ROW_COUNT;
    EXECUTE format('DROP TABLE %I', p.name);
    month := p.name;
    RETURN NEXT;
  END LOOP;
  PERFORM ensure_event_partition('events', p_from + i * interval '1 day') FROM generate_series(0, 30) i;
END $$;
REVOKE EXECUTE ON FUNCTION split_event_months FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('REVOKE EXECUTE ON FUNCTION split_event_months FROM %I, %I', current_schema() || '_api', current_schema() || '_worker');
END $$;
