import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import { requestActive, requestWork } from "../refresh/work.ts";
import { readTracked, type Signup, type Tracked, trackedType } from "./tracked.ts";

/** Behaviour of one id; times are ms since 1970. */
interface Row {
  readonly tenantId: string;
  readonly userId: string;
  lastAt: number | null;
  kinds: Record<string, number>;
  utmSource: string | null;
  utmAt: number | null;
  signupAt: number | null;
  signup: Signup | null;
}

/** A client that makes up names does not make a row grow for ever. */
const maxKinds = 100;
const rest = "(other)";

const load = `SELECT b.tenant_id, b.user_id, b.last_at, b.kinds, b.utm_source, b.utm_at, b.signup_at, b.signup
  FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, user_id)
  CROSS JOIN LATERAL (SELECT * FROM behaviour r WHERE r.tenant_id = k.tenant_id AND r.user_id = k.user_id LIMIT 1) b`;
const upsert = `INSERT INTO behaviour (tenant_id, user_id, last_at, kinds, utm_source, utm_at, signup_at, signup)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::jsonb[], $5::varchar[], $6::timestamptz[], $7::timestamptz[], $8::jsonb[])
  ON CONFLICT (tenant_id, user_id) DO UPDATE SET last_at = excluded.last_at, kinds = excluded.kinds, utm_source = excluded.utm_source,
    utm_at = excluded.utm_at, signup_at = excluded.signup_at, signup = excluded.signup`;

const loadRows = async (client: PoolClient, batch: ReadonlyArray<Tracked>): Promise<Map<string, Row>> => {
  const ids = new Map(batch.map((e) => [`${e.tenantId}${e.userId}`, e]));
  const keys = [...ids.values()];
  const found = await client.query({
    name: "load_behaviour",
    text: load,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.userId)],
  });
  const rows = new Map<string, Row>();
  for (const r of found.rows)
    rows.set(`${r.tenant_id}${r.user_id}`, {
      tenantId: r.tenant_id,
      userId: r.user_id,
      lastAt: r.last_at?.getTime() ?? null,
      kinds: r.kinds,
      utmSource: r.utm_source,
      utmAt: r.utm_at?.getTime() ?? null,
      signupAt: r.signup_at?.getTime() ?? null,
      signup: r.signup,
    });
  for (const [k, { tenantId, userId }] of ids)
    if (!rows.has(k))
      rows.set(k, { tenantId, userId, lastAt: null, kinds: {}, utmSource: null, utmAt: null, signupAt: null, signup: null });
  return rows;
};

const fold = (row: Row, e: Tracked): void => {
  if (e.active) {
    const name = Object.hasOwn(row.kinds, e.eventName) || Object.keys(row.kinds).length < maxKinds ? e.eventName : rest;
    row.kinds[name] = (row.kinds[name] ?? 0) + 1;
    row.lastAt = Math.max(row.lastAt ?? e.at, e.at);
  }
  if (e.utmSource !== null && (row.utmAt === null || e.at < row.utmAt)) [row.utmSource, row.utmAt] = [e.utmSource, e.at];
  if (e.signup !== null && (row.signupAt === null || e.at < row.signupAt)) [row.signup, row.signupAt] = [e.signup, e.at];
};

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Table `behaviour`, folded from tracked events. Who signed up is looked at, and whoever is behind a lead. */
export const behaviourView: PostgresView = {
  kind: "postgres",
  name: "behaviour",
  version: 1,
  tables: ["behaviour"],
  types: new Set([trackedType]),
  batchSize: 2_000,
  async apply(client, recorded) {
    const batch = recorded.map(readTracked).filter((e) => !e.isBot);
    if (batch.length === 0) return;
    const rows = await loadRows(client, batch);
    for (const e of batch) fold(rows.get(`${e.tenantId}${e.userId}`)!, e);
    const all = [...rows.values()];
    await client.query({
      name: "upsert_behaviour",
      text: upsert,
      values: [
        all.map((r) => r.tenantId),
        all.map((r) => r.userId),
        all.map((r) => iso(r.lastAt)),
        all.map((r) => JSON.stringify(r.kinds)),
        all.map((r) => r.utmSource),
        all.map((r) => iso(r.utmAt)),
        all.map((r) => iso(r.signupAt)),
        all.map((r) => (r.signup === null ? null : JSON.stringify(r.signup))),
      ],
    });
    const signedUp = batch.filter((e) => e.signup !== null);
    await requestWork(
      client,
      signedUp.map(({ tenantId, userId }) => ({ tenantId, kind: "person", key: userId })),
    );
    await requestActive(client, all);
  },
};
