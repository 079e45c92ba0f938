import { isoTimeOrNull } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import { postgresView } from "@marketing/shared/subscription/typedView";
import type { PoolClient } from "pg";
import { requestActive, requestWork } from "../refresh/work.ts";
import { readTracked, type Signup, type Tracked, trackedEvents } from "./tracked.ts";

/** Behaviour of one id; times are ms since 1970. */
interface Behaviour {
  readonly tenantId: string;
  readonly userId: string;
  lastAt: number | null;
  /** A map: an event may be called "constructor". */
  readonly kinds: Map<string, number>;
  utmSource: string | null;
  utmAt: number | null;
  /** The message's id, which decides between two of one moment. */
  utmId: string | null;
  signupAt: number | null;
  signupId: string | null;
  signup: Signup | null;
}

/** The same as the table has it. */
interface BehaviourRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly last_at: Date | null;
  readonly kinds: Record<string, number>;
  readonly utm_source: string | null;
  readonly utm_at: Date | null;
  readonly utm_id: string | null;
  readonly signup_at: Date | null;
  readonly signup_id: string | null;
  readonly signup: Signup | null;
}

/** A client that makes up names does not make a row grow for ever. */
const maxKinds = 100;
const rest = "(other)";

const table = defineTable<Behaviour>({
  name: "behaviour",
  key: { tenant_id: column("uuid", (b) => b.tenantId), user_id: column("uuid", (b) => b.userId) },
  columns: {
    last_at: column("timestamptz", (b) => isoTimeOrNull(b.lastAt)),
    kinds: column("jsonb", (b) => Object.fromEntries(b.kinds)),
    utm_source: column("varchar", (b) => b.utmSource),
    utm_at: column("timestamptz", (b) => isoTimeOrNull(b.utmAt)),
    utm_id: column("text", (b) => b.utmId),
    signup_at: column("timestamptz", (b) => isoTimeOrNull(b.signupAt)),
    signup_id: column("text", (b) => b.signupId),
    signup: column("jsonb", (b) => b.signup),
  },
});

const load = `SELECT b.tenant_id, b.user_id, b.last_at, b.kinds, b.utm_source, b.utm_at, b.utm_id, b.signup_at, b.signup_id, b.signup
  FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, user_id)
  CROSS JOIN LATERAL (SELECT * FROM behaviour r WHERE r.tenant_id = k.tenant_id AND r.user_id = k.user_id LIMIT 1) b`;

const nothing = { lastAt: null, utmSource: null, utmAt: null, utmId: null, signupAt: null, signupId: null, signup: null };

const loadRows = async (client: PoolClient, batch: ReadonlyArray<Tracked>): Promise<Map<string, Behaviour>> => {
  const ids = new Map(batch.map((e) => [`${e.tenantId}${e.userId}`, e]));
  const keys = [...ids.values()];
  const found = await client.query<BehaviourRow>({
    name: "load_behaviour",
    text: load,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.userId)],
  });
  const rows = new Map<string, Behaviour>();
  for (const r of found.rows)
    rows.set(`${r.tenant_id}${r.user_id}`, {
      tenantId: r.tenant_id,
      userId: r.user_id,
      lastAt: r.last_at?.getTime() ?? null,
      kinds: new Map(Object.entries(r.kinds)),
      utmSource: r.utm_source,
      utmAt: r.utm_at?.getTime() ?? null,
      utmId: r.utm_id,
      signupAt: r.signup_at?.getTime() ?? null,
      signupId: r.signup_id,
      signup: r.signup,
    });
  for (const [k, { tenantId, userId }] of ids) if (!rows.has(k)) rows.set(k, { ...nothing, tenantId, userId, kinds: new Map() });
  return rows;
};

const fold = (row: Behaviour, e: Tracked): void => {
  if (e.active) {
    const name = row.kinds.has(e.eventName) || row.kinds.size < maxKinds ? e.eventName : rest;
    row.kinds.set(name, (row.kinds.get(name) ?? 0) + 1);
    row.lastAt = Math.max(row.lastAt ?? e.at, e.at);
  }
  const { at, messageId } = e;
  const isBefore = (time: number | null, id: string | null) => time === null || at < time || (at === time && messageId < (id ?? ""));
  if (e.utmSource !== null && isBefore(row.utmAt, row.utmId)) Object.assign(row, { utmSource: e.utmSource, utmAt: at, utmId: messageId });
  if (e.signup !== null && isBefore(row.signupAt, row.signupId))
    Object.assign(row, { signup: e.signup, signupAt: at, signupId: messageId });
};

/** Table `behaviour`, folded from tracked events. Asks for a refresh of who signed up, and of whoever is behind a lead. */
export const behaviourView = postgresView({
  name: "behaviour",
  version: 3,
  tables: ["behaviour"],
  events: trackedEvents,
  batchSize: 2_000,
  apply: async (client, events) => {
    const batch = events.map(readTracked).filter((e) => !e.isBot);
    if (batch.length === 0) return;
    const rows = await loadRows(client, batch);
    for (const e of batch) fold(rows.get(`${e.tenantId}${e.userId}`)!, e);
    const all = [...rows.values()];
    await table.upsert(client, all);
    const signedUp = batch.filter((e) => e.signup !== null);
    await requestWork(
      client,
      signedUp.map(({ tenantId, userId }) => ({ tenantId, kind: "person", key: userId })),
    );
    await requestActive(client, all);
  },
});
