import type { JsonObject } from "@marketing/shared/base/json";
import type { PoolClient } from "pg";
import type { Count } from "../rule/evaluate.ts";
import type { EventCounter } from "../rule/rule.ts";
import { allIds, effective } from "../user/effective.ts";
import type { UserKey } from "../user/keys.ts";
import type { UserState } from "../user/state.ts";
import { mergeCounts } from "./counters.ts";

interface CountRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly meter_id: string;
  readonly total: number;
  readonly latest: ReadonlyArray<string>;
}

/** What is counted under each id, by counter. */
export type Counted = ReadonlyMap<string, ReadonlyMap<string, Count>>;

/** Of each person and everybody merged into them. */
export const loadCounts = async (client: PoolClient, people: ReadonlyArray<UserKey & { readonly state: UserState }>): Promise<Counted> => {
  const keys = people.flatMap((p) => allIds(p.state).map((userId) => ({ tenantId: p.tenantId, userId })));
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<CountRow>({
    name: "load_segment_counts",
    text: `SELECT c.tenant_id, c.user_id, c.meter_id, c.total, c.latest::text[] AS latest FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
      CROSS JOIN LATERAL (SELECT * FROM segment_counts s WHERE s.tenant_id = k.t AND s.user_id = k.u OFFSET 0) c`,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.userId)],
  });
  const counted = new Map<string, Map<string, Count>>();
  for (const r of rows) {
    const key = r.tenant_id + r.user_id;
    const own = counted.get(key) ?? new Map<string, Count>();
    own.set(r.meter_id, { total: r.total, latest: r.latest.map(Number) });
    counted.set(key, own);
  }
  return counted;
};

/** The person's own counts and those of everybody merged into them, as one. */
export const countsOf = (
  person: UserKey & { readonly state: UserState },
  counters: ReadonlyArray<EventCounter>,
  count: (userId: string, counter: EventCounter) => Count | undefined,
): ReadonlyMap<string, Count> => {
  const ids = allIds(person.state);
  return new Map(
    counters.map((counter) => [
      counter.counterId,
      mergeCounts(
        ids.map((id) => count(id, counter)).filter((c) => c !== undefined),
        counter.keep,
      ),
    ]),
  );
};

/** What rules can look at, without what is counted and without the segments that rules decide. */
export const factsOf = (
  state: UserState,
): { userId: string; traits: JsonObject; segments: ReadonlySet<string>; added: { readonly [segmentId: string]: number } } => {
  const { traits, segments, added } = effective(state);
  return { userId: state.userId, traits, segments: new Set(Object.keys(segments)), added: added ?? {} };
};
