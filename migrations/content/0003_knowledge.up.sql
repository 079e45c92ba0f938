-- What can be retrieved: documents that were put here, and the published version of every content. One view with vector_entities and
-- vector_items: what the words find and what the vectors find is cut the same way, chunk for chunk. The texts themselves are in the log.
CREATE TABLE knowledge_entries (
  tenant_id uuid NOT NULL,
  entity_id uuid NOT NULL,                      -- content_id or document_id
  kind varchar(10) NOT NULL CHECK (kind IN ('document', 'content')),
  version int NOT NULL,
  title varchar(500),
  uri varchar(2000),
  source varchar(20) NOT NULL CONSTRAINT knowledge_entries_source_check CHECK (source IN ('document', 'web_scraped', 'user_generated')),
  category varchar(20) CONSTRAINT knowledge_entries_category_check CHECK (category IN ('product_docs', 'market_trends', 'competitor_intel', 'campaign_history')),
  tags text[] NOT NULL,
  about text NOT NULL,                          -- searched beside title and text: tags, SEO title and description
  format varchar(10) NOT NULL CHECK (format IN ('text', 'markdown', 'html')),
  language varchar(8) NOT NULL,
  content_type varchar(50),                     -- of contents
  campaign_id uuid,
  text_version int,                             -- the version that brought the text; null = no text
  text_hash text,
  size_bytes int NOT NULL,
  chunks int NOT NULL,
  last_updated timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  stream_version bigint NOT NULL,
  PRIMARY KEY (tenant_id, entity_id)
);
CREATE INDEX knowledge_entries_put ON knowledge_entries (tenant_id, kind, updated_at DESC, entity_id);
CREATE INDEX knowledge_entries_campaign ON knowledge_entries (tenant_id, campaign_id) WHERE campaign_id IS NOT NULL;

CREATE TABLE knowledge_chunks (
  tenant_id uuid NOT NULL,
  entity_id uuid NOT NULL,
  chunk int NOT NULL,
  headings text[] NOT NULL,                     -- above it, outermost first
  text text NOT NULL,
  overlap int NOT NULL,                         -- so many characters at its begin (UTF-16 units) stand at the end of the chunk before, too
  language varchar(8) NOT NULL,
  tokens text[] NOT NULL,                       -- exact tokens in it, title included, as exactTokens.ts writes them
  search tsvector NOT NULL,
  PRIMARY KEY (tenant_id, entity_id, chunk)
);
CREATE INDEX knowledge_chunks_fts ON knowledge_chunks USING gin (search);
CREATE INDEX knowledge_chunks_tokens ON knowledge_chunks USING gin (tokens);
CREATE INDEX knowledge_chunks_language ON knowledge_chunks (tenant_id, language);
SELECT protect('knowledge_entries'), protect('knowledge_chunks');

CREATE FUNCTION knowledge_languages() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH RECURSIVE found (language) AS (
    (SELECT k.language FROM knowledge_chunks k WHERE k.tenant_id = current_tenant() ORDER BY k.language LIMIT 1)
    UNION ALL
    SELECT (SELECT k.language FROM knowledge_chunks k WHERE k.tenant_id = current_tenant() AND k.language > f.language ORDER BY k.language LIMIT 1)
      FROM found f WHERE f.language IS NOT NULL)
  SELECT language FROM found WHERE language IS NOT NULL
$$;

-- Of these entries the ones that every filter lets through. p_filter has the keys kind, source, category, tags (any of), content_types, language,
-- updated_from, none (what must not be in it, joined by "or"), and for contents campaign_id, state, generated_by, created_from, created_until, metadata.
CREATE FUNCTION knowledge_passing(p_ids uuid[], p_filter jsonb) RETURNS TABLE (passing_id uuid)
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
         AND k.search @@ websearch_to_tsquery(content_config(k.language), f.none)))
       AND (f.kind IS DISTINCT FROM 'content' OR EXISTS (
         SELECT FROM content_library l WHERE l.tenant_id = t AND l.content_id = e.entity_id AND l.published_version = e.version
          AND (f.campaign_id IS NULL OR l.campaign_id = f.campaign_id) AND (f.state IS NULL OR l.state = f.state)
          AND (f.generated_by IS NULL OR l.generated_by = f.generated_by)
          AND (f.created_from IS NULL OR l.created_at >= f.created_from) AND (f.created_until IS NULL OR l.created_at < f.created_until)
          AND (f.metadata IS NULL OR l.metadata @> f.metadata)));
END $$;

-- Chunks with any word or phrase of a query, best first, those with exact tokens before all. p_terms as in search_content; p_any its positive terms joined by "or";
-- p_tokens exact tokens, which are looked up as they are. A chunk's score is the sum over the terms it holds of
-- rarity (idf) * how often and how prominently (ts_rank: title 1, headings and tags 0.6, text 0.4), weighed by length as in BM25, half as
-- much again where the whole query is there; x / (x + the rarity of all terms / 5) makes it 0..1, the same for the same text whatever else is found.
CREATE FUNCTION search_knowledge(p_query text, p_any text, p_terms jsonb, p_tokens text[], p_filter jsonb, p_per_entity boolean, p_limit int)
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
    whole := websearch_to_tsquery(c, p_query);
    anyq := websearch_to_tsquery(c, p_any);
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
      SELECT DISTINCT ON (q) q, x.term FROM jsonb_to_recordset(p_terms) x (neg boolean, term text), LATERAL websearch_to_tsquery(c, x.term) q
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

REVOKE EXECUTE ON FUNCTION knowledge_languages, knowledge_passing, search_knowledge FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION knowledge_languages, knowledge_passing, search_knowledge TO %I, %I', current_schema() || '_api', current_schema() || '_worker');
END $$;
