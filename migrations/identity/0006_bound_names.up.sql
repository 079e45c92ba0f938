-- The names in a body in the standard's syntax are looked up once, here, and not in the search_path of whoever calls.
CREATE OR REPLACE FUNCTION ensure_users_partition(p_year int) RETURNS boolean LANGUAGE sql
BEGIN ATOMIC
  SELECT ensure_partition('users', format('users_y%s', lpad(p_year::text, 4, '0')),
    make_timestamptz(p_year, 1, 1, 0, 0, 0, 'UTC'), make_timestamptz(p_year + 1, 1, 1, 0, 0, 0, 'UTC'));
END;
