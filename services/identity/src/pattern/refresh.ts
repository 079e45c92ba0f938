import { createHash } from "node:crypto";
import { uuidv7 } from "@marketing/shared/base/ids";
import type { BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import type { PoolClient } from "pg";
import { distinct, type Key, keyOf, loadPeople } from "../segment/people.ts";
import { mergedIds, primarySegment, segmentsOf } from "../user/person.ts";
import { type DayBehaviour, dayOf, together } from "./behaviour.ts";
import { nextChange, type Pattern, patternOf, patternWindow } from "./pattern.ts";
import { type PatternEvent, patternStream } from "./patternEvents.ts";
import { loadDays, loadStates, putDays, putStates, removeDays, type StateRow } from "./patternRows.ts";

type Log = Pick<EventLog, "appendBulkIn">;

const item = (tenantId: string, event: PatternEvent): BulkItem => ({
  tenantId,
  receiptId: uuidv7(), // in one transaction with the state that says it was told: nothing repeats it
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

/**
 * Adds what was done, and tells the patterns of these people, and of those they are part of, where they changed. Who was merged has none. In the caller's
 * transaction; `users` must be as far as what is told. Returns the last position appended; 0 = nothing changed.
 */
export const refreshPatterns = async (
  client: PoolClient,
  log: Log,
  touched: ReadonlyArray<Key & { readonly did?: ReadonlyArray<DayBehaviour> }>,
  now: number,
): Promise<number> => {
  const today = dayOf(now);
  const oldest = today - patternWindow.days + 1;
  const people = distinct([...(await loadPeople(client, touched)).values()]);
  const partsOf = (p: (typeof people)[number]): ReadonlyArray<Key> =>
    [p.userId, ...mergedIds(p.state)].map((userId) => ({ tenantId: p.tenantId, userId }));
  const keys = distinct([...people.flatMap(partsOf), ...touched.map(({ tenantId, userId }) => ({ tenantId, userId }))]);
  const days = Map.groupBy(await loadDays(client, keys), keyOf);
  const changed = new Map<string, Key & { readonly behaviour: DayBehaviour }>();
  for (const [key, mine] of Map.groupBy(touched, keyOf)) {
    const { tenantId, userId } = mine[0]!;
    const did = mine.flatMap((t) => t.did ?? []).filter((d) => d.day >= oldest && d.day <= today + 1);
    if (did.length === 0) continue;
    const before = days.get(key) ?? [];
    const all = together([...before.map((d) => d.behaviour), ...did]);
    const fresh = new Set(did.map((d) => d.day));
    for (const behaviour of all) if (fresh.has(behaviour.day)) changed.set(`${key}${behaviour.day}`, { tenantId, userId, behaviour });
    days.set(
      key,
      all.map((behaviour) => ({ tenantId, userId, behaviour })),
    );
  }
  await putDays(client, [...changed.values()]);

  const states = new Map((await loadStates(client, people)).map((s) => [keyOf(s), s]));
  const [items, put, aged] = [[] as BulkItem[], [] as StateRow[], [] as Key[]];
  for (const person of people) {
    const { tenantId, userId, state } = person;
    const before = states.get(keyOf(person));
    const parts = state.mergedInto === null ? partsOf(person) : [];
    const behaviour = together(parts.flatMap((k) => (days.get(keyOf(k)) ?? []).map((d) => d.behaviour)));
    if (behaviour.some((d) => d.day < oldest)) aged.push(...parts);
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

/** Leaves nothing of these people's behaviour but what the log says: for who erases somebody, or is asked to stop watching. Activity that comes later begins anew. */
export const forgetPatterns = async (client: PoolClient, log: Log, people: ReadonlyArray<Key>, now: number): Promise<number> => {
  const told = (await loadStates(client, people)).filter((s) => s.hash !== "");
  await removeDays(client, people);
  await putStates(
    client,
    told.map((s) => ({ ...s, hash: "", dueOn: null })),
  );
  return append(
    client,
    log,
    told.map(({ tenantId, userId }) =>
      item(tenantId, { type: "behaviour_pattern_removed", data: { userId, reason: "forgotten", at: now } }),
    ),
  );
};
