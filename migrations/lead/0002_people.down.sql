DROP FUNCTION ids_of, root_of;
DROP TABLE score_checks, lead_work, behaviour, people;
