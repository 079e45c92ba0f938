import { normaliseEmail } from "../base/email.ts";

/** A kind of record that a service holds of people, and how those of one person are found. */
export interface PersonSection {
  /** In the archive. */
  readonly name: string;
  /** Type of the column `key`, by which records are told apart and ordered. */
  readonly key: "uuid" | "bigint" | "text";
  /**
   * Gives `key` and the record's other columns. `$1` is the tenant, `$2` the person's ids, `$3` what the person is called, in lower case, and `$4` the
   * same as one regular expression for running text; null = no name is long enough.
   */
  readonly sql: string;
}

/** Shorter words stand in too many texts. */
const shortestName = 4;

/** One regular expression of PostgreSQL that finds any of them as a whole word; null = none is long enough. */
export const patternOf = (names: ReadonlyArray<string>): string | null => {
  const words = [...new Set(names.map((name) => name.trim()))].filter((name) => [...name].length >= shortestName);
  if (words.length === 0) return null;
  const literal = (word: string) => word.replace(/[^\p{L}\p{N}\s]/gu, "\\$&").replace(/\s+/gu, "\\s+");
  return `(^|[^[:alnum:]])(${words.map(literal).join("|")})($|[^[:alnum:]])`;
};

/** A page of a section behind a record, for `$5` and `$6`. As text: the numbers of a record keep their digits. */
export const pageSql = ({ key, sql }: PersonSection): string =>
  // a section need not use all of what it may: the types of the others are said here
  `WITH given AS (SELECT $1::uuid, $2::uuid[], $3::text[], $4::text)
   SELECT f.key::text AS key, (to_jsonb(f) - 'key' - 'tenant_id')::text AS record
     FROM (${sql}) f WHERE $5::${key} IS NULL OR f.key > $5::${key} ORDER BY f.key LIMIT $6`;

/** What the person is called, for `$3`: in lower case, and addresses in their normal form too. */
export const namesOf = (names: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(names.flatMap((name) => [name.trim().toLowerCase(), ...(name.includes("@") ? [normaliseEmail(name)] : [])])),
];
