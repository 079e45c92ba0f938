CREATE OR REPLACE FUNCTION ensure_users_partition(p_year int) RETURNS boolean LANGUAGE sql AS $$
  SELECT ensure_partition('users', format('users_y%s', lpad(p_year::text, 4, '0')),
    make_timestamptz(p_year, 1, 1, 0, 0, 0, 'UTC'), make_timestamptz(p_year + 1, 1, 1, 0, 0, 0, 'UTC'))
$$;
