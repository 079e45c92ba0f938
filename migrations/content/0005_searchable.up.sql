-- A text as its words are looked for and shown, the same when it is written and when somebody asks. Composed characters (NFC). Scripts without
-- spaces between words (Chinese, Japanese, Thai, Lao, Burmese, Khmer) are searched character by character, so that a word is found wherever
-- it stands: \x1f ends a character, and what stands without a space is a phrase. <, > and & are \x1c, \x1d, \x1e: PostgreSQL's parser takes what stands
-- between them for tags and leaves it out. highlight.ts turns all four back.
CREATE FUNCTION searchable(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
  SELECT translate(CASE WHEN p_text ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]'
    THEN regexp_replace(normalize(p_text, NFC), '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff])', E'\\1\x1f', 'g')
    ELSE normalize(p_text, NFC) END, '<>&', E'\x1c\x1d\x1e');
END;

CREATE OR REPLACE FUNCTION content_search(p_language text, p_title text, p_metadata jsonb, p_content text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE SET search_path FROM CURRENT AS $$
DECLARE
  c regconfig := content_config(coalesce(p_language, ''));
  seo jsonb := CASE WHEN jsonb_typeof(p_metadata -> 'seo') = 'object' THEN p_metadata -> 'seo' ELSE '{}' END;
  head tsvector := setweight(to_tsvector(c, searchable(coalesce(p_title, ''))), 'A') || setweight(to_tsvector(c, searchable(concat_ws(' ', seo ->> 'title', seo ->> 'description',
    replace(seo ->> 'slug', '-', ' '), (SELECT string_agg(k, ' ') FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(seo -> 'keywords') = 'array' THEN seo -> 'keywords' ELSE '[]' END) k)))), 'B');
  size int := 262144;
BEGIN
  LOOP
    BEGIN
      RETURN head || setweight(to_tsvector(c, searchable(left(coalesce(p_content, ''), size))), 'C');
    EXCEPTION WHEN program_limit_exceeded THEN
      IF size < 16384 THEN RETURN head; END IF;
      size := size / 2;
    END;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION search_content(
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
    whole := websearch_to_tsquery(c, searchable(p_query));
    anyq := websearch_to_tsquery(c, searchable(p_any));
    CONTINUE WHEN numnode(anyq) = 0;
    SELECT array_agg(l.content_id), array_agg(l.version), array_agg(ts_rank_cd(l.search, anyq, 1)::float8) INTO more_ids, more_versions, more_ranks
      FROM content_library l
     WHERE l.search @@ whole AND l.search @@ anyq AND l.tenant_id = t AND l.language = lang AND NOT l.long_text
       AND (NOT p_published OR l.published_version = l.version);
    ids := ids || more_ids; versions := versions || more_versions; ranks := ranks || more_ranks;
    WITH terms AS MATERIALIZED (
      SELECT x.g, x.neg, websearch_to_tsquery(c, searchable(x.term)) AS q FROM jsonb_to_recordset(p_terms) x (g int, neg boolean, term text)
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

CREATE OR REPLACE FUNCTION knowledge_passing(p_ids uuid[], p_filter jsonb) RETURNS TABLE (passing_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
  t uuid := current_tenant(); f record;
BEGIN
  SELECT * INTO f FROM jsonb_to_record(p_filter) AS x (kind text, source text, category text, tags text[], content_types text[], language text,
    updated_from timestamptz, campaign_id uuid, state text, generated_by text, created_from timestamptz, created_until timestamptz, metadata jsonb, none text);
  RETURN QUERY
    SELECT e.entity_id FROM unnest(p_ids) AS k (id) JOIN knowledge_entries e ON e.tenant_id = t AND e.entity_id = k.id
     WHERE (f.kind IS NULL OR e.kind = f.kind) AND (f.source IS NULL OR e.source = f.source) AND (f.category IS NULL OR e.category = f.category)
       AND (f.tags IS NULL OR e.tags && f.tags) AND (f.content_types IS NULL OR e.content_type = ANY (f.content_types))
       AND (f.language IS NULL OR e.language = f.language) AND (f.updated_from IS NULL OR e.last_updated >= f.updated_from)
       AND (f.none IS NULL OR NOT EXISTS (SELECT FROM knowledge_chunks k WHERE k.tenant_id = t AND k.entity_id = e.entity_id
         AND k.search @@ websearch_to_tsquery(content_config(k.language), searchable(f.none))))
       AND (f.kind IS DISTINCT FROM 'content' OR EXISTS (
         SELECT FROM content_library l WHERE l.tenant_id = t AND l.content_id = e.entity_id AND l.published_version = e.version
          AND (f.campaign_id IS NULL OR l.campaign_id = f.campaign_id) AND (f.state IS NULL OR l.state = f.state)
          AND (f.generated_by IS NULL OR l.generated_by = f.generated_by)
          AND (f.created_from IS NULL OR l.created_at >= f.created_from) AND (f.created_until IS NULL OR l.created_at < f.created_until)
          AND (f.metadata IS NULL OR l.metadata @> f.metadata)));
END $$;

CREATE OR REPLACE FUNCTION search_knowledge(p_query text, p_any text, p_terms jsonb, p_tokens text[], p_filter jsonb, p_per_entity boolean, p_limit int)
RETURNS TABLE (found_id uuid, found_chunk int, found_exact boolean, found_score float8, found_terms text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
  t uuid := current_tenant(); only_language text := p_filter ->> 'language';
  lang text; c regconfig; whole tsquery; anyq tsquery; total float8;
  ids uuid[] := '{}'; at int[] := '{}'; exacts boolean[] := '{}'; scores float8[] := '{}'; held jsonb[] := '{}';
  more_ids uuid[]; more_at int[]; more_exacts boolean[]; more_scores float8[]; more_held jsonb[];
BEGIN
  FOR lang IN SELECT l FROM knowledge_languages() l WHERE only_language IS NULL OR l = only_language LOOP
    c := content_config(lang);
    whole := websearch_to_tsquery(c, searchable(p_query));
    anyq := websearch_to_tsquery(c, searchable(p_any));
    CONTINUE WHEN numnode(anyq) = 0 AND cardinality(p_tokens) = 0;
    SELECT count(*) INTO total FROM knowledge_chunks k WHERE k.tenant_id = t AND k.language = lang;
    -- a tsvector is unpacked once (|| makes a copy in memory), and not for each term
    WITH flat AS MATERIALIZED (
      SELECT k.entity_id, k.chunk, k.search || ''::tsvector AS search, k.tokens && p_tokens AS exact FROM knowledge_chunks k
       WHERE (k.search @@ anyq OR k.tokens && p_tokens) AND k.tenant_id = t AND k.language = lang
    ), hit AS MATERIALIZED (
      SELECT f.entity_id, f.chunk, f.search, f.exact, length(f.search) AS size, f.search @@ whole AS strict FROM flat f
    ), passing AS MATERIALIZED (
      SELECT passing_id FROM knowledge_passing((SELECT array_agg(DISTINCT h.entity_id) FROM hit h), p_filter)
    ), terms AS MATERIALIZED (
      SELECT DISTINCT ON (q) q, x.term FROM jsonb_to_recordset(p_terms) x (neg boolean, term text), LATERAL websearch_to_tsquery(c, searchable(x.term)) q
       WHERE NOT x.neg AND numnode(q) > 0
    ), held_by AS MATERIALIZED (
      SELECT h.entity_id, h.chunk, s.term, ts_rank('{0.1, 0.4, 0.6, 1}', h.search, s.q) AS tf FROM hit h JOIN terms s ON h.search @@ s.q
    ), rarity AS MATERIALIZED (
      SELECT s.term, ln(1 + (total - count(b.term) + 0.5) / (count(b.term) + 0.5)) AS idf FROM terms s LEFT JOIN held_by b ON b.term = s.term GROUP BY s.term
    ), scored AS (
      SELECT h.entity_id, h.chunk, h.exact,
        coalesce(sum(r.idf * b.tf), 0) / (0.75 + 0.25 * h.size / 100.0) * CASE WHEN h.strict THEN 1.5 ELSE 1 END AS score,
        coalesce(jsonb_agg(b.term ORDER BY r.idf DESC, b.term) FILTER (WHERE b.term IS NOT NULL), '[]') AS held
        FROM hit h JOIN passing p ON p.passing_id = h.entity_id
        LEFT JOIN held_by b ON b.entity_id = h.entity_id AND b.chunk = h.chunk LEFT JOIN rarity r ON r.term = b.term
       GROUP BY h.entity_id, h.chunk, h.size, h.strict, h.exact
    )
    SELECT array_agg(s.entity_id), array_agg(s.chunk), array_agg(s.exact), array_agg(s.score / (s.score + greatest((SELECT sum(idf) FROM rarity), 1) / 5)), array_agg(s.held)
      INTO more_ids, more_at, more_exacts, more_scores, more_held FROM scored s;
    ids := ids || more_ids; at := at || more_at; exacts := exacts || more_exacts; scores := scores || more_scores; held := held || more_held;
  END LOOP;
  RETURN QUERY
    WITH f AS (SELECT * FROM unnest(ids, at, exacts, scores, held) AS u (id, chunk, exact, score, held)),
    ranked AS (SELECT f.*, row_number() OVER (PARTITION BY CASE WHEN p_per_entity THEN f.id END ORDER BY f.exact DESC, f.score DESC, f.chunk) AS n FROM f)
    SELECT r.id, r.chunk, r.exact, r.score, ARRAY(SELECT jsonb_array_elements_text(r.held)) FROM ranked r
     WHERE NOT p_per_entity OR r.n = 1 ORDER BY r.exact DESC, r.score DESC, r.id, r.chunk LIMIT p_limit;
END $$;
