-- Row level security keeps @@ and @> out of index conditions (they are not leak-proof), so these searches run as the owner, bound to the
-- tenant of the same setting that the policies read. Planned anew at every call, with the values at hand.

-- Every language the tenant writes in: one look into the index each, however many contents there are.
CREATE FUNCTION content_languages() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH RECURSIVE found (language) AS (
    (SELECT l.language FROM content_library l WHERE l.tenant_id = current_tenant() ORDER BY l.language LIMIT 1)
    UNION ALL
    SELECT (SELECT l.language FROM content_library l WHERE l.tenant_id = current_tenant() AND l.language > f.language ORDER BY l.language LIMIT 1)
      FROM found f WHERE f.language IS NOT NULL)
  SELECT language FROM found WHERE language IS NOT NULL
$$;

-- p_query in the syntax of websearch_to_tsquery; p_any its positive terms joined by "or"; p_terms the same terms one by one,
-- [{"g": group, "neg": boolean, "term": text}], groups joined by or, terms in a group by and. A text that fits into one tsvector is matched
-- by p_query at once; a longer one, whose words stand in different chunks, and the published version behind a newer draft, term by term.
CREATE FUNCTION search_content(
  p_query text, p_any text, p_terms jsonb, p_published boolean, p_type text, p_state text, p_campaign uuid, p_generated_by text, p_language text,
  p_created_from timestamptz, p_created_until timestamptz, p_metadata jsonb, p_after_rank float8, p_after_id uuid, p_limit int)
RETURNS TABLE (found_id uuid, found_version int, found_rank float8)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
  t uuid := current_tenant();
  lang text; c regconfig; whole tsquery; anyq tsquery;
  ids uuid[] := '{}'; versions int[] := '{}'; ranks float8[] := '{}';
  more_ids uuid[]; more_versions int[]; more_ranks float8[];
BEGIN
  FOR lang IN SELECT l FROM content_languages() l WHERE p_language IS NULL OR l = p_language LOOP
    c := content_config(lang);
    whole := websearch_to_tsquery(c, p_query);
    anyq := websearch_to_tsquery(c, p_any);
    CONTINUE WHEN numnode(anyq) = 0;
    SELECT array_agg(l.content_id), array_agg(l.version), array_agg(ts_rank_cd(l.search, anyq, 1)::float8) INTO more_ids, more_versions, more_ranks
      FROM content_library l
     WHERE l.search @@ whole AND l.search @@ anyq AND l.tenant_id = t AND l.language = lang AND NOT l.long_text
       AND (NOT p_published OR l.published_version = l.version);
    ids := ids || more_ids; versions := versions || more_versions; ranks := ranks || more_ranks;
    WITH terms AS MATERIALIZED (
      SELECT x.g, x.neg, websearch_to_tsquery(c, x.term) AS q FROM jsonb_to_recordset(p_terms) x (g int, neg boolean, term text)
    ), hit AS MATERIALIZED (
      SELECT h.content_id, h.version, max(ts_rank_cd(h.search, anyq, 1)) AS rank FROM content_chunks h
       WHERE h.search @@ anyq AND h.tenant_id = t AND h.language = lang GROUP BY h.content_id, h.version
    )
    SELECT array_agg(h.content_id), array_agg(h.version), array_agg(h.rank::float8) INTO more_ids, more_versions, more_ranks
      FROM hit h JOIN content_library l ON l.tenant_id = t AND l.content_id = h.content_id
     WHERE h.version = CASE WHEN p_published THEN l.published_version ELSE l.version END
       AND (l.long_text OR (p_published AND l.published_version <> l.version))
       AND EXISTS (SELECT FROM terms s WHERE NOT s.neg AND numnode(s.q) > 0 AND NOT EXISTS (
             SELECT FROM terms f WHERE f.g = s.g AND numnode(f.q) > 0 AND f.neg = EXISTS (
               SELECT FROM content_chunks k WHERE k.tenant_id = t AND k.content_id = h.content_id AND k.version = h.version AND k.search @@ f.q)));
    ids := ids || more_ids; versions := versions || more_versions; ranks := ranks || more_ranks;
  END LOOP;
  RETURN QUERY
    SELECT l.content_id, f.version, f.rank FROM unnest(ids, versions, ranks) AS f (id, version, rank)
      JOIN content_library l ON l.tenant_id = t AND l.content_id = f.id
     WHERE (p_type IS NULL OR l.content_type = p_type) AND (p_state IS NULL OR l.state = p_state)
       AND (p_campaign IS NULL OR l.campaign_id = p_campaign) AND (p_generated_by IS NULL OR l.generated_by = p_generated_by)
       AND (p_created_from IS NULL OR l.created_at >= p_created_from) AND (p_created_until IS NULL OR l.created_at < p_created_until)
       AND (p_metadata IS NULL OR l.metadata @> p_metadata)
       AND (p_after_rank IS NULL OR f.rank < p_after_rank OR (f.rank = p_after_rank AND l.content_id > p_after_id))
     ORDER BY f.rank DESC, l.content_id LIMIT p_limit;
END $$;

-- Contents whose metadata contain p_metadata, in the order of the list.
CREATE FUNCTION find_content_by_metadata(
  p_metadata jsonb, p_by_performance boolean, p_type text, p_state text, p_campaign uuid, p_generated_by text, p_language text,
  p_created_from timestamptz, p_created_until timestamptz, p_min_score numeric, p_published boolean,
  p_after boolean, p_after_created timestamptz, p_after_score numeric, p_after_id uuid, p_limit int)
RETURNS TABLE (found_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
DECLARE t uuid := current_tenant();
BEGIN
  RETURN QUERY SELECT l.content_id FROM content_library l
   WHERE l.metadata @> p_metadata AND l.tenant_id = t
     AND (p_type IS NULL OR l.content_type = p_type) AND (p_state IS NULL OR l.state = p_state)
     AND (p_campaign IS NULL OR l.campaign_id = p_campaign) AND (p_generated_by IS NULL OR l.generated_by = p_generated_by)
     AND (p_language IS NULL OR l.language = p_language)
     AND (p_created_from IS NULL OR l.created_at >= p_created_from) AND (p_created_until IS NULL OR l.created_at < p_created_until)
     AND (p_min_score IS NULL OR l.performance_score >= p_min_score) AND (NOT p_published OR l.published_version IS NOT NULL)
     AND (NOT p_after OR CASE WHEN p_by_performance
       THEN CASE WHEN p_after_score IS NULL THEN l.performance_score IS NULL AND l.content_id > p_after_id
            ELSE l.performance_score IS NULL OR l.performance_score < p_after_score OR (l.performance_score = p_after_score AND l.content_id > p_after_id) END
       ELSE l.created_at < p_after_created OR (l.created_at = p_after_created AND l.content_id > p_after_id) END)
   ORDER BY CASE WHEN p_by_performance THEN l.performance_score END DESC NULLS LAST, CASE WHEN NOT p_by_performance THEN l.created_at END DESC, l.content_id
   LIMIT p_limit;
END $$;

REVOKE EXECUTE ON FUNCTION content_languages, search_content, find_content_by_metadata FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION content_languages, search_content, find_content_by_metadata TO %I, %I', current_schema() || '_api', current_schema() || '_worker');
END $$;
