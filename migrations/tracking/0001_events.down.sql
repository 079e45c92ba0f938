DROP FUNCTION search_events, ensure_event_months, ensure_event_month;
DROP TABLE recounts, known_users, events;
