-- What campaign hears from the others and keeps for itself.

-- Tracked events that name a campaign (tracking's properties campaign_id or utm_campaign).
CREATE TABLE touches (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  at timestamptz NOT NULL,
  event_id uuid NOT NULL,
  campaign_key varchar(255) NOT NULL,             -- a campaign's id or a utm_campaign, lower case
  event_name varchar(200) NOT NULL,
  PRIMARY KEY (tenant_id, user_id, at, event_id)
);
CREATE INDEX idx_touches_campaign ON touches (tenant_id, campaign_key, event_name);

-- Who is whom (identity's merges).
CREATE TABLE person_links (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  merged_into uuid NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX idx_person_links_winner ON person_links (tenant_id, merged_into);

-- Segments somebody is or was in (identity's).
CREATE TABLE known_segments (
  tenant_id uuid NOT NULL,
  segment varchar(50) NOT NULL,
  PRIMARY KEY (tenant_id, segment)
);

-- Leads captured for a campaign (lead's).
CREATE TABLE campaign_leads (
  tenant_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  converted_at timestamptz,
  PRIMARY KEY (tenant_id, lead_id)
);
CREATE INDEX idx_campaign_leads_campaign ON campaign_leads (tenant_id, campaign_id);

-- Conversions of leads, until they are attributed and after. Not a view: what was decided is in the log.
CREATE TABLE conversions (
  tenant_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  lead_id uuid,
  user_id uuid,
  amount bigint NOT NULL,                         -- micros
  currency varchar(3) NOT NULL,
  campaign_id uuid,                               -- named by whoever converted the lead
  converted_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,                    -- touches and merges that are on their way have arrived by then
  attributed_at timestamptz,
  PRIMARY KEY (tenant_id, conversion_id)
);
CREATE INDEX idx_conversions_due ON conversions (due_at) WHERE attributed_at IS NULL OR attributed_at < due_at;
SELECT protect('touches'), protect('person_links'), protect('known_segments'), protect('campaign_leads'), protect('conversions');

-- Everybody a person is made of, whichever of the ids is given.
CREATE FUNCTION ids_of_person(p_tenant uuid, p_user uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  WITH RECURSIVE up AS (
    SELECT p_user AS id, 0 AS depth UNION ALL
    SELECT l.merged_into, up.depth + 1 FROM up JOIN person_links l ON l.tenant_id = p_tenant AND l.user_id = up.id WHERE up.depth < 50),
  down AS (
    SELECT id FROM (SELECT id FROM up ORDER BY depth DESC LIMIT 1) root UNION
    SELECT l.user_id FROM down JOIN person_links l ON l.tenant_id = p_tenant AND l.merged_into = down.id)
  SELECT id FROM down
$$;
REVOKE EXECUTE ON FUNCTION ids_of_person FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION ids_of_person TO %I', current_schema() || '_worker');
END $$;
