import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { RedisCommand } from "@marketing/shared/redis/command";
import { tenantKey } from "@marketing/shared/redis/keys";
import type { RedisView } from "@marketing/shared/subscription/view";
import type { Redis } from "ioredis";
import { anonymous, effective, primarySegment, segmentsOf, type Traits, type UserState } from "./person.ts";
import { findPerson } from "./userQueries.ts";
import { loadUsers, type Person, personOf } from "./userRow.ts";
import { usersView } from "./userView.ts";

const ttlMs = 24 * 3_600_000;

export interface Profile {
  readonly userId: string;
  readonly email: string | null;
  readonly segment: string | null;
  /** ms since 1970; null = never */
  readonly lastEventTime: number | null;
  readonly traits: Traits;
  readonly externalId: string | null;
  readonly anonymous: boolean;
  readonly ltvPrediction: string | null;
  readonly churnRisk: string | null;
  readonly segments: ReadonlyArray<string>;
}

export const profileOf = (state: UserState): Profile => {
  const seen = effective(state);
  const segments = segmentsOf(state);
  return {
    userId: state.userId,
    email: state.email,
    segment: primarySegment(segments),
    lastEventTime: seen.lastSeen,
    traits: seen.traits,
    externalId: state.externalId,
    anonymous: anonymous(state),
    ltvPrediction: seen.prediction?.ltvPrediction ?? null,
    churnRisk: seen.prediction?.churnRisk ?? null,
    segments: Object.keys(segments).sort(),
  };
};

const toHash = (p: Profile): ReadonlyArray<string | number> => {
  const fields: Array<string | number> = ["user_id", p.userId, "anonymous", p.anonymous ? 1 : 0, "traits", JSON.stringify(p.traits)];
  if (p.email !== null) fields.push("email", p.email);
  if (p.segment !== null) fields.push("segment", p.segment);
  if (p.lastEventTime !== null) fields.push("last_event_time", p.lastEventTime);
  if (p.externalId !== null) fields.push("external_id", p.externalId);
  if (p.ltvPrediction !== null) fields.push("ltv_prediction", p.ltvPrediction);
  if (p.churnRisk !== null) fields.push("churn_risk", p.churnRisk);
  if (p.segments.length > 0) fields.push("segments", JSON.stringify(p.segments));
  return fields;
};

const fromHash = (h: Record<string, string>): Profile | null =>
  h.user_id === undefined
    ? null
    : {
        userId: h.user_id,
        email: h.email ?? null,
        segment: h.segment ?? null,
        lastEventTime: h.last_event_time === undefined ? null : Number(h.last_event_time),
        traits: JSON.parse(h.traits ?? "{}"),
        externalId: h.external_id ?? null,
        anonymous: h.anonymous === "1",
        ltvPrediction: h.ltv_prediction ?? null,
        churnRisk: h.churn_risk ?? null,
        segments: JSON.parse(h.segments ?? "[]"),
      };

const viewPosition =
  "SELECT c.position FROM projections p JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation WHERE p.name = $1";

/** Waits for the table; time, not the events, mends it when it does not come. */
const tableReached = async (pool: Pool, position: number): Promise<void> => {
  const until = Date.now() + 5_000;
  for (let delay = 2; ; delay = Math.min(delay * 1.5, 50)) {
    const { rows } = await pool.query<{ position: number }>({ name: "users_position", text: viewPosition, values: [usersView.name] });
    if ((rows[0]?.position ?? 0) >= position) return;
    if (Date.now() > until)
      throw Object.assign(new Error(`timeout exceeded: the table users is not at ${position} yet`), { code: "TIMEOUT" });
    await sleep(delay);
  }
};

/**
 * `user_profile:<user>`: a hash that lives for a day after the last change. Merges need the whole person, so it is copied from the table
 * `users` once that has folded the same events, never folded a second way: the two cannot differ. `pool` is the worker's.
 */
export const profileView = (pool: Pool): RedisView => ({
  kind: "redis",
  name: "user_profile",
  version: 1,
  prefixes: ["user_profile"],
  types: usersView.types!,
  batchSize: 1_000,
  async fold(tenantId, events, key) {
    await tableReached(pool, events.at(-1)!.position);
    const changed = new Map<string, number>();
    for (const e of events) changed.set(e.data.userId, e.recordedAt.getTime());
    const commands: RedisCommand[] = [];
    const done = new Set<string>();
    const client = await pool.connect();
    try {
      while (changed.size > 0) {
        const rows = await loadUsers(
          client,
          [...changed.keys()].map((userId) => ({ tenantId, userId })),
        );
        const at = new Map(changed);
        for (const id of changed.keys()) done.add(id);
        changed.clear();
        for (const row of rows) {
          const k = key("user_profile", row.user_id);
          const recorded = at.get(row.user_id)!;
          commands.push(["DEL", k]);
          if (row.merged_into === null)
            commands.push(["HSET", k, ...toHash(profileOf(personOf(row).state))], ["PEXPIREAT", k, recorded + ttlMs]);
          else if (!done.has(row.merged_into)) changed.set(row.merged_into, recorded);
        }
      }
    } finally {
      client.release();
    }
    return commands;
  },
});

const refill = `if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('HSET', KEYS[1], unpack(ARGV, 2)) redis.call('PEXPIRE', KEYS[1], ARGV[1]) end`;

const patienceMs = 250;

/** Null when Redis is away or slower than the table would be. */
const soon = <A>(answer: Promise<A>): Promise<A | null> =>
  Promise.race([answer.catch(() => null), sleep(patienceMs, null, { ref: false })]);

/** From Redis; from the table when Redis has none or is away, and then put back. Null = nobody. `pool` is the api role's. */
export const getProfile = async (
  pool: Pool,
  redis: Redis,
  tenantId: string,
  userId: string,
): Promise<{ profile: Profile; cached: boolean } | null> => {
  const held = await soon(redis.hgetall(tenantKey(tenantId, "user_profile", userId)).then(fromHash));
  if (held) return { profile: held, cached: true };
  const person: Person | null = await findPerson(pool, tenantId, userId);
  if (!person) return null;
  const profile = profileOf(person.state);
  await soon(redis.eval(refill, 1, tenantKey(tenantId, "user_profile", profile.userId), ttlMs, ...toHash(profile)));
  return { profile, cached: false };
};
