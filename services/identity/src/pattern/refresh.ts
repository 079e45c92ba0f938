import { createHash } from "node:crypto";
import { uuidv7 } from "@marketing/shared/base/ids";
import type { BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import type { PoolClient } from "pg";
import { type DayBehaviour, dayOf, mergeDays } from "../activity/behaviour.ts";
import { allIds, primarySegment, segmentsOf } from "../user/effective.ts";
import { distinct, keyOf, type UserKey } from "../user/keys.ts";
import { type KeyedUser, loadMergeChains } from "../user/mergeChains.ts";
import { type PatternEvent, patternStream } from "./events.ts";
import { nextChange, type Pattern, patternOf, patternWindow } from "./pattern.ts";
import { loadDays, loadStates, putDays, putStates, removeDays, type StateRow } from "./stateRows.ts";

type Log = Pick<EventLog, "appendBulkIn">;

const item = (tenantId: string, event: PatternEvent): BulkItem => ({
  tenantId,
  receiptId: uuidv7(), // in one transaction with the state that says it was appended: nothing repeats it
  fingerprint: 0,
  streamId: patternStream(event.data.userId),
  event: { ...event, subjectId: event.data.userId, metadata: { actor: "service:identity" } },
});

const hashOf = (pattern: Pattern, segment: string): string =>
  createHash("sha256")
    .update(JSON.stringify([pattern, segment]))
    .digest("base64url")
    .slice(0, 22);

const append = async (client: PoolClient, log: Log, items: ReadonlyArray<BulkItem>): Promise<number> =>
  items.length === 0 ? 0 : Math.max(...(await log.appendBulkIn(client, items)).map((r) => r.position));

interface Behaved extends UserKey {
  readonly did?: ReadonlyArray<DayBehaviour>;
}
interface Day extends UserKey {
  readonly behaviour: DayBehaviour;
}

/** Adds what was done to the days that are there, as far as it is within the window; returns the days that changed. */
const addBehaviour = (days: Map<string, Day[]>, behaved: ReadonlyArray<Behaved>, oldest: number, newest: number): ReadonlyArray<Day> => {
  const changed = new Map<string, Day>();
  for (const [key, own] of Map.groupBy(behaved, keyOf)) {
    const { tenantId, userId } = own[0]!;
    const did = own.flatMap((b) => b.did ?? []).filter((d) => d.day >= oldest && d.day <= newest);
    if (did.length === 0) continue;
    const all = mergeDays([...(days.get(key) ?? []).map((d) => d.behaviour), ...did]);
    const fresh = new Set(did.map((d) => d.day));
    for (const behaviour of all) if (fresh.has(behaviour.day)) changed.set(`${key}${behaviour.day}`, { tenantId, userId, behaviour });
    days.set(
      key,
      all.map((behaviour) => ({ tenantId, userId, behaviour })),
    );
  }
  return [...changed.values()];
};

const idsOf = ({ tenantId, state }: KeyedUser): ReadonlyArray<UserKey> => allIds(state).map((userId) => ({ tenantId, userId }));

/**
 * Adds what was done, and appends the patterns of these people, and of those they were merged into, where they changed. Who was merged has none.
 * In the caller's transaction; the table `users` must have come as far as the events. Returns the last position appended; 0 = nothing changed.
 */
export const refreshPatterns = async (client: PoolClient, log: Log, behaved: ReadonlyArray<Behaved>, now: number): Promise<number> => {
  const today = dayOf(now);
  const oldest = today - patternWindow.days + 1;
  const users = distinct([...(await loadMergeChains(client, behaved)).values()]);
  const keys = distinct([...users.flatMap(idsOf), ...behaved.map(({ tenantId, userId }) => ({ tenantId, userId }))]);
  const days = Map.groupBy(await loadDays(client, keys), keyOf);
  await putDays(client, addBehaviour(days, behaved, oldest, today + 1));

  const states = new Map((await loadStates(client, users)).map((s) => [keyOf(s), s]));
  const [items, put, aged] = [[] as BulkItem[], [] as StateRow[], [] as UserKey[]];
  for (const user of users) {
    const { tenantId, userId, state } = user;
    const before = states.get(keyOf(user));
    const ids = state.mergedInto === null ? idsOf(user) : [];
    const behaviour = mergeDays(ids.flatMap((k) => (days.get(keyOf(k)) ?? []).map((d) => d.behaviour)));
    if (behaviour.some((d) => d.day < oldest)) aged.push(...ids);
    const pattern = patternOf(behaviour, today);
    const segment = pattern ? (primarySegment(segmentsOf(state)) ?? "") : "";
    const hash = pattern ? hashOf(pattern, segment) : "";
    if (hash !== (before?.hash ?? ""))
      items.push(
        item(
          tenantId,
          pattern
            ? { type: "behaviour_pattern_computed", data: { ...pattern, userId, segment, at: now } }
            : { type: "behaviour_pattern_removed", data: { userId, reason: state.mergedInto ? "merged" : "idle", at: now } },
        ),
      );
    const dueOn = nextChange(behaviour, today);
    if (before?.hash !== hash || before.dueOn !== dueOn) put.push({ tenantId, userId, hash, dueOn });
  }
  await putStates(client, put);
  await removeDays(client, aged, oldest);
  return append(client, log, items);
};

/**
 * Leaves nothing of these people's behaviour but what the log says: for erasure, and for people who object to profiling. Activity that comes
 * later begins anew.
 */
export const forgetPatterns = async (client: PoolClient, log: Log, people: ReadonlyArray<UserKey>, now: number): Promise<number> => {
  const existing = (await loadStates(client, people)).filter((s) => s.hash !== "");
  await removeDays(client, people);
  await putStates(
    client,
    existing.map((s) => ({ ...s, hash: "", dueOn: null })),
  );
  return append(
    client,
    log,
    existing.map(({ tenantId, userId }) =>
      item(tenantId, { type: "behaviour_pattern_removed", data: { userId, reason: "forgotten", at: now } }),
    ),
  );
};
