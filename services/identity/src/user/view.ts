import { allOf, type EventOf, type Recorded } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";
import type { PoolClient } from "pg";
import { activityEvents, type UserActive } from "../activity/events.ts";
import { membershipEvents } from "../membership/events.ts";
import { writeAssignments } from "../membership/rows.ts";
import { createdAtOf, effective } from "./effective.ts";
import { userEvents } from "./events.ts";
import { evolve, evolveActivity, evolveLayerSeen, evolveMembership } from "./evolve.ts";
import { insertMerges, markUndone } from "./mergeRows.ts";
import { loadUserRows, removeUsers, upsertUsers, userOfRow } from "./rows.ts";
import { initialUser, type UserState } from "./state.ts";
import { insertSaidTraits } from "./traitHistoryRows.ts";

interface Entry {
  readonly tenantId: string;
  state: UserState;
  version: number;
  /** Where its row is, ms since 1970; null = there is none yet. */
  readonly storedAt: number | null;
  changed: boolean;
  segmentsChanged: boolean;
}
type Entries = Map<string, Entry>;

/** All that changes what is shown of a user. */
export const usersViewEvents = allOf(userEvents, membershipEvents, activityEvents);
type Folded = Recorded<EventOf<typeof usersViewEvents>>;

const keyOf = (tenantId: string, userId: string): string => tenantId + userId;

/** Everybody the events are about, and everybody those were merged into. */
const loadEntries = async (client: PoolClient, batch: ReadonlyArray<Folded>): Promise<Entries> => {
  const entries: Entries = new Map();
  let wanted = new Map<string, { readonly tenantId: string; readonly userId: string }>();
  const want = (to: typeof wanted, tenantId: string, userId: string) => to.set(keyOf(tenantId, userId), { tenantId, userId });
  for (const e of batch) {
    want(wanted, e.tenantId, e.data.userId);
    if (e.type === "merged_into") want(wanted, e.tenantId, e.data.winnerId);
    if (e.type === "user_merged") want(wanted, e.tenantId, e.data.loserId);
  }
  while (wanted.size > 0) {
    const next: typeof wanted = new Map();
    for (const row of await loadUserRows(client, [...wanted.values()])) {
      const { tenant_id: tenantId, user_id: userId, merged_into: winnerId } = row;
      const storedAt = row.created_at.getTime();
      entries.set(keyOf(tenantId, userId), { tenantId, ...userOfRow(row), storedAt, changed: false, segmentsChanged: false });
      if (winnerId !== null) want(next, tenantId, winnerId);
    }
    for (const k of wanted.keys()) next.delete(k);
    for (const k of entries.keys()) next.delete(k);
    wanted = next;
  }
  return entries;
};

const entryOf = (entries: Entries, tenantId: string, userId: string): Entry => {
  const key = keyOf(tenantId, userId);
  let entry = entries.get(key);
  if (!entry) {
    entry = { tenantId, state: { ...initialUser, userId }, version: 0, storedAt: null, changed: false, segmentsChanged: false };
    entries.set(key, entry);
  }
  return entry;
};

/** What was heard of somebody counts for everybody they were merged into. */
const foldActivity = (entries: Entries, visitor: Entry, activity: UserActive): void => {
  visitor.state = evolveActivity(visitor.state, activity);
  let loser = visitor;
  for (let depth = 0; loser.state.mergedInto !== null && depth < 64; depth++) {
    const winner = entryOf(entries, loser.tenantId, loser.state.mergedInto.winnerId);
    winner.state = evolveLayerSeen(winner.state, loser.state.userId, effective(loser.state));
    winner.changed = true;
    loser = winner;
  }
};

const fold = (entries: Entries, event: Folded): void => {
  const user = entryOf(entries, event.tenantId, event.data.userId);
  user.changed = true;
  switch (event.type) {
    case "user_active":
      foldActivity(entries, user, event.data);
      return;
    case "segment_entered":
    case "segment_exited":
    case "segment_priority_changed":
      user.state = evolveMembership(user.state, event);
      user.segmentsChanged = true;
      return;
    default: {
      const { own, layers } = user.state;
      user.state = evolve(user.state, event);
      user.version = event.version;
      // only here it is known when a visitor was active
      if (event.type === "user_merged")
        user.state = evolveLayerSeen(user.state, event.data.loserId, effective(entryOf(entries, event.tenantId, event.data.loserId).state));
      const reassigned = user.state.own.segments !== own.segments || user.state.layers !== layers;
      if (reassigned || event.type === "merged_into" || event.type === "unmerged_from") user.segmentsChanged = true;
    }
  }
};

/** Rows are in the partition of the year the user was first seen in; who was seen earlier than was known is put there anew. */
const makeRoom = async (client: PoolClient, changed: ReadonlyArray<Entry>): Promise<void> => {
  const moved = changed.filter((u) => u.storedAt !== createdAtOf(u.state));
  await removeUsers(
    client,
    moved.flatMap(({ tenantId, state, storedAt }) => (storedAt === null ? [] : [{ tenantId, userId: state.userId, createdAt: storedAt }])),
  );
  const years = new Set(moved.map((u) => new Date(createdAtOf(u.state)).getUTCFullYear()));
  if (years.size > 0) await client.query("SELECT ensure_users_partition(y) FROM unnest($1::int[]) y", [[...years].sort()]);
};

/** Tables `users`, `trait_history`, `segment_memberships` and `merges`. */
export const usersView = postgresView({
  name: "users",
  version: 3,
  tables: ["users", "trait_history", "segment_memberships", "merges"],
  events: usersViewEvents,
  batchSize: 2_000,
  apply: async (client, batch) => {
    const entries = await loadEntries(client, batch);
    for (const event of batch) fold(entries, event);
    const changed = [...entries.values()].filter((u) => u.changed);
    await makeRoom(client, changed);
    await upsertUsers(client, changed);
    await insertSaidTraits(
      client,
      batch.filter((e) => e.type === "traits_changed"),
    );
    await writeAssignments(
      client,
      changed.filter((u) => u.segmentsChanged),
    );
    await insertMerges(
      client,
      batch.filter((e) => e.type === "user_merged"),
    );
    await markUndone(
      client,
      batch.filter((e) => e.type === "user_unmerged"),
    );
  },
});

/** How far the table `users` has come in this service's log. */
export const usersPosition = async (client: Pick<PoolClient, "query">): Promise<number> => {
  const { rows } = await client.query<{ position: number }>({
    name: "users_position",
    text: "SELECT c.position FROM projections p JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation WHERE p.name = $1",
    values: [usersView.name],
  });
  return rows[0]?.position ?? 0;
};
