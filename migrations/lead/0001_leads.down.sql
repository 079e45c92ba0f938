DROP FUNCTION search_leads, find_lead_by_email;
DROP TABLE scoring_models, lead_history, leads;
