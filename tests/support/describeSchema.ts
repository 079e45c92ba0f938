import pg from "pg";

// What the catalogue says of a schema, in the order of names, without anything that a day, a server's version or a run decides: partitions
// are made as time goes on and are as their parent, so the parent stands for them.

interface Table {
  readonly name: string;
  readonly heading: string;
  readonly columns: ReadonlyArray<readonly [name: string, words: string]>;
  /** Constraints, indexes, triggers, policies, and what each role may. */
  readonly parts: ReadonlyArray<string>;
}

const tablesSql = `
  SELECT c.relname AS name,
    CASE c.relkind WHEN 'v' THEN 'view ' ELSE 'table ' END || c.relname
      || coalesce(' partitioned by ' || pg_get_partkeydef(c.oid), '')
      || CASE WHEN c.relrowsecurity THEN ', row level security' || CASE WHEN c.relforcerowsecurity THEN ' for its owner too' ELSE '' END ELSE '' END AS heading,
    ARRAY(SELECT ARRAY[a.attname::text, format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
        || coalesce(CASE a.attgenerated WHEN '' THEN ' default ' ELSE ' generated as ' END || pg_get_expr(d.adbin, d.adrelid), '')
        || CASE a.attidentity WHEN '' THEN '' ELSE ' identity' END]
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns,
    ARRAY(SELECT 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) FROM pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype IN ('c', 'f', 'p', 'u', 'x') ORDER BY k.conname COLLATE "C")
      || ARRAY(SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || 'index ' || x.relname
          || regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING', '') || CASE WHEN i.indisvalid THEN '' ELSE ' (not valid)' END
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = c.oid)
        ORDER BY x.relname COLLATE "C")
      || ARRAY(SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal ORDER BY t.tgname COLLATE "C")
      || ARRAY(SELECT 'policy ' || p.policyname || ' for ' || lower(p.cmd) || ' to ' || array_to_string(p.roles, ', ')
          || coalesce(' using ' || p.qual, '') || coalesce(' with check ' || p.with_check, '')
        FROM pg_policies p WHERE p.schemaname = n.nspname AND p.tablename = c.relname ORDER BY p.policyname COLLATE "C")
      || ARRAY(SELECT may.role || ' may ' || string_agg(lower(may.what), ', ' ORDER BY may.at)
        FROM (SELECT r.role, p.what, p.at FROM unnest(ARRAY['api', 'worker']) AS r (role),
            unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) WITH ORDINALITY AS p (what, at)
          WHERE has_table_privilege(n.nspname || '_' || r.role, c.oid, p.what)) may GROUP BY may.role ORDER BY may.role) AS parts
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition ORDER BY c.relname COLLATE "C"`;

const functionsSql = `
  SELECT format('function %s(%s) returns %s', p.proname, pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid))
      || CASE WHEN p.prosecdef THEN ', as its owner' ELSE '' END
      || coalesce(', for ' || (SELECT string_agg(role, ', ' ORDER BY role) FROM unnest(ARRAY['api', 'worker']) AS r (role)
           WHERE has_function_privilege($1 || '_' || role, p.oid, 'EXECUTE')), '') AS words
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1
  ORDER BY p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"`;

const wordsOf = ({ heading, columns, parts }: Table): string => {
  const width = Math.max(0, ...columns.map(([name]) => name.length));
  const lines = [...columns.map(([name, words]) => `  ${name.padEnd(width)}  ${words}`), ...parts.map((part) => `  - ${part}`)];
  return [heading, ...lines.map((line) => line.replaceAll(/\n\s*/g, " "))].join("\n").concat("\n");
};

/** A service's schema in words, each table with all that belongs to it and each function by itself. The same schema: the same words. */
export const describeSchema = async (adminUrl: string, service: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: adminUrl, options: `-c search_path=${service},public` });
  await client.connect();
  try {
    const tables = await client.query<Table>(tablesSql, [service]);
    const functions = await client.query<{ words: string }>(functionsSql, [service]);
    return [...tables.rows.map(wordsOf), ...functions.rows.map(({ words }) => words)];
  } finally {
    await client.end();
  }
};
