-- How people behave, as readers see it: projected from the streams pattern-<user id>. What has to be in the vector index stands in
-- vector_entities and vector_items, tables of the same view.
CREATE TABLE user_patterns (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  description text NOT NULL,                    -- what is embedded
  segment varchar(50) NOT NULL,                 -- '' = none
  frequency double precision NOT NULL,          -- active days a week
  conversion_rate double precision NOT NULL CHECK (conversion_rate BETWEEN 0 AND 1),
  pattern_type text NOT NULL CHECK (pattern_type IN ('dormant', 'loyal', 'buyer', 'bouncer', 'researcher', 'explorer')),
  last_active timestamptz NOT NULL,             -- start of the day
  actions text[] NOT NULL,                      -- in the order they were first done
  computed_at timestamptz NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

-- Of how many people's patterns an action is part; '' = all people with a pattern.
CREATE TABLE pattern_actions (
  tenant_id uuid NOT NULL,
  action text COLLATE "C" NOT NULL,
  conversion boolean NOT NULL,
  people bigint NOT NULL,
  PRIMARY KEY (tenant_id, action)
);
CREATE INDEX idx_pattern_actions_conversions ON pattern_actions (tenant_id, people DESC, action) WHERE conversion;

-- From here on, what the pattern policy remembers. No views, but every row follows from user_active in this service's log: to make them anew,
-- empty both and the checkpoint of `patterns`.
CREATE TABLE behaviour_days (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,                        -- as the events named them: people are put together when they are looked at
  day int NOT NULL,                             -- since 1970, UTC
  behaviour jsonb NOT NULL,
  PRIMARY KEY (tenant_id, user_id, day)
) WITH (fillfactor = 80);
CREATE TABLE pattern_state (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  hash text COLLATE "C" NOT NULL,               -- of the pattern that was told last; '' = there is none
  due_on int,                                   -- the day on which time alone makes it another
  PRIMARY KEY (tenant_id, user_id)
) WITH (fillfactor = 80);
CREATE INDEX pattern_state_due ON pattern_state (due_on);

SELECT protect('user_patterns'), protect('pattern_actions'), protect('behaviour_days'), protect('pattern_state');
