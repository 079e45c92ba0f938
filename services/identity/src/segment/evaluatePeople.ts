import { uuidv7 } from "@marketing/shared/base/ids";
import type { BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import type { PoolClient } from "pg";
import { decideAll, type InForce, loadForce } from "./force.ts";
import { countsOf, distinct, factsOf, type Key, keyOf, loadCounts, loadPeople } from "./people.ts";
import { type MembershipEvent, membershipStream } from "./segmentEvents.ts";
import type { Touch } from "./touches.ts";

type Asked = Pick<Touch, "tenantId" | "userId" | "cause" | "causeEvent">;

interface Member extends Key {
  readonly segmentId: string;
  readonly segment: string;
  readonly priority: number;
}
interface MemberRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly segment_id: string;
  readonly segment: string;
  readonly priority: number;
}

const loadMembers = async (client: PoolClient, people: ReadonlyArray<Key>): Promise<Map<string, Map<string, Member>>> => {
  const { rows } = await client.query<MemberRow>({
    name: "load_segment_members",
    text: `SELECT m.* FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
      CROSS JOIN LATERAL (SELECT * FROM segment_members s WHERE s.tenant_id = k.t AND s.user_id = k.u OFFSET 0) m`,
    values: [people.map((p) => p.tenantId), people.map((p) => p.userId)],
  });
  const members = new Map<string, Map<string, Member>>();
  for (const r of rows) {
    const key = r.tenant_id + r.user_id;
    const mine = members.get(key) ?? new Map<string, Member>();
    mine.set(r.segment_id, { tenantId: r.tenant_id, userId: r.user_id, segmentId: r.segment_id, segment: r.segment, priority: r.priority });
    members.set(key, mine);
  }
  return members;
};

export const removeMembers = (client: PoolClient, gone: ReadonlyArray<Member>) =>
  client.query({
    name: "remove_segment_members",
    text: `DELETE FROM segment_members m USING unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS k (t, u, s)
      WHERE m.tenant_id = k.t AND m.user_id = k.u AND m.segment_id = k.s`,
    values: [gone.map((m) => m.tenantId), gone.map((m) => m.userId), gone.map((m) => m.segmentId)],
  });

const putMembers = (client: PoolClient, members: ReadonlyArray<Member>) =>
  client.query({
    name: "put_segment_members",
    text: `INSERT INTO segment_members (tenant_id, user_id, segment_id, segment, priority)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::varchar[], $5::int[])
      ON CONFLICT (tenant_id, user_id, segment_id) DO UPDATE SET priority = excluded.priority`,
    values: [
      members.map((m) => m.tenantId),
      members.map((m) => m.userId),
      members.map((m) => m.segmentId),
      members.map((m) => m.segment),
      members.map((m) => m.priority),
    ],
  });

const putDue = async (client: PoolClient, people: ReadonlyArray<Key & { readonly next: number | null }>): Promise<void> => {
  const due = people.filter((p) => p.next !== null);
  const none = people.filter((p) => p.next === null);
  if (due.length > 0)
    await client.query({
      name: "put_segment_due",
      text: `INSERT INTO segment_due (tenant_id, user_id, due_at) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
        ON CONFLICT (tenant_id, user_id) DO UPDATE SET due_at = excluded.due_at WHERE segment_due.due_at <> excluded.due_at`,
      values: [due.map((p) => p.tenantId), due.map((p) => p.userId), due.map((p) => new Date(p.next!).toISOString())],
    });
  if (none.length > 0)
    await client.query({
      name: "remove_segment_due",
      text: "DELETE FROM segment_due d USING unnest($1::uuid[], $2::uuid[]) AS k (t, u) WHERE d.tenant_id = k.t AND d.user_id = k.u",
      values: [none.map((p) => p.tenantId), none.map((p) => p.userId)],
    });
};

export const membershipItem = (tenantId: string, event: MembershipEvent, causeEvent: string | null): BulkItem => ({
  tenantId,
  receiptId: uuidv7(), // the transaction takes away what asked for it: nothing repeats it
  fingerprint: 0,
  streamId: membershipStream(event.data.userId),
  event: { ...event, metadata: { actor: "service:identity", ...(causeEvent === null ? {} : { causationId: causeEvent }) } },
});

/**
 * Looks at people again, all their segments at once, and appends what changed. Who was merged leaves all, and the person they are part of now is
 * looked at in their place. Runs in the caller's transaction, one at a time. Returns the position of the last event appended; 0 = none.
 */
export const evaluatePeople = async (
  client: PoolClient,
  log: Pick<EventLog, "appendBulkIn">,
  asked: ReadonlyArray<Asked>,
  now: number,
): Promise<number> => {
  const force = await loadForce(client, [...new Set(asked.map((a) => a.tenantId))]);
  const concerned = asked.filter((a) => force.has(a.tenantId));
  if (concerned.length === 0) return 0;
  const loaded = await loadPeople(client, concerned);
  // the last cause wins; whoever only stands for somebody merged takes over theirs
  const causes = new Map(concerned.map((a) => [keyOf(a), a]));
  for (const a of concerned) {
    let person = loaded.get(keyOf(a));
    for (let depth = 0; person?.state.mergedInto && depth < 64; depth++) {
      person = loaded.get(a.tenantId + person.state.mergedInto.winnerId);
      if (person && !causes.has(keyOf(person))) causes.set(keyOf(person), a);
    }
  }
  const people = distinct([...loaded.values()]);
  const persons = people.filter((p) => p.state.mergedInto === null);
  const members = await loadMembers(client, people);
  const counted = await loadCounts(
    client,
    persons.filter((p) => force.get(p.tenantId)!.meters.length > 0),
  );

  const items: BulkItem[] = [];
  const [left, put, due] = [[] as Member[], [] as Member[], [] as (Key & { next: number | null })[]];
  for (const person of people) {
    const { tenantId, userId, state } = person;
    const mine = force.get(tenantId)!;
    const { cause, causeEvent } = causes.get(keyOf(person))!;
    const was = members.get(keyOf(person)) ?? new Map<string, Member>();
    const { entered, next } =
      state.mergedInto !== null
        ? { entered: [] as ReadonlyArray<InForce>, next: null }
        : decideAll(
            mine,
            { ...factsOf(state), counts: countsOf(person, mine.meters, (id, m) => counted.get(tenantId + id)?.get(m.meterId)) },
            now,
          );
    due.push({ tenantId, userId, next });
    const is = new Set(entered.map((s) => s.segmentId));
    // who is on their way out of an archived segment is not decided here
    const decided = new Set(mine.segments.map((s) => s.segmentId));
    for (const member of was.values()) {
      if (is.has(member.segmentId) || (state.mergedInto === null && !decided.has(member.segmentId))) continue;
      left.push(member);
      const { segmentId, segment, priority } = member;
      items.push(
        membershipItem(tenantId, { type: "segment_exited", data: { userId, segmentId, segment, priority, cause, at: now } }, causeEvent),
      );
    }
    for (const { segmentId, name: segment, priority } of entered) {
      const before = was.get(segmentId);
      if (before?.priority === priority) continue;
      put.push({ tenantId, userId, segmentId, segment, priority });
      const data = { userId, segmentId, segment, priority, at: now };
      const event: MembershipEvent = before
        ? { type: "segment_priority_changed", data }
        : { type: "segment_entered", data: { ...data, cause } };
      items.push(membershipItem(tenantId, event, causeEvent));
    }
  }
  if (left.length > 0) await removeMembers(client, left);
  if (put.length > 0) await putMembers(client, put);
  await putDue(client, due);
  if (items.length === 0) return 0;
  return Math.max(...(await log.appendBulkIn(client, items)).map((r) => r.position));
};
