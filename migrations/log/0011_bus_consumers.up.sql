-- What the relay remembers of the durable consumers of its JetStream stream, so that it can make them again with a new one.

CREATE TABLE bus_consumers (
  name text PRIMARY KEY,
  config jsonb NOT NULL,
  stream_created text NOT NULL,                  -- of the JetStream stream on which it was last seen
  position bigint NOT NULL                       -- it had acknowledged everything up to here in the log
);
DO $$ BEGIN
  EXECUTE format('REVOKE ALL ON bus_consumers FROM %I', current_schema() || '_api');
END $$;
