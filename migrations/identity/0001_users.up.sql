-- Read tables of people: projected from the log, rebuilt from it at will. That nobody has two emails or two ids is decided where the
-- events are written (one stream a user, one reservation stream an email); so `users` may be partitioned by the year of created_at.

CREATE TABLE users (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL DEFAULT gen_random_uuid(),
  email varchar(255),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen timestamptz,
  traits jsonb NOT NULL DEFAULT '{}',
  segment varchar(50),
  ltv_prediction numeric(14,2) CONSTRAINT users_ltv_prediction_check CHECK (ltv_prediction >= 0),
  churn_risk numeric(5,4) CONSTRAINT users_churn_risk_check CHECK (churn_risk >= 0 AND churn_risk <= 1),
  external_id varchar(255),
  anonymous boolean NOT NULL DEFAULT false,
  currency varchar(3),
  model_version varchar(100),
  predicted_at timestamptz,
  merged_into uuid,
  version bigint NOT NULL DEFAULT 0,
  state jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, user_id, created_at)
) PARTITION BY RANGE (created_at);
COMMENT ON COLUMN users.state IS 'what the projection must remember and no other column says: whom the person is made of';
COMMENT ON COLUMN users.merged_into IS 'the person this one is now part of; such a row is nobody''s answer';

CREATE UNIQUE INDEX idx_users_email ON users (tenant_id, lower(email), created_at) WHERE email IS NOT NULL;
CREATE INDEX idx_users_segment ON users (tenant_id, segment, user_id);
CREATE INDEX idx_users_created_at ON users (tenant_id, created_at DESC, user_id);
CREATE INDEX idx_users_last_seen ON users (tenant_id, last_seen DESC);
CREATE INDEX idx_users_active ON users (tenant_id, last_seen DESC) WHERE last_seen IS NOT NULL;
CREATE INDEX idx_users_traits ON users USING gin (traits jsonb_path_ops);

CREATE TABLE trait_history (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  position bigint NOT NULL,
  trait text NOT NULL,
  old_value jsonb,                              -- SQL null: the trait was not there
  new_value jsonb,                              -- SQL null: the trait was removed
  at timestamptz NOT NULL,
  source text NOT NULL,
  PRIMARY KEY (tenant_id, user_id, position, trait)
);

CREATE TABLE segment_memberships (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  segment varchar(50) NOT NULL,
  priority int NOT NULL,
  assigned_at timestamptz NOT NULL,
  source text NOT NULL,
  PRIMARY KEY (tenant_id, user_id, segment)
);
CREATE INDEX idx_segment_memberships_segment ON segment_memberships (tenant_id, segment, user_id);

CREATE TABLE merges (
  tenant_id uuid NOT NULL,
  merge_id uuid NOT NULL,
  winner_user_id uuid NOT NULL,
  loser_user_id uuid NOT NULL,
  reason text NOT NULL,
  merged_at timestamptz NOT NULL,
  undone_at timestamptz,
  position bigint NOT NULL,
  PRIMARY KEY (tenant_id, merge_id)
);
CREATE INDEX idx_merges_winner ON merges (tenant_id, winner_user_id);
CREATE INDEX idx_merges_loser ON merges (tenant_id, loser_user_id);

SELECT protect('users'), protect('trait_history'), protect('segment_memberships'), protect('merges');

-- The year of an instant, in UTC, as a partition of users. Bounds are instants: no session's time zone moves them.
CREATE FUNCTION ensure_users_partition(p_year int) RETURNS boolean LANGUAGE sql AS $$
  SELECT ensure_partition('users', format('users_y%s', lpad(p_year::text, 4, '0')),
    make_timestamptz(p_year, 1, 1, 0, 0, 0, 'UTC'), make_timestamptz(p_year + 1, 1, 1, 0, 0, 0, 'UTC'))
$$;
SELECT ensure_users_partition(extract(year FROM now() AT TIME ZONE 'UTC')::int + n) FROM generate_series(0, 1) n;

-- Row level security keeps operators and functions that are not leak-proof (jsonb @>, lower()) out of index conditions. So the two
-- look-ups that need one run as the owner, the tenant taken from the same setting that the policies read.
CREATE FUNCTION find_users_by_email(p_email text) RETURNS TABLE (user_id uuid, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT u.user_id, u.created_at FROM users u WHERE u.tenant_id = current_tenant() AND lower(u.email) = lower(p_email) AND u.email IS NOT NULL AND u.merged_into IS NULL
$$;

-- Planned anew at every call, with the values at hand: only they say whether the traits or another filter is the rarer one.
CREATE FUNCTION find_users_by_traits(
  p_traits jsonb, p_by_last_seen boolean, p_after timestamptz, p_after_user uuid, p_limit int,
  p_segment text, p_created_from timestamptz, p_created_until timestamptz, p_seen_from timestamptz, p_seen_until timestamptz, p_anonymous boolean)
RETURNS TABLE (user_id uuid, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
DECLARE t uuid := current_tenant();
BEGIN
  RETURN QUERY SELECT m.user_id, m.created_at FROM (
    SELECT u.user_id, u.created_at, CASE WHEN p_by_last_seen THEN u.last_seen ELSE u.created_at END AS at
      FROM users u
     WHERE u.tenant_id = t AND u.traits @> p_traits AND u.merged_into IS NULL
       AND (p_segment IS NULL OR u.segment = p_segment) AND (p_anonymous IS NULL OR u.anonymous = p_anonymous)
       AND (p_created_from IS NULL OR u.created_at >= p_created_from) AND (p_created_until IS NULL OR u.created_at < p_created_until)
       AND (p_seen_from IS NULL OR u.last_seen >= p_seen_from) AND (p_seen_until IS NULL OR u.last_seen < p_seen_until)) m
   WHERE m.at IS NOT NULL AND (p_after IS NULL OR m.at < p_after
       OR (m.at = p_after AND CASE WHEN p_by_last_seen THEN m.user_id < p_after_user ELSE m.user_id > p_after_user END))
   ORDER BY m.at DESC, CASE WHEN p_by_last_seen THEN m.user_id END DESC, m.user_id LIMIT p_limit;
END $$;
REVOKE EXECUTE ON FUNCTION ensure_users_partition, find_users_by_email, find_users_by_traits FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION find_users_by_email, find_users_by_traits TO %I, %I', current_schema() || '_api', current_schema() || '_worker');
  EXECUTE format('GRANT EXECUTE ON FUNCTION ensure_users_partition TO %I', current_schema() || '_worker');
END $$;
