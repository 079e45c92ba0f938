import { setTimeout as sleep } from "node:timers/promises";
import { inTurn } from "@marketing/shared/command/inTurn";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { PoolClient } from "pg";
import { type Count, evaluate } from "../rule/evaluate.ts";
import { countersOf, type EventCounter, type Rule } from "../rule/rule.ts";
import { segmentsOf } from "../user/effective.ts";
import { type UserRow, userColumns, userOfRow } from "../user/rows.ts";
import type { VersionedUser } from "../user/state.ts";
import { CountBatch } from "./counters.ts";
import type { BusConnection } from "./onDemandBus.ts";
import { trackedHistory } from "./trackedHistory.ts";
import { type Counted, countsOf, factsOf, loadCounts } from "./userFacts.ts";

const pageSize = 250;
/** How long a preview works before it rests for twice as long, ms: it takes a third of a core at most, whoever else calls. */
const slice = 2;

const pacer = (): (() => Promise<void> | null) => {
  let since = performance.now();
  return () => {
    if (performance.now() - since <= slice) return null;
    return sleep(2 * slice).then(() => {
      since = performance.now();
    });
  };
};

export interface Preview {
  readonly matching: number;
  readonly total: number;
  readonly sample: ReadonlyArray<VersionedUser>;
}

export interface PreviewOptions {
  readonly pool: Pool;
  /** Only needed where a rule looks at events that no active rule counts. */
  readonly bus: BusConnection;
  readonly tenantId: string;
  readonly rule: Rule;
  /** The segment it is the rule of; null = of none yet. */
  readonly segmentId: string | null;
  readonly sampleSize: number;
  readonly signal: AbortSignal;
}

/** What nobody counts yet, by user id: read from tracking's JetStream stream, and stored nowhere. */
const countHistory = async (o: PreviewOptions, counter: EventCounter): Promise<ReadonlyMap<string, Count>> => {
  const counted = new CountBatch();
  const rest = pacer();
  for await (const { event } of trackedHistory(await o.bus(), o.tenantId, counter, Number.POSITIVE_INFINITY, o.signal)) {
    counted.add(counter, event.userId, event.at);
    await rest();
  }
  return new Map(counted.entries().map(({ userId, count }) => [userId, count]));
};

/** Ids of the counters that have counted everything there is. */
const completeCounters = (o: PreviewOptions): Promise<Set<string>> =>
  withTenant(o.pool, o.tenantId, async (client) => {
    const { rows } = await client.query<{ meter_id: string }>("SELECT meter_id FROM segment_meters WHERE tenant_id = $1 AND backfilled", [
      o.tenantId,
    ]);
    return new Set(rows.map((r) => r.meter_id));
  });

const loadPage = async (client: PoolClient, tenantId: string, after: string | null): Promise<ReadonlyArray<VersionedUser>> => {
  const { rows } = await client.query<UserRow>({
    name: "preview_users",
    text: `SELECT ${userColumns("users")} FROM users WHERE tenant_id = $1 AND ($2::uuid IS NULL OR user_id > $2) AND merged_into IS NULL ORDER BY user_id LIMIT $3`,
    values: [tenantId, after, pageSize],
  });
  return rows.map(userOfRow);
};

/**
 * How many people the rule would match now. Page by page, each in a transaction of its own that only reads. A tenant's previews come one after
 * the other, and let others' calls in between: a large rule over many people is work for this process, and not for the database.
 */
export const preview = (o: PreviewOptions, now = Date.now()): Promise<Preview> => inTurn(`preview:${o.tenantId}`, () => previewNow(o, now));

const previewNow = async (o: PreviewOptions, now: number): Promise<Preview> => {
  const { pool, tenantId, rule, segmentId, sampleSize, signal } = o;
  signal.throwIfAborted();
  const counters = countersOf(rule);
  const complete = counters.length === 0 ? new Set<string>() : await completeCounters(o);
  const history = new Map<string, ReadonlyMap<string, Count>>();
  for (const c of counters) if (!complete.has(c.counterId)) history.set(c.counterId, await countHistory(o, c));

  const holdsFor = ({ state }: VersionedUser, stored: Counted): boolean => {
    const { userId } = state;
    const facts = factsOf(state);
    const counts = countsOf({ tenantId, userId, state }, counters, (id, c) =>
      complete.has(c.counterId) ? stored.get(tenantId + id)?.get(c.counterId) : history.get(c.counterId)?.get(id),
    );
    const segments = new Set(Object.keys(segmentsOf(state)));
    const added = segmentId !== null && Object.hasOwn(facts.added, segmentId);
    return evaluate(rule, { ...facts, segments, added, counts }, now).holds;
  };

  const found = { matching: 0, total: 0, sample: [] as VersionedUser[] };
  for (let after: string | null = null; ; ) {
    signal.throwIfAborted();
    const page: { users: ReadonlyArray<VersionedUser>; counted: Counted } = await withTenant(pool, tenantId, async (client) => {
      const users = await loadPage(client, tenantId, after);
      const keyed = users.map(({ state }) => ({ tenantId, userId: state.userId, state }));
      return { users, counted: complete.size === 0 ? new Map() : await loadCounts(client, keyed) };
    });
    const rest = pacer();
    for (const user of page.users) {
      await rest();
      signal.throwIfAborted();
      found.total += 1;
      if (!holdsFor(user, page.counted)) continue;
      found.matching += 1;
      if (found.sample.length < sampleSize) found.sample.push(user);
    }
    if (page.users.length < pageSize) return found;
    after = page.users.at(-1)!.state.userId;
  }
};
