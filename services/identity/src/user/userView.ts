import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import type { UserActive } from "../activity/activity.ts";
import type { MembershipEvent } from "../segment/segmentEvents.ts";
import { evolve, evolveActivity, evolveLayerActivity, evolveMembership } from "./evolveUser.ts";
import { effective, initialUser, type Json, sameJson, segmentsOf, type Traits, type UserState } from "./person.ts";
import type { UserEvent } from "./userEvents.ts";
import { loadUsers, personOf, upsertUsers } from "./userRow.ts";

interface Entry {
  readonly tenantId: string;
  state: UserState;
  version: number;
  stored: boolean;
  dirty: boolean;
  segmentsChanged: boolean;
}
interface TraitChange {
  readonly tenantId: string;
  readonly userId: string;
  readonly position: number;
  readonly trait: string;
  readonly old: Json | undefined;
  readonly new: Json | undefined;
  readonly at: number;
  readonly source: string;
}

const userEventTypes = [
  "user_created",
  "user_identified",
  "traits_changed",
  "user_merged",
  "user_unmerged",
  "merged_into",
  "unmerged_from",
  "segment_assigned",
  "segment_removed",
  "member_added",
  "member_removed",
  "prediction_set",
] as const satisfies ReadonlyArray<UserEvent["type"]>;

const membershipTypes = ["segment_entered", "segment_exited", "segment_priority_changed"] as const satisfies ReadonlyArray<
  MembershipEvent["type"]
>;

/** Tables `users`, `trait_history`, `segment_memberships` and `merges`, folded from the streams `user-<id>`, `activity-<id>` and `membership-<id>`. */
export const usersView: PostgresView = {
  kind: "postgres",
  name: "users",
  version: 1,
  tables: ["users", "trait_history", "segment_memberships", "merges"],
  types: new Set([...userEventTypes, ...membershipTypes, "user_active"]),
  batchSize: 2_000,
  async apply(client, events) {
    const people = await loadPeople(client, events);
    const changes: TraitChange[] = [];
    for (const event of events) fold(people, event, changes);
    const dirty = [...people.values()].filter((p) => p.dirty);
    await ensureYears(client, dirty);
    if (dirty.length > 0) await upsertUsers(client, dirty);
    if (changes.length > 0) await insertChanges(client, changes);
    await writeMemberships(
      client,
      dirty.filter((p) => p.segmentsChanged),
    );
    await writeMerges(client, events);
  },
};

const key = (tenantId: string, userId: string): string => `${tenantId}${userId}`;

/** Everybody the events are about, and everybody those were merged into. */
const loadPeople = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<Map<string, Entry>> => {
  const people = new Map<string, Entry>();
  let wanted = new Map(events.map((e) => [key(e.tenantId, e.data.userId), { tenantId: e.tenantId, userId: e.data.userId as string }]));
  for (const e of events)
    if (e.type === "merged_into") wanted.set(key(e.tenantId, e.data.winnerId), { tenantId: e.tenantId, userId: e.data.winnerId });
  while (wanted.size > 0) {
    const next: typeof wanted = new Map();
    for (const row of await loadUsers(client, [...wanted.values()])) {
      const { state, version } = personOf(row);
      people.set(key(row.tenant_id, row.user_id), {
        tenantId: row.tenant_id,
        state,
        version,
        stored: true,
        dirty: false,
        segmentsChanged: false,
      });
      if (row.merged_into !== null) next.set(key(row.tenant_id, row.merged_into), { tenantId: row.tenant_id, userId: row.merged_into });
    }
    for (const k of wanted.keys()) next.delete(k);
    for (const k of people.keys()) next.delete(k);
    wanted = next;
  }
  return people;
};

const entryOf = (people: Map<string, Entry>, tenantId: string, userId: string): Entry => {
  const k = key(tenantId, userId);
  let entry = people.get(k);
  if (!entry) {
    entry = { tenantId, state: { ...initialUser, userId }, version: 0, stored: false, dirty: false, segmentsChanged: false };
    people.set(k, entry);
  }
  return entry;
};

const fold = (people: Map<string, Entry>, event: RecordedEvent, changes: TraitChange[]): void => {
  const person = entryOf(people, event.tenantId, event.data.userId);
  if (event.type === "user_active") {
    foldActivity(people, person, event.data as UserActive);
    return;
  }
  if ((membershipTypes as ReadonlyArray<string>).includes(event.type)) {
    person.state = evolveMembership(person.state, event as unknown as MembershipEvent);
    person.dirty = true;
    person.segmentsChanged = true;
    return;
  }
  const before = effective(person.state);
  person.state = evolve(person.state, event as unknown as UserEvent);
  person.version = event.version;
  person.dirty = true;
  const after = effective(person.state);
  if (before.segments !== after.segments || event.type === "merged_into" || event.type === "unmerged_from") person.segmentsChanged = true;
  if (before.traits !== after.traits)
    for (const change of diff(before.traits, after.traits)) changes.push({ ...change, ...describe(event) });
};

/** Moves the visitor's own last_seen and that of everybody they were merged into. */
const foldActivity = (people: Map<string, Entry>, visitor: Entry, activity: UserActive): void => {
  visitor.state = evolveActivity(visitor.state, activity);
  visitor.dirty = true;
  let loser = visitor;
  for (let depth = 0; loser.state.mergedInto !== null && depth < 64; depth++) {
    const winner = entryOf(people, loser.tenantId, loser.state.mergedInto.winnerId);
    winner.state = evolveLayerActivity(winner.state, loser.state.userId, effective(loser.state).lastSeen);
    winner.dirty = true;
    loser = winner;
  }
};

const diff = (before: Traits, after: Traits): ReadonlyArray<{ trait: string; old: Json | undefined; new: Json | undefined }> =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((t) => Object.hasOwn(before, t) !== Object.hasOwn(after, t) || !sameJson(before[t], after[t]))
    .map((trait) => ({
      trait,
      old: Object.hasOwn(before, trait) ? before[trait] : undefined,
      new: Object.hasOwn(after, trait) ? after[trait] : undefined,
    }));

const describe = (event: RecordedEvent): { tenantId: string; userId: string; position: number; at: number; source: string } => {
  const source =
    event.type === "user_merged"
      ? `merge:${event.data.mergeId}`
      : event.type === "user_unmerged"
        ? `undo:${event.data.mergeId}`
        : (event.data.source ?? "api");
  return { tenantId: event.tenantId, userId: event.data.userId, position: event.position, at: event.data.at, source };
};

const ensureYears = async (client: PoolClient, people: ReadonlyArray<Entry>): Promise<void> => {
  const years = new Set(people.filter((p) => !p.stored).map((p) => new Date(p.state.createdAt).getUTCFullYear()));
  if (years.size > 0) await client.query("SELECT ensure_users_partition(y) FROM unnest($1::int[]) y", [[...years].sort()]);
};

const insertChanges = async (client: PoolClient, changes: ReadonlyArray<TraitChange>): Promise<void> => {
  const json = (v: Json | undefined): string | null => (v === undefined ? null : JSON.stringify(v));
  await client.query({
    name: "insert_trait_history",
    text: `INSERT INTO trait_history (tenant_id, user_id, position, trait, old_value, new_value, at, source)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::jsonb[], $6::jsonb[], $7::timestamptz[], $8::text[])`,
    values: [
      changes.map((c) => c.tenantId),
      changes.map((c) => c.userId),
      changes.map((c) => c.position),
      changes.map((c) => c.trait),
      changes.map((c) => json(c.old)),
      changes.map((c) => json(c.new)),
      changes.map((c) => new Date(c.at).toISOString()),
      changes.map((c) => c.source),
    ],
  });
};

/** What the person's segments are now, in place of what they were. Who is part of another has none of their own. */
const writeMemberships = async (client: PoolClient, people: ReadonlyArray<Entry>): Promise<void> => {
  if (people.length === 0) return;
  await client.query(
    "DELETE FROM segment_memberships m USING unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, user_id) WHERE m.tenant_id = k.tenant_id AND m.user_id = k.user_id",
    [people.map((p) => p.tenantId), people.map((p) => p.state.userId)],
  );
  const rows = people
    .filter((p) => p.state.mergedInto === null)
    .flatMap((p) =>
      Object.entries(segmentsOf(p.state)).map(([segment, m]) => ({ ...m, segment, tenantId: p.tenantId, userId: p.state.userId })),
    );
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO segment_memberships (tenant_id, user_id, segment, priority, assigned_at, source)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::varchar[], $4::int[], $5::timestamptz[], $6::text[])`,
    [
      rows.map((r) => r.tenantId),
      rows.map((r) => r.userId),
      rows.map((r) => r.segment),
      rows.map((r) => r.priority),
      rows.map((r) => new Date(r.at).toISOString()),
      rows.map((r) => r.source),
    ],
  );
};

const writeMerges = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  const merged = events.filter((e) => e.type === "user_merged");
  const undone = events.filter((e) => e.type === "user_unmerged");
  if (merged.length > 0)
    await client.query(
      `INSERT INTO merges (tenant_id, merge_id, winner_user_id, loser_user_id, reason, merged_at, position)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[], $7::bigint[])`,
      [
        merged.map((e) => e.tenantId),
        merged.map((e) => e.data.mergeId),
        merged.map((e) => e.data.userId),
        merged.map((e) => e.data.loserId),
        merged.map((e) => e.data.reason),
        merged.map((e) => new Date(e.data.at).toISOString()),
        merged.map((e) => e.position),
      ],
    );
  if (undone.length > 0)
    await client.query(
      `UPDATE merges m SET undone_at = k.at FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS k (tenant_id, merge_id, at)
        WHERE m.tenant_id = k.tenant_id AND m.merge_id = k.merge_id`,
      [undone.map((e) => e.tenantId), undone.map((e) => e.data.mergeId), undone.map((e) => new Date(e.data.at).toISOString())],
    );
};
