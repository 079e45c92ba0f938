-- Segments as readers see them: projected from the streams segment-<id>.
CREATE TABLE segments (
  tenant_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  name varchar(50) NOT NULL,
  description text NOT NULL,
  rule jsonb NOT NULL,
  priority int NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
  revision int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  activated_at timestamptz,
  archived_at timestamptz,
  version bigint NOT NULL,
  PRIMARY KEY (tenant_id, segment_id)
);
CREATE INDEX idx_segments_name ON segments (tenant_id, name, segment_id);

-- Who entered and left which segment, when and why: one row an event.
CREATE TABLE segment_history (
  tenant_id uuid NOT NULL,
  position bigint NOT NULL,
  segment varchar(50) NOT NULL,
  segment_id uuid,                              -- null: given by AssignSegment
  user_id uuid NOT NULL,
  entered boolean NOT NULL,                     -- false: left
  at timestamptz NOT NULL,
  cause text NOT NULL,
  PRIMARY KEY (tenant_id, position)
);
CREATE INDEX idx_segment_history_segment ON segment_history (tenant_id, segment, position DESC);
CREATE INDEX idx_segment_history_user ON segment_history (tenant_id, user_id, segment, position DESC);

-- From here on, what the evaluation remembers. No views: what it decided is in the log (segment_entered, segment_exited).

-- The rules in force and on their way into force.
CREATE TABLE segment_rules (
  tenant_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  revision int NOT NULL,
  name varchar(50) NOT NULL,
  priority int NOT NULL,
  rule jsonb NOT NULL,
  phase text NOT NULL CHECK (phase IN ('waiting', 'backfilling', 'evaluating', 'ready', 'retiring')),
  cause text NOT NULL,                          -- of the entries and exits the build brings about
  wait_for bigint,                              -- people must be read from the log up to here before everybody is evaluated
  next_user uuid,                               -- everybody up to here has been evaluated
  evaluated bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, segment_id, revision)
);
CREATE INDEX segment_rules_building ON segment_rules (started_at) WHERE phase <> 'ready';

-- What rules count: events of a name, with certain properties, and how many of the latest times are kept.
CREATE TABLE segment_meters (
  tenant_id uuid NOT NULL,
  meter_id uuid NOT NULL,
  event_name text NOT NULL,
  conditions jsonb NOT NULL,
  keep int NOT NULL,
  live_from bigint NOT NULL,                    -- position in tracking's log: later events are counted as they come, earlier ones by the backfill
  counted_to bigint NOT NULL DEFAULT 0,         -- position up to which the backfill has counted
  backfilled boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, meter_id)
);
CREATE TABLE segment_counts (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  meter_id uuid NOT NULL,
  total bigint NOT NULL,
  keep int NOT NULL,                            -- the meter's
  latest bigint[] NOT NULL,                     -- ms since 1970, latest first, at most `keep`
  PRIMARY KEY (tenant_id, user_id, meter_id)
) WITH (fillfactor = 80);
CREATE INDEX segment_counts_meter ON segment_counts (tenant_id, meter_id, user_id);

-- Whom the rules hold for, as last decided.
CREATE TABLE segment_members (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  segment varchar(50) NOT NULL,
  priority int NOT NULL,
  PRIMARY KEY (tenant_id, user_id, segment_id)
);
CREATE INDEX segment_members_segment ON segment_members (tenant_id, segment_id, user_id);

-- Who has to be looked at again, and from which position of the log on they can be. Only ever inserted into and deleted from.
CREATE TABLE segment_touches (
  tenant_id uuid NOT NULL,
  touch_id bigint GENERATED ALWAYS AS IDENTITY,
  user_id uuid NOT NULL,
  position bigint NOT NULL,
  cause text NOT NULL,
  cause_event uuid,
  PRIMARY KEY (tenant_id, touch_id)
);
CREATE INDEX segment_touches_order ON segment_touches (touch_id);

-- When time alone could turn a rule for somebody.
CREATE TABLE segment_due (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX segment_due_at ON segment_due (due_at);

-- Leads that nobody here was known for yet when they were qualified or converted.
CREATE TABLE segment_leads (
  tenant_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  segment varchar(50) NOT NULL,
  priority int NOT NULL,
  PRIMARY KEY (tenant_id, lead_id, segment)
);

SELECT protect('segments'), protect('segment_history'), protect('segment_rules'), protect('segment_meters'), protect('segment_counts'),
  protect('segment_members'), protect('segment_touches'), protect('segment_due'), protect('segment_leads');
