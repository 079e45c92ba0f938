# What came back: the newest marker, and whether every log holds what it held when that was written. The result is one line of JSON.
set -eu
lost=$(cat /times/lost)
report=$(PGHOST=drill-rw.marketing psql --no-psqlrc --no-align --tuples-only --set ON_ERROR_STOP=1 --command "
  SELECT json_build_object(
    'date', now(), 'rpo_s', $lost - extract(epoch FROM at)::int, 'rto_s', extract(epoch FROM now())::int - $lost,
    'logs', logs, 'equal', public.drill_logs(logs) = logs, 'good', public.drill_logs(logs) = logs AND $lost - extract(epoch FROM at) <= 300)
  FROM public.drill_markers ORDER BY number DESC LIMIT 1")
echo "${report:-no marker came back}"
case $report in *'"good" : true'*) ;; *) exit 1 ;; esac
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 <<'end'
DROP TABLE public.drill_markers;
DROP FUNCTION public.drill_logs;
DO $$
DECLARE s text;
BEGIN
  FOR s IN SELECT schemaname FROM pg_tables WHERE tablename = 'safeguards' LOOP
    EXECUTE format($q$INSERT INTO %I.safeguards (kind) VALUES ('drill') ON CONFLICT (kind) DO UPDATE SET done_at = excluded.done_at$q$, s);
  END LOOP;
END $$;
end
