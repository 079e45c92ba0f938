DROP FUNCTION ids_of_person;
DROP TABLE conversions, campaign_leads, known_segments, person_links, touches;
