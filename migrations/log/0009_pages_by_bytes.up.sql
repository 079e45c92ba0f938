-- How many of the next events a reader takes at once: p_limit, or as many as are of p_bytes together, and always one. An event may be of megabytes, and a
-- page of thousands of them would be of gigabytes, here and in the process that reads it. What is stored uncompressed is measured without being read.
CREATE FUNCTION page_events(p_after bigint, p_limit int, p_bytes bigint, p_tenant uuid DEFAULT NULL, p_types text[] DEFAULT NULL) RETURNS int
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE n int := 0; total bigint; packed boolean; r record;
BEGIN
  SELECT sum(pg_column_size(x.data)), bool_or(pg_column_compression(x.data) IS NOT NULL) INTO total, packed
    FROM (SELECT e.data FROM event_log e
           WHERE e.position > p_after AND (p_tenant IS NULL OR e.tenant_id = p_tenant) AND (p_types IS NULL OR e.type = ANY (p_types))
           ORDER BY e.position LIMIT p_limit) x;
  IF total IS NULL OR (total <= p_bytes AND NOT packed) THEN RETURN p_limit; END IF;
  total := 0;
  FOR r IN SELECT e.data, pg_column_size(e.data) AS size, pg_column_compression(e.data) IS NOT NULL AS packed FROM event_log e
            WHERE e.position > p_after AND (p_tenant IS NULL OR e.tenant_id = p_tenant) AND (p_types IS NULL OR e.type = ANY (p_types))
            ORDER BY e.position LIMIT p_limit LOOP
    total := total + CASE WHEN r.packed THEN octet_length(r.data::text) ELSE r.size END;
    EXIT WHEN total > p_bytes AND n > 0;
    n := n + 1;
  END LOOP;
  RETURN CASE WHEN total > p_bytes THEN n ELSE p_limit END;
END $$;
