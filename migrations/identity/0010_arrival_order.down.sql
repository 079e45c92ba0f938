ALTER TABLE trait_history DROP COLUMN message_id, DROP COLUMN kind;
