import { normaliseEmail } from "@marketing/shared/base/email";
import type { PoolClient } from "pg";
import type { Behaviour } from "../scoring/score.ts";
import type { Signup } from "./tracked.ts";

type Queryable = { query: PoolClient["query"] };

/** Somebody as identity and tracking know them, under all ids that were merged. */
export interface Person {
  /** The id at the end of the merges. */
  readonly userId: string;
  readonly userIds: ReadonlyArray<string>;
  /** The address that identity knows, and the id it belongs to. */
  readonly email: { readonly address: string; readonly userId: string } | null;
  /** The earliest sign-up, when it was, ms since 1970, and the id it was tracked under. */
  readonly signup: (Signup & { readonly userId: string; readonly at: number }) | null;
  readonly behaviour: Behaviour;
  /** Of the earliest event that has one. */
  readonly utmSource: string | null;
}

const sql = `SELECT r.root, i.user_id, p.email, b.last_at, b.kinds, b.utm_source, b.utm_at, b.utm_id, b.signup_at, b.signup_id, b.signup
  FROM (SELECT root_of($1, $2) AS root) r
  CROSS JOIN LATERAL unnest(ids_of($1, r.root)) AS i (user_id)
  LEFT JOIN people p ON p.tenant_id = $1 AND p.user_id = i.user_id
  LEFT JOIN behaviour b ON b.tenant_id = $1 AND b.user_id = i.user_id`;

interface Row {
  readonly root: string;
  readonly user_id: string;
  readonly email: string | null;
  readonly last_at: Date | null;
  readonly kinds: Record<string, number> | null;
  readonly utm_source: string | null;
  readonly utm_at: Date | null;
  readonly utm_id: string | null;
  readonly signup_at: Date | null;
  readonly signup_id: string | null;
  readonly signup: Signup | null;
}

/** Of two of one moment the message's id decides. */
const earliest = (rows: ReadonlyArray<Row>, of: (row: Row) => readonly [at: Date | null, id: string | null]): Row | null =>
  rows.reduce<Row | null>((first, row) => {
    const [at, id] = of(row);
    const [firstAt, firstId] = first ? of(first) : [null, null];
    if (at === null) return first;
    return firstAt === null || at < firstAt || (at.getTime() === firstAt.getTime() && (id ?? "") < (firstId ?? "")) ? row : first;
  }, null);

/** The person an id belongs to; an unknown id is a person of whom nothing is known. */
export const loadPerson = async (client: Queryable, tenantId: string, userId: string): Promise<Person> => {
  const { rows } = await client.query<Row>({ name: "load_person", text: sql, values: [tenantId, userId] });
  const root = rows[0]!.root;
  const kinds = new Map<string, number>();
  let lastAt: number | null = null;
  for (const row of rows) {
    for (const [name, count] of Object.entries(row.kinds ?? {})) kinds.set(name, (kinds.get(name) ?? 0) + count);
    if (row.last_at !== null) lastAt = Math.max(lastAt ?? 0, row.last_at.getTime());
  }
  const withEmail = rows.find((r) => r.user_id === root && r.email !== null) ?? rows.find((r) => r.email !== null);
  const signup = earliest(rows, (r) => [r.signup_at, r.signup_id]);
  return {
    userId: root,
    userIds: rows.map((r) => r.user_id),
    email: withEmail?.email ? { address: withEmail.email, userId: withEmail.user_id } : null,
    signup: signup?.signup && signup.signup_at ? { ...signup.signup, userId: signup.user_id, at: signup.signup_at.getTime() } : null,
    behaviour: { lastAt, kinds: Object.fromEntries(kinds) },
    utmSource: earliest(rows, (r) => [r.utm_at, r.utm_id])?.utm_source ?? null,
  };
};

/** The person who has one of these addresses according to identity; the first address that is known decides. */
export const findByAddress = async (client: Queryable, tenantId: string, emails: ReadonlyArray<string>): Promise<string | null> => {
  if (emails.length === 0) return null;
  const { rows } = await client.query<{ user_id: string }>({
    name: "person_by_address",
    text: `SELECT p.user_id FROM unnest($2::text[]) WITH ORDINALITY AS e (email_key, o)
      JOIN people p ON p.tenant_id = $1 AND p.email_key = e.email_key ORDER BY e.o, p.merged_into NULLS FIRST LIMIT 1`,
    values: [tenantId, emails.map(normaliseEmail)],
  });
  return rows[0]?.user_id ?? null;
};

/** Leads that are this person's, or were first linked to one of the ids. */
export const leadsOf = async (client: Queryable, tenantId: string, userIds: ReadonlyArray<string>): Promise<string[]> => {
  const { rows } = await client.query<{ lead_id: string }>({
    name: "leads_of_person",
    text: `SELECT lead_id FROM leads WHERE tenant_id = $1 AND merged_into IS NULL AND user_id = ANY ($2::uuid[])
      UNION SELECT lead_id FROM leads WHERE tenant_id = $1 AND merged_into IS NULL AND linked_user_id = ANY ($2::uuid[])`,
    values: [tenantId, userIds],
  });
  return rows.map((r) => r.lead_id);
};
