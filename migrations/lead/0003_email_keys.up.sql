-- The normal form of an address, by which it is claimed in the log, in a column of its own: the index knows one rule and it is not the database's.
ALTER TABLE leads ADD COLUMN email_key text;
ALTER TABLE people ADD COLUMN email_key text;
COMMENT ON COLUMN leads.email_key IS 'the normal form of email (normaliseEmail), by which it is claimed; written by the projection';

-- Until the views are built anew addresses of plain letters are found already: of them the normal form is the lower case.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
ALTER TABLE people NO FORCE ROW LEVEL SECURITY;
UPDATE leads SET email_key = lower(email) WHERE email ~ '^[\x21-\x7e]+$' AND email !~* 'xn--';
UPDATE people SET email_key = lower(email) WHERE email ~ '^[\x21-\x7e]+$' AND email !~* 'xn--';
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;

DROP INDEX idx_leads_email, idx_leads_merged_email, people_email;
CREATE UNIQUE INDEX idx_leads_email ON leads (tenant_id, email_key) WHERE email_key IS NOT NULL AND merged_into IS NULL;
CREATE INDEX idx_leads_merged_email ON leads (tenant_id, email_key) WHERE merged_into IS NOT NULL;
CREATE INDEX people_email ON people (tenant_id, email_key) WHERE email_key IS NOT NULL;
-- equality of text is leak-proof: nothing has to run as the owner any more
DROP FUNCTION find_lead_by_email(text);
