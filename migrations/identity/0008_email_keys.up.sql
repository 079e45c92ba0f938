-- The normal form of an address, by which it is claimed in the log, in a column of its own: the index knows one rule and it is not the database's.
ALTER TABLE users ADD COLUMN email_key text;
COMMENT ON COLUMN users.email_key IS 'the normal form of email (normaliseEmail), by which it is claimed; written by the projection';

-- Until the view is built anew addresses of plain letters are found already: of them the normal form is the lower case.
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
UPDATE users SET email_key = lower(email) WHERE email ~ '^[\x21-\x7e]+$' AND email !~* 'xn--';
ALTER TABLE users FORCE ROW LEVEL SECURITY;

DROP INDEX idx_users_email;
CREATE UNIQUE INDEX idx_users_email ON users (tenant_id, email_key, created_at) WHERE email_key IS NOT NULL;
-- equality of text is leak-proof: nothing has to run as the owner any more
DROP FUNCTION find_users_by_email(text);
