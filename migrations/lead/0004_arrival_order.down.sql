ALTER TABLE behaviour DROP COLUMN signup_id, DROP COLUMN utm_id;
