DROP FUNCTION read_streams, read_all, high_water, append_bulk, append_many, append_one, rotate_receipts, ensure_log_partitions, log_key, epoch_key;
DROP TABLE append_receipts, receipt_epochs, event_log, streams;
DROP SEQUENCE receipt_epoch, log_position;
DROP FUNCTION protect, current_tenant;
