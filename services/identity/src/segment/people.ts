import type { PoolClient } from "pg";
import { effective, mergedIds, type Traits, type UserState } from "../user/person.ts";
import { loadUsers, type Person, personOf } from "../user/userRow.ts";
import type { Count } from "./evaluate.ts";
import { together } from "./meters.ts";
import type { Meter } from "./rule.ts";

export interface Key {
  readonly tenantId: string;
  readonly userId: string;
}
export const keyOf = ({ tenantId, userId }: Key): string => tenantId + userId;
export const distinct = <K extends Key>(keys: ReadonlyArray<K>): ReadonlyArray<K> => [...new Map(keys.map((k) => [keyOf(k), k])).values()];

/** The people behind the ids, and those they were merged into. */
export const loadPeople = async (client: PoolClient, keys: ReadonlyArray<Key>): Promise<Map<string, Person & Key>> => {
  const people = new Map<string, Person & Key>();
  let wanted = distinct(keys);
  while (wanted.length > 0) {
    const into: Key[] = [];
    for (const row of await loadUsers(client, wanted)) {
      const key = { tenantId: row.tenant_id, userId: row.user_id };
      people.set(keyOf(key), { ...personOf(row), ...key });
      if (row.merged_into !== null) into.push({ tenantId: row.tenant_id, userId: row.merged_into });
    }
    wanted = distinct(into).filter((k) => !people.has(keyOf(k)));
  }
  return people;
};

interface CountRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly meter_id: string;
  readonly total: number;
  readonly latest: ReadonlyArray<string>;
}

/** What is counted under each id, by meter. */
export type Counted = ReadonlyMap<string, ReadonlyMap<string, Count>>;

/** Of each person and everybody merged into them. `meters`: none = nothing is read. */
export const loadCounts = async (client: PoolClient, people: ReadonlyArray<Key & { readonly state: UserState }>): Promise<Counted> => {
  const keys = people.flatMap((p) => [p.userId, ...mergedIds(p.state)].map((userId) => ({ tenantId: p.tenantId, userId })));
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
    const mine = counted.get(key) ?? new Map<string, Count>();
    mine.set(r.meter_id, { total: r.total, latest: r.latest.map(Number) });
    counted.set(key, mine);
  }
  return counted;
};

/** The person's own counts and those of everybody merged into them, as one. */
export const countsOf = (
  person: Key & { readonly state: UserState },
  meters: ReadonlyArray<Meter>,
  count: (userId: string, meter: Meter) => Count | undefined,
): ReadonlyMap<string, Count> => {
  const ids = [person.userId, ...mergedIds(person.state)];
  return new Map(
    meters.map((meter) => [
      meter.meterId,
      together(
        ids.map((id) => count(id, meter)).filter((c) => c !== undefined),
        meter.keep,
      ),
    ]),
  );
};

/** What rules can look at, counts and rules' own segments aside. */
export const factsOf = (
  state: UserState,
): { userId: string; traits: Traits; segments: ReadonlySet<string>; added: { readonly [segmentId: string]: number } } => {
  const { traits, segments, added } = effective(state);
  return { userId: state.userId, traits, segments: new Set(Object.keys(segments)), added: added ?? {} };
};
