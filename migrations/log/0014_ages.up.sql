-- Rows of read tables that go by their age. Retention removes them and says here up to where the view had come; a generation that is built anew
-- removes them up to there, and so holds what the live one holds. docs/adr/0037.
CREATE TABLE row_ages (
  store text PRIMARY KEY,                       -- the table
  gone_before timestamptz NOT NULL,
  up_to bigint NOT NULL                         -- a position in the log
);
DO $$ BEGIN EXECUTE format('REVOKE ALL ON row_ages FROM %I', current_schema() || '_api'); END $$;

-- How long, in months, by a tenant's settings: they may say less than the platform does and never more.
CREATE FUNCTION tenant_months(p_settings jsonb, p_key text, p_most int) RETURNS int LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN p_settings #>> ARRAY['retention', p_key] ~ '^[0-9]{1,4}$' THEN least(p_most, greatest(1, (p_settings #>> ARRAY['retention', p_key])::int)) ELSE p_most END;
