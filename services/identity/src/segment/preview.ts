import type { NatsConnection } from "@marketing/shared/bus/connection";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { segmentsOf } from "../user/person.ts";
import { type Person, personOf, type UserRow, userColumns } from "../user/userRow.ts";
import { past } from "./backfill.ts";
import { type Count, evaluate } from "./evaluate.ts";
import { Tally } from "./meters.ts";
import { countsOf, factsOf, loadCounts } from "./people.ts";
import { type Meter, metersOf, type Rule } from "./rule.ts";

const pageSize = 1_000;

export interface Preview {
  readonly matching: number;
  readonly total: number;
  readonly sample: ReadonlyArray<Person>;
}

export interface PreviewOptions {
  readonly pool: Pool;
  /** Only asked for where a rule looks at events that no active one counts. */
  readonly bus: () => Promise<NatsConnection>;
  readonly tenantId: string;
  readonly rule: Rule;
  /** The segment it is the rule of; null = of none yet. */
  readonly segmentId: string | null;
  readonly sampleSize: number;
  readonly signal: AbortSignal;
}

type Counts = ReadonlyMap<string, Count>;

/** Counts of what nobody counts yet, by user id: read from tracking's JetStream stream, kept nowhere. */
const countPast = async (o: PreviewOptions, meter: Meter): Promise<Counts> => {
  const tally = new Tally();
  for await (const { event } of past(await o.bus(), o.tenantId, meter, Number.POSITIVE_INFINITY, o.signal))
    tally.add(meter, event.userId, event.at);
  return new Map(tally.entries().map(({ userId, count }) => [userId, count]));
};

const counted = (o: PreviewOptions): Promise<Set<string>> =>
  withTenant(o.pool, o.tenantId, async (client) => {
    const { rows } = await client.query<{ meter_id: string }>("SELECT meter_id FROM segment_meters WHERE tenant_id = $1 AND backfilled", [
      o.tenantId,
    ]);
    return new Set(rows.map((r) => r.meter_id));
  });

/** How many people the rule would match now. Page by page, each in a transaction of its own that only reads. */
export const preview = async (o: PreviewOptions, now = Date.now()): Promise<Preview> => {
  const meters = metersOf(o.rule);
  const known = meters.length === 0 ? new Set<string>() : await counted(o);
  const read = new Map<string, Counts>();
  for (const meter of meters) if (!known.has(meter.meterId)) read.set(meter.meterId, await countPast(o, meter));

  const found = { matching: 0, total: 0, sample: [] as Person[] };
  for (let after: string | null = null; ; ) {
    o.signal.throwIfAborted();
    const page: { rows: UserRow[]; counts: Awaited<ReturnType<typeof loadCounts>> } = await withTenant(
      o.pool,
      o.tenantId,
      async (client) => {
        const { rows } = await client.query<UserRow>({
          name: "preview_people",
          text: `SELECT ${userColumns} FROM users WHERE tenant_id = $1 AND ($2::uuid IS NULL OR user_id > $2) AND merged_into IS NULL ORDER BY user_id LIMIT $3`,
          values: [o.tenantId, after, pageSize],
        });
        const people = rows.map((row) => ({ tenantId: o.tenantId, userId: row.user_id, state: personOf(row).state }));
        return { rows, counts: known.size === 0 ? new Map() : await loadCounts(client, people) };
      },
    );
    for (const row of page.rows) {
      const person = personOf(row);
      const { state } = person;
      const facts = factsOf(state);
      const verdict = evaluate(
        o.rule,
        {
          ...facts,
          segments: new Set(Object.keys(segmentsOf(state))),
          added: o.segmentId !== null && Object.hasOwn(facts.added, o.segmentId),
          counts: countsOf({ tenantId: o.tenantId, userId: state.userId, state }, meters, (id, m) =>
            known.has(m.meterId) ? page.counts.get(o.tenantId + id)?.get(m.meterId) : read.get(m.meterId)?.get(id),
          ),
        },
        now,
      );
      found.total += 1;
      if (!verdict.holds) continue;
      found.matching += 1;
      if (found.sample.length < o.sampleSize) found.sample.push(person);
    }
    if (page.rows.length < pageSize) return found;
    after = page.rows.at(-1)!.user_id;
  }
};
