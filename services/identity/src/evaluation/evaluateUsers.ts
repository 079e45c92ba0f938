import type { BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import type { PoolClient } from "pg";
import type { MembershipEvent } from "../membership/events.ts";
import { distinct, keyOf } from "../user/keys.ts";
import { type KeyedUser, loadMergeChains } from "../user/mergeChains.ts";
import { type ActiveRules, type ActiveSegment, evaluateAll, loadActiveRules } from "./activeRules.ts";
import { type Due, loadMembers, type Member, putDue, putMembers, removeMembers } from "./memberRows.ts";
import { membershipItem } from "./membershipItem.ts";
import type { EvaluationRequest } from "./requests.ts";
import { type Counted, countsOf, factsOf, loadCounts } from "./userFacts.ts";

type Request = Omit<EvaluationRequest, "position">;

/** Of several requests for one person the last tells the cause; a request for somebody merged is also one for whom they are part of now. */
const requestsByUser = (requests: ReadonlyArray<Request>, users: ReadonlyMap<string, KeyedUser>): ReadonlyMap<string, Request> => {
  const byUser = new Map(requests.map((r) => [keyOf(r), r]));
  for (const request of requests) {
    let user = users.get(keyOf(request));
    for (let depth = 0; user?.state.mergedInto && depth < 64; depth++) {
      user = users.get(keyOf({ tenantId: request.tenantId, userId: user.state.mergedInto.winnerId }));
      if (user && !byUser.has(keyOf(user))) byUser.set(keyOf(user), request);
    }
  }
  return byUser;
};

/** Who was merged is in no segment of their own. */
const evaluateUser = (
  { tenantId, userId, state }: KeyedUser,
  rules: ActiveRules,
  counted: Counted,
  now: number,
): { readonly entered: ReadonlyArray<ActiveSegment>; readonly next: number | null } => {
  if (state.mergedInto !== null) return { entered: [], next: null };
  const counts = countsOf({ tenantId, userId, state }, rules.counters, (id, c) => counted.get(tenantId + id)?.get(c.counterId));
  return evaluateAll(rules, { ...factsOf(state), counts }, now);
};

interface Changes {
  readonly left: ReadonlyArray<Member>;
  readonly put: ReadonlyArray<Member>;
  readonly events: ReadonlyArray<MembershipEvent>;
}

/** What becomes of somebody's memberships. Who is on their way out of an archived segment is not decided here. */
const changesOf = (
  { tenantId, userId, state }: KeyedUser,
  { segments }: ActiveRules,
  members: ReadonlyMap<string, Member>,
  entered: ReadonlyArray<ActiveSegment>,
  { cause, at }: { readonly cause: string; readonly at: number },
): Changes => {
  const inside = new Set(entered.map((s) => s.segmentId));
  const decided = new Set(segments.map((s) => s.segmentId));
  const left = [...members.values()].filter((m) => !inside.has(m.segmentId) && (state.mergedInto !== null || decided.has(m.segmentId)));
  const put = entered
    .filter((s) => members.get(s.segmentId)?.priority !== s.priority)
    .map(({ segmentId, name: segment, priority }): Member => ({ tenantId, userId, segmentId, segment, priority }));
  const exits = left.map(
    ({ segmentId, segment, priority }): MembershipEvent => ({
      type: "segment_exited",
      data: { userId, segmentId, segment, priority, cause, at },
    }),
  );
  const entries = put.map(({ segmentId, segment, priority }): MembershipEvent => {
    const data = { userId, segmentId, segment, priority, at };
    return members.has(segmentId) ? { type: "segment_priority_changed", data } : { type: "segment_entered", data: { ...data, cause } };
  });
  return { left, put, events: [...exits, ...entries] };
};

/**
 * Decides all segments of people at once, and appends what changed. Who was merged leaves all, and the person they are part of now is evaluated
 * in their place. Runs in the caller's transaction, one at a time. Returns the position of the last event appended; 0 = none.
 */
export const evaluateUsers = async (
  client: PoolClient,
  log: Pick<EventLog, "appendBulkIn">,
  requests: ReadonlyArray<Request>,
  now: number,
): Promise<number> => {
  const rules = await loadActiveRules(client, [...new Set(requests.map((r) => r.tenantId))]);
  const concerned = requests.filter((r) => rules.has(r.tenantId));
  if (concerned.length === 0) return 0;
  const loaded = await loadMergeChains(client, concerned);
  const requestOf = requestsByUser(concerned, loaded);
  const users = distinct([...loaded.values()]);
  const members = await loadMembers(client, users);
  const counted = await loadCounts(
    client,
    users.filter((u) => u.state.mergedInto === null && rules.get(u.tenantId)!.counters.length > 0),
  );
  const items: BulkItem[] = [];
  const [left, put, due] = [[] as Member[], [] as Member[], [] as Due[]];
  for (const user of users) {
    const { tenantId, userId } = user;
    const active = rules.get(tenantId)!;
    const { cause, causeEvent } = requestOf.get(keyOf(user))!;
    const { entered, next } = evaluateUser(user, active, counted, now);
    const changes = changesOf(user, active, members.get(keyOf(user)) ?? new Map(), entered, { cause, at: now });
    left.push(...changes.left);
    put.push(...changes.put);
    due.push({ tenantId, userId, next });
    items.push(...changes.events.map((event) => membershipItem(tenantId, event, causeEvent)));
  }
  await removeMembers(client, left);
  await putMembers(client, put);
  await putDue(client, due);
  if (items.length === 0) return 0;
  return Math.max(...(await log.appendBulkIn(client, items)).map((r) => r.position));
};
