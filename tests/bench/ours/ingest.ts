import type { CreateContender } from "../contender.ts";
import { residentMiB } from "../cpu.ts";
import { type EventInput, eventInput } from "../eventInput.ts";
import { inBatches, inParallel, percentiles } from "../load.ts";
import { startSystem } from "./system.ts";

/**
 * gRPC batches in at one end; out at the other: the log, `events` with all its indexes, the bus, Redis' views, and over the bus
 * identity's log, `users` and sessions. The clock stops when the last of them has the last event. What is acknowledged survives a kill
 * of any process at any moment.
 */
export const create: CreateContender = async (stack) => {
  const system = await startSystem(stack);
  let batches: EventInput[][] = [];
  let number = 0;
  let total = 0;
  let refused = 0;
  return {
    pids: () => Object.values(system.pids),
    prepare: async ({ events = 20_000, batch = 500, people = 5_000 }) => {
      batches = inBatches(events, batch, () => eventInput(number++, people));
      refused = 0;
    },
    run: async ({ callers = 8 }) => {
      const latencies: number[] = [];
      let last = 0;
      let accepted = 0;
      const start = performance.now();
      await inParallel(batches, callers, async (events) => {
        const before = performance.now();
        const answer = await system.tracking.call<{ accepted: number; position: string }>("TrackEvents", { events });
        latencies.push(performance.now() - before);
        accepted += answer.accepted;
        refused += events.length - answer.accepted;
        last = Math.max(last, Number(answer.position));
      });
      const acknowledged = (performance.now() - start) / 1_000;
      await system.caughtUp(last);
      total += accepted;
      const seconds = (performance.now() - start) / 1_000;
      const extra = {
        "acknowledged/s": accepted / acknowledged,
        "tracking MiB": residentMiB(system.pids.tracking),
        "identity MiB": residentMiB(system.pids.identity),
      };
      return { count: accepted, seconds, latency: percentiles(latencies), extra };
    },
    check: async () => {
      const { rows } = await system.admin.query<{ log: number; events: number; twice: number; users: number; people: number }>(
        `SELECT (SELECT count(*)::int FROM tracking.event_log WHERE tenant_id = $1) AS log, (SELECT count(*)::int FROM tracking.events WHERE tenant_id = $1) AS events,
                (SELECT count(*)::int FROM (SELECT 1 FROM tracking.events WHERE tenant_id = $1 GROUP BY message_id HAVING count(*) > 1) x) AS twice,
                (SELECT count(*)::int FROM identity.users WHERE tenant_id = $1) AS users, (SELECT count(DISTINCT user_id)::int FROM tracking.events WHERE tenant_id = $1) AS people`,
        [system.tenantId],
      );
      const r = rows[0]!;
      const { state } = await (await system.nc.jetstreamManager()).streams.info("TRACKING");
      return [
        ...(refused ? [`${refused} not accepted`] : []),
        ...(r.log !== total ? [`${total} acknowledged, ${r.log} in the log`] : []),
        ...(r.events !== total ? [`${total} acknowledged, ${r.events} in events`] : []),
        ...(r.twice ? [`${r.twice} message ids twice`] : []),
        ...(r.users !== r.people ? [`${r.people} people in events, ${r.users} users`] : []),
        ...(state.messages !== total ? [`${total} acknowledged, ${state.messages} on the bus`] : []),
      ];
    },
    close: () => system.close(),
  };
};
