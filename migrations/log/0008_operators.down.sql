DROP TABLE operator_actions;
DROP TABLE discarded_events;
ALTER TABLE checkpoints DROP COLUMN error_since, DROP COLUMN progressed_at;
ALTER TABLE projections DROP COLUMN paused_at, DROP COLUMN stalled_at;
ALTER TABLE parked_events DROP COLUMN attempts;
