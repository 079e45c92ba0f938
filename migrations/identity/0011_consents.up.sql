-- What was said under each id or address: projected from the streams consent-<subject id>. Of each channel and purpose the word that counts.
CREATE TABLE consents (
  tenant_id uuid NOT NULL,
  subject_id uuid NOT NULL,                     -- a user's id, or the id that stands for an address
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'ads', 'push')),
  purpose text NOT NULL,                        -- '*' = every purpose of the channel
  of_address boolean NOT NULL,
  status text NOT NULL CHECK (status IN ('granted', 'withdrawn')),
  at timestamptz NOT NULL,                      -- when it was said
  message_id text NOT NULL,
  source text NOT NULL,
  wording_version text,
  proof jsonb,
  position bigint NOT NULL,
  PRIMARY KEY (tenant_id, subject_id, channel, purpose)
);

-- Everything that was said: one row an event.
CREATE TABLE consent_history (
  tenant_id uuid NOT NULL,
  position bigint NOT NULL,
  subject_id uuid NOT NULL,
  channel text NOT NULL,
  purpose text NOT NULL,
  of_address boolean NOT NULL,
  status text NOT NULL,
  at timestamptz NOT NULL,
  message_id text NOT NULL,
  source text NOT NULL,
  wording_version text,
  proof jsonb,
  PRIMARY KEY (tenant_id, position)
);
CREATE INDEX idx_consent_history_subject ON consent_history (tenant_id, subject_id, position);

-- Who is never addressed: projected from the streams suppression-<entry id>.
CREATE TABLE suppressions (
  tenant_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('address', 'domain', 'person')),
  value text NOT NULL,                          -- SHA-256 of an address in hexadecimal, a domain, a user's id
  reason text NOT NULL,
  added_at timestamptz NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (tenant_id, kind, value)
);
CREATE INDEX idx_suppressions_position ON suppressions (tenant_id, position);

SELECT protect('consents'), protect('consent_history'), protect('suppressions');
