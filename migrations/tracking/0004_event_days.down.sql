DROP FUNCTION split_event_months;
