import { normaliseEmail } from "@marketing/shared/base/email";
import type { PoolClient } from "pg";
import type { Behaviour } from "../scoring/score.ts";
import type { Signup } from "./tracked.ts";

type Queryable = { query: PoolClient["query"] };

/** A sign-up, when it was, ms since 1970, and the id it was tracked under. */
export interface PersonSignup extends Signup {
  readonly userId: string;
  readonly at: number;
}

/** Somebody as identity and tracking know them, under all ids that were merged. */
export interface Person {
  /** The id at the end of the merges. */
  readonly userId: string;
  readonly userIds: ReadonlyArray<string>;
  /** The address that identity knows, and the id it belongs to. */
  readonly email: { readonly address: string; readonly userId: string } | null;
  /** The first sign-up of each of the ids, the earliest first. */
  readonly signups: ReadonlyArray<PersonSignup>;
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

/** The earliest first; of two of one moment the message's id decides. */
const inOrder = (rows: ReadonlyArray<Row>, of: (row: Row) => readonly [at: Date | null, id: string | null]): ReadonlyArray<Row> =>
  rows
    .filter((row) => of(row)[0] !== null)
    .sort((a, b) => {
      const [[at, id], [otherAt, otherId]] = [of(a), of(b)];
      return at!.getTime() - otherAt!.getTime() || ((id ?? "") < (otherId ?? "") ? -1 : 1);
    });

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
  return {
    userId: root,
    userIds: rows.map((r) => r.user_id),
    email: withEmail?.email ? { address: withEmail.email, userId: withEmail.user_id } : null,
    signups: inOrder(rows, (r) => [r.signup_at, r.signup_id]).flatMap((r) =>
      r.signup && r.signup_at ? [{ ...r.signup, userId: r.user_id, at: r.signup_at.getTime() }] : [],
    ),
    behaviour: { lastAt, kinds: Object.fromEntries(kinds) },
    utmSource: inOrder(rows, (r) => [r.utm_at, r.utm_id])[0]?.utm_source ?? null,
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
