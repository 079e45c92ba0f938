# Two minutes of markers: when each was written, and how much of every log there was by then. High water is where a log can no longer change.
set -eu
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 <<'end'
DROP TABLE IF EXISTS public.drill_markers;
CREATE TABLE public.drill_markers (number int PRIMARY KEY, at timestamptz NOT NULL, logs jsonb NOT NULL);
CREATE OR REPLACE FUNCTION public.drill_logs(heads jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE s text; head bigint; events bigint; found jsonb := '{}';
BEGIN
  FOR s IN SELECT schemaname FROM pg_tables WHERE tablename = 'event_log' LOOP
    head := (heads -> s ->> 'head')::bigint;
    IF head IS NULL THEN EXECUTE format('SELECT %I.high_water()', s) INTO head; END IF;
    EXECUTE format('SELECT count(*) FROM %I.event_log WHERE position <= $1', s) INTO events USING head;
    found := found || jsonb_build_object(s, jsonb_build_object('head', head, 'events', events));
  END LOOP;
  RETURN found;
END $$;
end
for number in 1 2 3 4 5 6 7 8 9 10 11 12; do
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --command "INSERT INTO public.drill_markers SELECT $number, clock_timestamp(), public.drill_logs('{}')"
  sleep 10
done
date +%s > /times/lost
