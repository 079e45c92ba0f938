-- The keys under which personal fields of events are encrypted: one a person and service. Each is wrapped by a key-encryption key that is not in the
-- database. A destroyed one leaves its row, so that no later event makes the person a key again. docs/adr/0041 tells more.
CREATE TABLE person_keys (
  tenant_id uuid NOT NULL,
  subject_id uuid NOT NULL,                      -- whose events: event_log.subject_id
  wrapped bytea,                                 -- null: destroyed
  kek_id text,                                   -- which key-encryption key wrapped it
  created_at timestamptz NOT NULL DEFAULT now(),
  destroyed_at timestamptz,
  PRIMARY KEY (tenant_id, subject_id),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL) AND (wrapped IS NULL) = (kek_id IS NULL))
);
CREATE INDEX person_keys_kek ON person_keys (kek_id) WHERE kek_id IS NOT NULL;
-- Reached by the functions below alone, which run as the owner.
ALTER TABLE person_keys ENABLE ROW LEVEL SECURITY;

-- The keys of some people, in the order asked. Who has none gets the one that is offered, where one is: the first to come wins.
CREATE FUNCTION take_person_keys(p_tenant uuid[], p_subject uuid[], p_wrapped bytea[], p_kek text)
RETURNS TABLE (o int, wrapped bytea, kek_id text, destroyed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  PERFORM assert_tenants(p_tenant);
  INSERT INTO person_keys (tenant_id, subject_id, wrapped, kek_id)
    SELECT x.t, x.s, x.w, p_kek FROM unnest(p_tenant, p_subject, p_wrapped) AS x (t, s, w)
     WHERE x.w IS NOT NULL AND NOT EXISTS (SELECT FROM person_keys k WHERE k.tenant_id = x.t AND k.subject_id = x.s)
     ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT x.o::int, k.wrapped, k.kek_id, k.destroyed_at IS NOT NULL
    FROM unnest(p_tenant, p_subject) WITH ORDINALITY AS x (t, s, o) JOIN person_keys k ON k.tenant_id = x.t AND k.subject_id = x.s;
END $$;

-- For good. Whoever never had a key has none from now on, too.
CREATE FUNCTION destroy_person_keys(p_tenant uuid, p_subjects uuid[]) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH gone AS (
    INSERT INTO person_keys (tenant_id, subject_id, destroyed_at) SELECT p_tenant, s, now() FROM unnest(p_subjects) s ORDER BY s
    ON CONFLICT (tenant_id, subject_id) DO UPDATE SET wrapped = NULL, kek_id = NULL, destroyed_at = now() WHERE person_keys.destroyed_at IS NULL
    RETURNING 1)
  SELECT count(*)::int FROM gone
$$;

-- Wrapped anew, where nobody has destroyed it or wrapped it anew meanwhile.
CREATE FUNCTION rewrap_person_keys(p_tenant uuid[], p_subject uuid[], p_former text[], p_wrapped bytea[], p_kek text) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH done AS (
    UPDATE person_keys k SET wrapped = x.w, kek_id = p_kek FROM unnest(p_tenant, p_subject, p_former, p_wrapped) AS x (t, s, f, w)
     WHERE k.tenant_id = x.t AND k.subject_id = x.s AND k.kek_id = x.f RETURNING 1)
  SELECT count(*)::int FROM done
$$;

REVOKE EXECUTE ON FUNCTION take_person_keys, destroy_person_keys, rewrap_person_keys FROM PUBLIC;
DO $$
DECLARE s text := current_schema();
BEGIN
  EXECUTE format('REVOKE ALL ON person_keys FROM %I, %I', s || '_api', s || '_worker');
  EXECUTE format('GRANT SELECT ON person_keys TO %I', s || '_worker');       -- wraps them anew
  EXECUTE format('REVOKE EXECUTE ON FUNCTION destroy_person_keys, rewrap_person_keys FROM %I', s || '_api');
  EXECUTE format('GRANT EXECUTE ON FUNCTION take_person_keys TO %I, %I', s || '_api', s || '_worker');
  EXECUTE format('GRANT EXECUTE ON FUNCTION destroy_person_keys, rewrap_person_keys TO %I', s || '_worker');
END $$;
