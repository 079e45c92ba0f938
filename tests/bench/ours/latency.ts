import { userIdOf } from "@marketing/protos/ids";
import type { CreateContender } from "../contender.ts";
import { eventInput } from "../eventInput.ts";
import { inBatches, inParallel, openLoop, percentiles } from "../load.ts";
import { startSystem } from "./system.ts";
import { startWatch } from "./watch.ts";

interface Answer {
  readonly accepted: number;
  readonly position: string;
  readonly results: ReadonlyArray<{ readonly eventId: string }>;
}

/**
 * Acknowledged → visible in the table `events`, in the person's Redis buffer, and as a message at a plain NATS subscriber, watched
 * from the process that sends, so that no clock differs. The load is a third of what the system carried in a burst before the first round;
 * batches of twenty, of which the first event is measured. The figure compared is the slowest of the three.
 */
export const create: CreateContender = async (stack, { people = 5_000 }) => {
  const system = await startSystem(stack);
  const watch = await startWatch(stack, system);
  let number = 0;
  let peak = 0;
  let lost = 0;
  let total = 0;
  const track = (events: ReadonlyArray<object>): Promise<Answer> => system.tracking.call<Answer>("TrackEvents", { events });

  const findPeak = async (): Promise<number> => {
    const batches = inBatches(5_000, 500, () => eventInput(number++, people));
    const start = performance.now();
    let last = 0;
    await inParallel(batches, 8, async (events) => {
      const answer = await track(events);
      last = Math.max(last, Number(answer.position));
      total += answer.accepted;
    });
    await system.caughtUp(last);
    return 5_000 / ((performance.now() - start) / 1_000);
  };

  return {
    pids: () => Object.values(system.pids),
    prepare: async () => {
      if (peak === 0) peak = await findPeak();
    },
    run: async ({ rate = Math.round(peak / 3), latencySeconds = 8, latencyBatch = 20 }) => {
      const start = performance.now();
      let last = 0;
      let count = 0;
      await openLoop(rate / latencyBatch, latencySeconds, async () => {
        const events = Array.from({ length: latencyBatch }, () => eventInput(number++, people));
        const answer = await track(events);
        watch.expect(Number(answer.results[0]!.eventId), userIdOf(system.tenantId, events[0]!.userId), performance.now());
        count += answer.accepted;
        last = Math.max(last, Number(answer.position));
      });
      await system.caughtUp(last);
      const { table, redis, bus, missing } = await watch.results();
      lost += missing;
      total += count;
      const [t, r, b] = [percentiles(table), percentiles(redis), percentiles(bus)];
      return {
        count,
        seconds: (performance.now() - start) / 1_000,
        latency: percentiles(table.map((ms, i) => Math.max(ms, redis[i]!, bus[i]!))),
        extra: {
          "offered/s": rate,
          measured: table.length,
          "table p50": t.p50,
          "table p99": t.p99,
          "Redis p50": r.p50,
          "Redis p99": r.p99,
          "bus p50": b.p50,
          "bus p99": b.p99,
        },
      };
    },
    check: async () => {
      const { rows } = await system.admin.query<{ n: number }>("SELECT count(*)::int AS n FROM tracking.events WHERE tenant_id = $1", [
        system.tenantId,
      ]);
      return [
        ...(lost ? [`${lost} events never became visible somewhere`] : []),
        ...(rows[0]!.n !== total ? [`${total} acknowledged, ${rows[0]!.n} in events`] : []),
      ];
    },
    close: async () => {
      await watch.close();
      await system.close();
    },
  };
};
