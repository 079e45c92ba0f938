DROP FUNCTION find_users_by_traits, find_users_by_email, ensure_users_partition;
DROP TABLE merges, segment_memberships, trait_history, users;
