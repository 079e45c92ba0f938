-- Behavioural events as they are read: a projection of the tracking log, partitioned by the month of their own (corrected) time.
-- No DEFAULT partition: it would forbid DETACH CONCURRENTLY and new partitions over rows it holds. The projection makes a missing month.

CREATE TABLE events (
  tenant_id uuid NOT NULL,
  event_id bigint NOT NULL,                      -- position in the tracking log
  user_id uuid,                                  -- of external_id, else of anonymous_id; soft reference to identity's users
  event_name varchar(100) NOT NULL,
  properties jsonb NOT NULL DEFAULT '{}',
  timestamp timestamptz NOT NULL DEFAULT now(),  -- corrected for the client's clock
  session_id uuid,
  ip_address inet,                               -- as the tenant's policy lets it be
  user_agent text,
  external_id text,
  anonymous_id text,
  message_id text NOT NULL,
  original_timestamp timestamptz,                -- by the client's clock
  sent_at timestamptz,
  received_at timestamptz NOT NULL,
  channel text,
  is_bot boolean NOT NULL DEFAULT false,
  device text,
  browser text,
  os text,
  country char(2),
  context_active boolean NOT NULL DEFAULT true,  -- false: the person was not there
  warnings text[],
  PRIMARY KEY (tenant_id, event_id, timestamp)
) PARTITION BY RANGE (timestamp);

CREATE INDEX idx_events_user_timestamp ON events (tenant_id, user_id, timestamp DESC);
CREATE INDEX idx_events_event_name ON events (tenant_id, event_name, timestamp DESC);
CREATE INDEX idx_events_timestamp ON events (tenant_id, timestamp DESC);
CREATE INDEX idx_events_session ON events (tenant_id, session_id);
CREATE INDEX idx_events_page_view ON events (tenant_id, user_id, timestamp) WHERE event_name = 'page_view';
CREATE INDEX idx_events_signup ON events (tenant_id, user_id, timestamp) WHERE event_name = 'user_signup';
CREATE INDEX idx_events_properties ON events USING gin (properties jsonb_path_ops);
CREATE INDEX idx_events_timestamp_brin ON events USING brin (timestamp);
SELECT protect('events');

-- Which ids are one person, from identity's merges. Only merged ids have a row; everybody else is themselves.
CREATE TABLE known_users (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  merged_into uuid NOT NULL,                     -- by the merge itself; an undo takes exactly this away
  canonical_id uuid NOT NULL,                    -- at the end of the chain of merges
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX known_users_canonical ON known_users (tenant_id, canonical_id);
SELECT protect('known_users');

-- Ids whose belonging changed, and whose days' unique visitors must be counted anew. See services/tracking/src/person/recount.ts.
CREATE TABLE recounts (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, user_id)
);
SELECT protect('recounts');

-- The months from now on. Month bounds are instants in UTC whatever the session's time zone is.
CREATE FUNCTION ensure_event_month(p_month timestamptz) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT ensure_partition('events', 'events_y' || to_char(m, 'YYYY') || 'm' || to_char(m, 'MM'), m AT TIME ZONE 'UTC', (m + interval '1 month') AT TIME ZONE 'UTC')
    FROM date_trunc('month', p_month AT TIME ZONE 'UTC') m
$$;
CREATE FUNCTION ensure_event_months(p_ahead int DEFAULT 3) RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT count(*) FILTER (WHERE ensure_event_month(now() + i * interval '1 month'))::int FROM generate_series(0, p_ahead) i
$$;

-- Row level security keeps @> out of index conditions (the operator is not leak-proof), so the search by properties runs as the owner,
-- bound to the caller's tenant. Planned at each call: what is rare and what is common differs from search to search.
CREATE FUNCTION search_events(p_contains jsonb, p_from timestamptz, p_to timestamptz, p_name text, p_session uuid, p_bots boolean,
  p_before timestamptz, p_before_id bigint, p_limit int)
RETURNS TABLE (found_id bigint, found_at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT e.event_id, e.timestamp FROM events e WHERE e.tenant_id = $1 AND e.properties @> $2 AND e.timestamp >= $3 AND e.timestamp < $4'
    || CASE WHEN p_name IS NULL THEN '' ELSE ' AND e.event_name = $5' END
    || CASE WHEN p_session IS NULL THEN '' ELSE ' AND e.session_id = $6' END
    || CASE WHEN p_bots THEN '' ELSE ' AND NOT e.is_bot' END
    || CASE WHEN p_before IS NULL THEN '' ELSE ' AND e.timestamp <= $7 AND (e.timestamp, e.event_id) < ($7, $8)' END
    || ' ORDER BY e.timestamp DESC, e.event_id DESC LIMIT $9'
    USING current_tenant(), p_contains, p_from, p_to, p_name, p_session, p_before, p_before_id, p_limit;
END $$;

REVOKE EXECUTE ON FUNCTION search_events, ensure_event_month, ensure_event_months FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION search_events TO %I', current_schema() || '_api');
  EXECUTE format('GRANT EXECUTE ON FUNCTION search_events, ensure_event_month, ensure_event_months TO %I', current_schema() || '_worker');
END $$;
