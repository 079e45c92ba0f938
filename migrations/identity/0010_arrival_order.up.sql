-- What was said of traits, each word once; what it changed is told when it is read, so that a late word stands where it belongs.

ALTER TABLE trait_history ADD COLUMN kind text NOT NULL DEFAULT 'set', ADD COLUMN message_id text NOT NULL DEFAULT '';
COMMENT ON COLUMN trait_history.kind IS 'set, unset, or once: only where the trait was absent';
COMMENT ON COLUMN trait_history.message_id IS 'which of two words of one moment is the later one';
COMMENT ON COLUMN trait_history.old_value IS 'not written any more';
