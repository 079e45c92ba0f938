-- When this database was last saved, and when a drill last showed that it comes back: alerts are about what is too long ago.

CREATE TABLE safeguards (
  kind text PRIMARY KEY CHECK (kind IN ('backup', 'drill')),
  done_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO safeguards VALUES ('drill');         -- the first one is due as long after the beginning as every other after the one before
DO $$ BEGIN
  EXECUTE format('REVOKE ALL ON safeguards FROM %I, %I', current_schema() || '_api', current_schema() || '_worker');
  EXECUTE format('GRANT SELECT ON safeguards TO %I', current_schema() || '_worker');
END $$;
