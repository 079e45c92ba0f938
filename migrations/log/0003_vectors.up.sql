-- What of this service has to be in its vector index (wanted), and what is there (synced). docs/adr/0011 tells why there are two.

-- ---------------------------------------------------------------- wanted: tables of the view that calls wantVectors
-- Only what follows from the log stands in them: no clock, nothing of the store, so that a rebuilt view is equal.
CREATE TABLE vector_entities (
  tenant_id uuid NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,                     -- of the event that made it so
  items int NOT NULL,
  hash text COLLATE "C" NOT NULL,               -- of all items; '' = none: it has to be gone
  PRIMARY KEY (tenant_id, entity_id)
);
CREATE INDEX vector_entities_tenant ON vector_entities (tenant_id, position);
CREATE INDEX vector_entities_position ON vector_entities (position);    -- the indexer's, across tenants
CREATE TABLE vector_items (
  tenant_id uuid NOT NULL,
  item_id text COLLATE "C" NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,               -- of text and metadata; the vector in the store carries it
  text_hash text COLLATE "C" NOT NULL,
  text text NOT NULL,
  metadata jsonb NOT NULL,
  PRIMARY KEY (tenant_id, item_id)
);
CREATE INDEX vector_items_entity ON vector_items (tenant_id, entity_id);
CREATE INDEX vector_items_text ON vector_items (tenant_id, text_hash);

-- ---------------------------------------------------------------- synced: the indexer's own
-- One model's vectors, in the namespaces {tenant}.g{generation}. Numbers are never used again.
CREATE TABLE vector_generations (
  generation int PRIMARY KEY,
  index_name text NOT NULL,
  model text NOT NULL,
  dimensions int NOT NULL,
  state text NOT NULL CHECK (state IN ('building', 'live', 'retired')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  cleared_at timestamptz                        -- a retired one's namespaces are gone from the store
);
CREATE UNIQUE INDEX vector_generations_one ON vector_generations (state) WHERE state <> 'retired';

CREATE TABLE vector_synced (
  tenant_id uuid NOT NULL,
  generation int NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,                     -- that was wanted at the last try
  ids text[] NOT NULL,                          -- every vector of it that may lie in the store: written before the store is
  hash text COLLATE "C",                        -- of the items that are there; null = not all of them, or not known
  attempts int NOT NULL DEFAULT 0,              -- that failed, one after another
  error text NOT NULL DEFAULT '',
  due timestamptz,                              -- of the next try after a failure
  PRIMARY KEY (tenant_id, generation, entity_id)
) WITH (fillfactor = 80);
CREATE INDEX vector_synced_due ON vector_synced (generation, due) WHERE due IS NOT NULL;

-- A text's vector by a model, so that it is embedded once; swept when nobody wants the text any more.
CREATE TABLE embeddings (
  tenant_id uuid NOT NULL,
  model text NOT NULL,
  text_hash text COLLATE "C" NOT NULL,
  vector bytea NOT NULL,                        -- float32, little endian
  PRIMARY KEY (tenant_id, model, text_hash)
);
SELECT protect('vector_entities'), protect('vector_items'), protect('vector_synced'), protect('embeddings');

-- What operators ask of the indexer: a reconciliation or a new generation. It works and reports here.
CREATE TABLE vector_requests (
  request_id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('reconcile', 'reindex')),
  state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'working', 'done', 'failed')),
  generation int,                               -- that a reindex builds
  progress jsonb NOT NULL DEFAULT '{}',
  requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
DO $$
DECLARE api text := current_schema() || '_api'; worker text := current_schema() || '_worker';
BEGIN
  EXECUTE format('GRANT SELECT ON vector_generations TO %I', api);
  EXECUTE format('REVOKE ALL ON vector_requests FROM %I', api);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON vector_generations, vector_requests TO %I', worker);
END $$;
