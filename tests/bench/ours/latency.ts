import { Redis } from "ioredis";
import pg from "pg";
import type { CreateContender } from "../contender.ts";
import { type EventInput, eventInput } from "../eventInput.ts";
import { inBatches, inParallel, openLoop, percentiles } from "../load.ts";
import { startSystem } from "./system.ts";

interface Waiting {
  readonly acknowledged: number;
  readonly eventId: number;
  readonly userId: string;
}

/**
 * Acknowledged → visible in the table `events`, in the person's Redis buffer, and as a message at a plain NATS subscriber, each watched from
 * the process that sends, by polling as tightly as it can be done for one probe at a time. The load is a third of what `ingest` reaches: batches
 * of twenty; the first event of every tenth batch is a probe. The figure compared is the slowest of the three.
 */
export const create: CreateContender = async (stack, { people = 5_000 }) => {
  const system = await startSystem(stack);
  const redis = new Redis(stack.redisUrl);
  const table = new pg.Client({ connectionString: stack.databaseUrl });
  await table.connect();
  const heard = new Map<string, number>();
  const bus = system.nc.subscribe("marketing.tracking.v1.event.>", {
    callback: (_, message) => void heard.set(message.headers?.get("ce-sequence") ?? "", performance.now()),
  });
  let number = 0;
  let peak = 0;
  let seen: { table: number[]; redis: number[]; bus: number[] };
  let lost = 0;
  let total = 0;

  /** What the whole system carries away on this machine, now: events a second until all is caught up. */
  const findPeak = async (): Promise<number> => {
    const batches = inBatches(5_000, 500, () => eventInput(number++, people));
    const start = performance.now();
    let last = 0;
    await inParallel(batches, 8, async (events) => {
      const answer = await system.tracking.call<{ position: string; accepted: number }>("TrackEvents", { events });
      last = Math.max(last, Number(answer.position));
      total += answer.accepted;
    });
    await system.caughtUp(last);
    return 5_000 / ((performance.now() - start) / 1_000);
  };

  const until = async (start: number, visible: () => Promise<boolean>): Promise<number> => {
    for (const end = start + 30_000; performance.now() < end; ) {
      if (await visible()) return performance.now() - start;
      await new Promise((r) => setImmediate(r));
    }
    lost++;
    return Number.NaN;
  };
  const probe = async ({ acknowledged, eventId, userId }: Waiting): Promise<void> => {
    const sequence = String(eventId).padStart(20, "0");
    const [inTable, inRedis, onBus] = await Promise.all([
      until(acknowledged, async () => {
        const { rowCount } = await table.query({
          name: "seen",
          text: "SELECT 1 FROM tracking.events WHERE tenant_id = $1 AND event_id = $2",
          values: [system.tenantId, eventId],
        });
        return rowCount === 1;
      }),
      until(acknowledged, async () => {
        const list = await redis.lrange(`t:{${system.tenantId}}:event_buffer:${userId}`, 0, 20);
        return list.some((entry) => entry.includes(`"event_id":"${eventId}"`));
      }),
      until(acknowledged, async () => {
        await new Promise((r) => setTimeout(r, 1));
        return heard.has(sequence);
      }).then((found) => (Number.isNaN(found) ? found : Math.max(0, heard.get(sequence)! - acknowledged))),
    ]);
    seen.table.push(inTable);
    seen.redis.push(inRedis);
    seen.bus.push(onBus);
  };
  return {
    pids: () => Object.values(system.pids),
    prepare: async () => {
      seen = { table: [], redis: [], bus: [] };
      heard.clear();
      if (peak === 0) peak = await findPeak();
    },
    run: async ({ rate = Math.round(peak / 3), latencySeconds = 8, latencyBatch = 20 }) => {
      const start = performance.now();
      let last = 0;
      let count = 0;
      let busy = false;
      await openLoop(rate / latencyBatch, latencySeconds, async (n) => {
        const events: EventInput[] = Array.from({ length: latencyBatch }, () => eventInput(number++, people));
        const answer = await system.tracking.call<{ position: string; accepted: number; results: { eventId: string }[] }>("TrackEvents", {
          events,
        });
        const acknowledged = performance.now();
        count += answer.accepted;
        last = Math.max(last, Number(answer.position));
        if (n % 2 || busy) return;
        busy = true;
        const { rows } = await table.query<{ user_id: string }>(
          "SELECT data->>'userId' AS user_id FROM tracking.event_log WHERE position = $1",
          [answer.results[0]!.eventId],
        );
        await probe({ acknowledged, eventId: Number(answer.results[0]!.eventId), userId: rows[0]!.user_id });
        busy = false;
      });
      await system.caughtUp(last);
      total += count;
      const slowest = seen.table.map((t, i) => Math.max(t, seen.redis[i]!, seen.bus[i]!));
      const [t, r, b] = [percentiles(seen.table), percentiles(seen.redis), percentiles(seen.bus)];
      return {
        count,
        seconds: (performance.now() - start) / 1_000,
        latency: percentiles(slowest),
        extra: {
          "events/s offered": rate,
          probes: slowest.length,
          "table p99": t.p99,
          "Redis p99": r.p99,
          "bus p99": b.p99,
          "table p50": t.p50,
          "Redis p50": r.p50,
          "bus p50": b.p50,
        },
      };
    },
    check: async () => {
      const { rows } = await table.query<{ n: number }>("SELECT count(*)::int AS n FROM tracking.events WHERE tenant_id = $1", [
        system.tenantId,
      ]);
      return [
        ...(lost ? [`${lost} probes never became visible`] : []),
        ...(rows[0]!.n !== total ? [`${total} acknowledged, ${rows[0]!.n} in events`] : []),
      ];
    },
    close: async () => {
      bus.unsubscribe();
      redis.disconnect();
      await table.end();
      await system.close();
    },
  };
};
