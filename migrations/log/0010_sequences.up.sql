-- Positions and epochs of receipts are taken by the owner's functions alone. Whoever could move the epoch on without a partition for its receipts
-- would stop every append.
DO $$ BEGIN EXECUTE format('REVOKE USAGE ON SEQUENCE log_position, receipt_epoch FROM %I', current_schema() || '_worker'); END $$;
