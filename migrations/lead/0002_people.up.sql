-- What lead knows of others: copies fed from the bus.

-- identity's people: who has which address, and who was merged into whom.
CREATE TABLE people (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  email varchar(255),
  external_id varchar(255),
  merged_into uuid,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX people_email ON people (tenant_id, lower(email)) WHERE email IS NOT NULL;
CREATE INDEX people_merged_into ON people (tenant_id, merged_into) WHERE merged_into IS NOT NULL;

-- tracking's events, as facts about each id that was active; robots are left out.
CREATE TABLE behaviour (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  last_at timestamptz,                           -- of the latest event at which the person was there
  kinds jsonb NOT NULL,                          -- event name → how often the person was there
  utm_source varchar(100),                       -- of the earliest event that has one
  utm_at timestamptz,
  signup_at timestamptz,                         -- the first user_signup
  signup jsonb,                                  -- what it said: email, name, company …
  PRIMARY KEY (tenant_id, user_id)
) WITH (fillfactor = 80);
SELECT protect('people'), protect('behaviour');

-- What is to be looked at: a lead to link and score, a person whose leads are concerned, a tenant whose model changed. Not a view: the
-- views ask for it in the transaction that gave the reason, a job works it off. See services/lead/src/refresh.
CREATE TABLE lead_work (
  tenant_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('lead', 'person', 'model')),
  key uuid NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),        -- last; who works it off takes it away if this is still so
  first_requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, kind, key)
);
CREATE INDEX lead_work_due_at ON lead_work (due_at);

-- When a lead's score was last looked at, for what time alone changes.
CREATE TABLE score_checks (
  tenant_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  checked_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, lead_id)
);
CREATE INDEX score_checks_checked_at ON score_checks (checked_at);
SELECT protect('lead_work'), protect('score_checks');

-- The person an id stands for now: at the end of its merges. An id nobody merged, or nobody ever heard of, is itself.
CREATE FUNCTION root_of(p_tenant uuid, p_user uuid) RETURNS uuid LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  WITH RECURSIVE up (id, depth) AS (
    SELECT p_user, 0 UNION ALL
    SELECT p.merged_into, up.depth + 1 FROM up JOIN people p ON p.tenant_id = p_tenant AND p.user_id = up.id WHERE p.merged_into IS NOT NULL AND up.depth < 64)
  SELECT id FROM up ORDER BY depth DESC LIMIT 1
$$;
-- Every id of the person whose root is p_root.
CREATE FUNCTION ids_of(p_tenant uuid, p_root uuid) RETURNS uuid[] LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  WITH RECURSIVE down (id, depth) AS (
    SELECT p_root, 0 UNION ALL
    SELECT p.user_id, down.depth + 1 FROM down JOIN people p ON p.tenant_id = p_tenant AND p.merged_into = down.id WHERE down.depth < 64)
  SELECT array_agg(DISTINCT id) FROM down
$$;
REVOKE EXECUTE ON FUNCTION root_of, ids_of FROM PUBLIC;
DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION root_of, ids_of TO %I, %I', current_schema() || '_api', current_schema() || '_worker'); END $$;
