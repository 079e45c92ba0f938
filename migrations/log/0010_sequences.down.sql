DO $$ BEGIN EXECUTE format('GRANT USAGE ON SEQUENCE log_position, receipt_epoch TO %I', current_schema() || '_worker'); END $$;
