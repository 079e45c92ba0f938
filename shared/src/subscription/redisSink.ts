import type { Redis } from "ioredis";
import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import type { Pool } from "../postgres/pool.ts";
import { applyBatch } from "../redis/applyScript.ts";
import { generationKey } from "../redis/keys.ts";
import { mayWrite, moveCheckpoint, readCheckpoint } from "./checkpoint.ts";
import { runView } from "./failures.ts";
import type { Lease } from "./lease.ts";
import { park, splitParked } from "./parking.ts";
import type { Sink } from "./sink.ts";
import type { Cursor } from "./source.ts";
import type { RedisView } from "./view.ts";

const heartbeatMs = defaults.subscription.redisHeartbeatMs;

/**
 * Each tenant has a checkpoint in Redis, which moves in the same script as the tenant's keys and alone says what Redis holds. After Redis
 * was emptied or restored, a checkpoint is not the expected one; the sink then returns an earlier cursor and the runner reads again from
 * there, while tenants with a later checkpoint skip what they have. The row in PostgreSQL only says how far all tenants are.
 */
export const redisSink = (options: { pool: Pool; redis: Redis; view: RedisView; lease: Lease; building: boolean }): Sink => {
  const { pool, redis, view, lease } = options;
  const generation = options.building ? lease.generation : null;
  const checkpointKey = (tenant: string) => generationKey(tenant, generation, "checkpoint", view.name);
  /** The checkpoint of every tenant that was ever written for, as this runner knows it. */
  const standing = new Map<string, string>();
  let stored: Cursor = { position: 0, token: null };
  let beatAt = 0;
  let permittedAt = 0;
  const positionOf = (held: string): number => (held === "" ? 0 : Number(held));

  /** Resolves to whether Redis lost what it held of the tenant: then nothing was applied, and the runner has to come again from there. */
  const apply = async (tenant: string, events: ReadonlyArray<RecordedEvent>, to: number): Promise<boolean> => {
    for (;;) {
      const held = standing.get(tenant) ?? "";
      if (to <= positionOf(held)) return false;
      const news = events.filter((e) => e.position > positionOf(held));
      const commands =
        news.length === 0 ? [] : await runView(() => view.fold(tenant, news, (...parts) => generationKey(tenant, generation, ...parts)));
      const found = await applyBatch(redis, checkpointKey(tenant), held, String(to), commands);
      if (found === null) {
        standing.set(tenant, String(to));
        return false;
      }
      standing.set(tenant, found);
      if (positionOf(found) < positionOf(held)) return true;
    }
  };

  /** Checked at most five times a second, so a hold takes effect within 200 ms. */
  const permission = async (): Promise<void> => {
    if (Date.now() - permittedAt < 200) return;
    await mayWrite(pool, lease);
    permittedAt = Date.now();
  };

  const lowest = (to: Cursor): Cursor => {
    let low = to.position;
    for (const held of standing.values()) low = Math.min(low, positionOf(held));
    return low < to.position ? { position: low, token: null } : to;
  };

  const remember = async (tenants: ReadonlyArray<string>): Promise<void> => {
    const unknown = tenants.filter((t) => !standing.has(t));
    if (unknown.length === 0) return;
    await pool.query(
      "INSERT INTO redis_tenants (subscription, generation, tenant_id) SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING",
      [view.name, lease.generation, unknown],
    );
    for (const t of unknown) standing.set(t, (await redis.get(checkpointKey(t))) ?? "");
  };

  /**
   * Brings the tenants that had no events up to `to`, and finds out whether Redis still holds what it held: those of which it does not are
   * added to `lost`. The ones that are in it stay where they are: brought up to `to`, what they lost would never come again.
   */
  const beat = async (to: number, lost: Set<string>): Promise<void> => {
    beatAt = Date.now();
    await Promise.all(
      [...standing.keys()].map(async (tenant) => {
        if (lost.has(tenant)) return;
        const held = standing.get(tenant)!;
        const found = await applyBatch(redis, checkpointKey(tenant), held, String(Math.max(to, positionOf(held))), []);
        standing.set(tenant, found ?? String(Math.max(to, positionOf(held))));
        if (found !== null && positionOf(found) < positionOf(held)) lost.add(tenant);
      }),
    );
  };

  const advance = async (to: Cursor, head: number): Promise<void> => {
    // It also moves back after Redis lost data, so that those who wait for a position wait for Redis.
    if (to.position === stored.position) return;
    await moveCheckpoint(pool, lease, stored, to, head);
    stored = to;
  };

  return {
    async open() {
      stored = await readCheckpoint(pool, lease.subscription, lease.generation);
      const { rows } = await pool.query<{ tenant_id: string }>(
        "SELECT tenant_id FROM redis_tenants WHERE subscription = $1 AND generation = $2",
        [view.name, lease.generation],
      );
      for (const { tenant_id } of rows) standing.set(tenant_id, (await redis.get(checkpointKey(tenant_id))) ?? "");
      return lowest(stored);
    },
    async write(batch) {
      const events = view.types ? batch.events.filter((e) => view.types!.has(e.type)) : batch.events;
      const { live, waiting } = await splitParked(pool, view.name, events);
      await park(pool, view.name, waiting);
      const perTenant = Map.groupBy(live, (e) => e.tenantId);
      await remember([...perTenant.keys()]);
      await permission();
      const lost = new Set<string>();
      for (const [tenant, mine] of perTenant) if (await apply(tenant, mine, batch.next.position)) lost.add(tenant);
      if (Date.now() - beatAt > heartbeatMs) await beat(batch.next.position, lost);
      const next = lost.size > 0 ? lowest(batch.next) : batch.next;
      await advance(next, batch.head);
      return next;
    },
    async park(batch, from, error, attempts) {
      await park(pool, view.name, batch.events, { error: error.message || error.name, attempts });
      return this.write(batch, from);
    },
    async idle(cursor) {
      if (Date.now() - beatAt < heartbeatMs) return cursor;
      await permission();
      await beat(cursor.position, new Set());
      return lowest(cursor);
    },
  };
};
