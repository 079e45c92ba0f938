-- Which of two events of one moment is the earlier one: the ids of their messages decide.

ALTER TABLE behaviour ADD COLUMN utm_id text, ADD COLUMN signup_id text;
