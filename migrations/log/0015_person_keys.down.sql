DROP FUNCTION take_person_keys, destroy_person_keys, rewrap_person_keys;
DROP TABLE person_keys;
