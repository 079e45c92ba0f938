DROP FUNCTION page_events;
