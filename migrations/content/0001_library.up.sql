-- The content library as it is read: projected from the log. A content's row shows its newest version; content_versions holds all.
-- campaign_id is a soft reference into another service: a purged campaign leaves NULL, and its name.

-- ISO 639-1 to the text search configuration of that language; any other is searched word by word, unstemmed.
CREATE FUNCTION content_config(p_language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE p_language
    WHEN 'ar' THEN 'pg_catalog.arabic' WHEN 'hy' THEN 'pg_catalog.armenian' WHEN 'eu' THEN 'pg_catalog.basque' WHEN 'ca' THEN 'pg_catalog.catalan'
    WHEN 'da' THEN 'pg_catalog.danish' WHEN 'nl' THEN 'pg_catalog.dutch' WHEN 'en' THEN 'pg_catalog.english' WHEN 'fi' THEN 'pg_catalog.finnish'
    WHEN 'fr' THEN 'pg_catalog.french' WHEN 'de' THEN 'pg_catalog.german' WHEN 'el' THEN 'pg_catalog.greek' WHEN 'hi' THEN 'pg_catalog.hindi'
    WHEN 'hu' THEN 'pg_catalog.hungarian' WHEN 'id' THEN 'pg_catalog.indonesian' WHEN 'ga' THEN 'pg_catalog.irish' WHEN 'it' THEN 'pg_catalog.italian'
    WHEN 'lt' THEN 'pg_catalog.lithuanian' WHEN 'ne' THEN 'pg_catalog.nepali' WHEN 'no' THEN 'pg_catalog.norwegian' WHEN 'nb' THEN 'pg_catalog.norwegian'
    WHEN 'nn' THEN 'pg_catalog.norwegian' WHEN 'pt' THEN 'pg_catalog.portuguese' WHEN 'ro' THEN 'pg_catalog.romanian' WHEN 'ru' THEN 'pg_catalog.russian'
    WHEN 'sr' THEN 'pg_catalog.serbian' WHEN 'es' THEN 'pg_catalog.spanish' WHEN 'sv' THEN 'pg_catalog.swedish' WHEN 'ta' THEN 'pg_catalog.tamil'
    WHEN 'tr' THEN 'pg_catalog.turkish' WHEN 'yi' THEN 'pg_catalog.yiddish' ELSE 'pg_catalog.simple' END::regconfig
$$;

-- Title A, SEO data B, text C. A tsvector ends at 1 MB: only the first 256 K characters of the text are in it, and less where they hold so
-- many different words that even that does not fit; content_chunks has the whole.
CREATE FUNCTION content_search(p_language text, p_title text, p_metadata jsonb, p_content text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE SET search_path FROM CURRENT AS $$
DECLARE
  c regconfig := content_config(coalesce(p_language, ''));
  seo jsonb := CASE WHEN jsonb_typeof(p_metadata -> 'seo') = 'object' THEN p_metadata -> 'seo' ELSE '{}' END;
  head tsvector := setweight(to_tsvector(c, coalesce(p_title, '')), 'A') || setweight(to_tsvector(c, concat_ws(' ', seo ->> 'title', seo ->> 'description',
    replace(seo ->> 'slug', '-', ' '), (SELECT string_agg(k, ' ') FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(seo -> 'keywords') = 'array' THEN seo -> 'keywords' ELSE '[]' END) k))), 'B');
  size int := 262144;
BEGIN
  LOOP
    BEGIN
      RETURN head || setweight(to_tsvector(c, left(coalesce(p_content, ''), size)), 'C');
    EXCEPTION WHEN program_limit_exceeded THEN
      IF size < 16384 THEN RETURN head; END IF;
      size := size / 2;
    END;
  END LOOP;
END $$;

CREATE TABLE content_library (
  tenant_id uuid NOT NULL,
  content_id uuid NOT NULL DEFAULT gen_random_uuid(),
  content_type varchar(50) NOT NULL CONSTRAINT content_library_content_type_check CHECK (content_type IN ('blog', 'social', 'email', 'ad_copy', 'landing_page')),
  title varchar(500),
  content text CONSTRAINT content_library_content_check CHECK (octet_length(content) <= 5242880),
  metadata jsonb NOT NULL DEFAULT '{}',
  performance_score numeric(5,4) CONSTRAINT content_library_performance_score_check CHECK (performance_score >= 0 AND performance_score <= 1),
  generated_by varchar(50),
  campaign_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz,
  campaign_name varchar(255),
  language varchar(8) NOT NULL DEFAULT 'en',
  state varchar(20) NOT NULL DEFAULT 'draft' CONSTRAINT content_library_state_check CHECK (state IN ('draft', 'in_review', 'approved', 'published', 'archived')),
  version int NOT NULL DEFAULT 1,
  approved_version int,
  published_version int,
  first_published_at timestamptz,
  scheduled_for timestamptz,
  slug varchar(100),
  published_slug varchar(100),
  rejection_reason text,
  model varchar(100),
  prompt_hash varchar(128),
  served bigint NOT NULL DEFAULT 0,
  engaged bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now(),
  stream_version bigint NOT NULL DEFAULT 0,
  -- more text than `search` holds for sure
  long_text boolean NOT NULL GENERATED ALWAYS AS (coalesce(octet_length(content), 0) > 65536) STORED,
  search tsvector NOT NULL GENERATED ALWAYS AS (content_search(language, title, metadata, content)) STORED,
  PRIMARY KEY (tenant_id, content_id)
);
COMMENT ON COLUMN content_library.version IS 'the newest version, whose title, text and metadata the row shows';
COMMENT ON COLUMN content_library.performance_score IS 'engaged / served; null where served = 0';

CREATE INDEX idx_content_type ON content_library (tenant_id, content_type, created_at DESC, content_id);
CREATE INDEX idx_content_created_at ON content_library (tenant_id, created_at DESC, content_id);
CREATE INDEX idx_content_campaign ON content_library (tenant_id, campaign_id, created_at DESC, content_id);
CREATE INDEX idx_content_generated_by ON content_library (tenant_id, generated_by, created_at DESC, content_id);
CREATE INDEX idx_content_performance ON content_library (tenant_id, performance_score DESC NULLS LAST, content_id);
CREATE INDEX idx_content_fts ON content_library USING gin (search);
CREATE INDEX idx_content_metadata ON content_library USING gin (metadata jsonb_path_ops);
CREATE INDEX idx_content_language ON content_library (tenant_id, language);
CREATE INDEX idx_content_scheduled ON content_library (scheduled_for) WHERE scheduled_for IS NOT NULL;

-- Every version with its text; written once.
CREATE TABLE content_versions (
  tenant_id uuid NOT NULL,
  content_id uuid NOT NULL,
  version int NOT NULL,
  title varchar(500),
  content text,
  metadata jsonb NOT NULL,
  language varchar(8) NOT NULL,
  text_version int,                              -- the version that brought this text; null = no text
  size_bytes int NOT NULL,
  restored_from int,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (tenant_id, content_id, version)
);

CREATE TABLE content_performance (
  tenant_id uuid NOT NULL,
  content_id uuid NOT NULL,
  version int NOT NULL,
  served bigint NOT NULL CHECK (served >= 0),
  engaged bigint NOT NULL CHECK (engaged >= 0),
  performance_score numeric(5,4) GENERATED ALWAYS AS (CASE WHEN served > 0 THEN least(1, round(engaged::numeric / served, 4)) END) STORED,
  PRIMARY KEY (tenant_id, content_id, version)
);

-- The texts of the newest and of the published versions in pieces, each with its own tsvector; piece 0 also has title and SEO data.
CREATE TABLE content_chunks (
  tenant_id uuid NOT NULL,
  content_id uuid NOT NULL,
  version int NOT NULL,
  chunk int NOT NULL,
  language varchar(8) NOT NULL,
  content text NOT NULL,
  search tsvector NOT NULL,
  PRIMARY KEY (tenant_id, content_id, version, chunk)
);
CREATE INDEX idx_content_chunks_fts ON content_chunks USING gin (search);

-- What campaigns are called, as the campaign service tells.
CREATE TABLE campaign_names (
  tenant_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  name varchar(255),
  purged boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, campaign_id)
);

-- Working state of the policy that turns counts into totals; not a read table, so it is never rebuilt.
CREATE TABLE performance_totals (
  tenant_id uuid NOT NULL,
  content_id uuid NOT NULL,
  version int NOT NULL,
  served bigint NOT NULL,
  engaged bigint NOT NULL,
  PRIMARY KEY (tenant_id, content_id, version)
);
SELECT protect(t) FROM unnest(ARRAY['content_library', 'content_versions', 'content_performance', 'content_chunks', 'campaign_names', 'performance_totals']) t;
