import { uuidv7 } from "@marketing/shared/base/ids";
import { sleep } from "@marketing/shared/base/sleep";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import type { RpcClient } from "../support/rpcClient.ts";
import { openWorld, type World } from "../support/world.ts";
import { mostSlower, type SideBySide, sideBySide } from "./sideBySide.ts";

const [loud, quiet] = [uuidv7(), uuidv7()];
let world: World;
let loudly: RpcClient;
let quietly: RpcClient;

const seedSql = `INSERT INTO tracking.events (tenant_id, event_id, user_id, event_name, properties, timestamp, message_id, received_at)
  SELECT $1, -i, md5((i % ($2 / 20))::text)::uuid, (ARRAY['seen', 'wanted', 'bought'])[1 + i % 3], jsonb_build_object('n', i % 97, 'm', i % 89),
         now() - i * interval '1 millisecond', i::text, now()
    FROM generate_series(1, $2::int) i`;

beforeAll(async () => {
  world = await openWorld({ services: ["tracking"], plays: ["identity"] });
  loudly = world.as(loud, "TrackingService");
  quietly = world.as(quiet, "TrackingService");
  await world.pool().query("SELECT ensure_event_month(now() - interval '1 hour'), ensure_event_month(now())");
  await world.sql(seedSql, [loud, 400_000]);
  await world.sql(seedSql, [quiet, 2_000]);
  await world.sql("ANALYZE tracking.events");
});
afterAll(() => world.close());

const steps = ["seen", "wanted", "bought"].map((eventName) => ({ eventName }));
/** Each looks at all that a tenant has. */
const heavy: Readonly<Record<string, object>> = {
  GetFunnel: { steps },
  CountEvents: { byName: true, startTime: { seconds: 0 } },
  CountUniqueUsers: { exact: true, includeBots: true },
  CountCountries: { startTime: { seconds: 0 } },
  ListEvents: { propertiesContain: '{"n": 1, "m": 2, "none": true}' },
};

const running = async (): Promise<string[]> =>
  (
    await world.sql(
      "SELECT left(query, 80) AS query FROM pg_stat_activity WHERE state = 'active' AND application_name LIKE 'tracking-a%' AND query ~ 'events|funnel'",
    )
  ).map((r) => r.query);

/** So many at once, again and again, each with about so long a pause between its calls. */
const storm = async (signal: AbortSignal, underWay: () => void, many: number, one: (i: number) => Promise<unknown>, pauseMs = 1) => {
  setTimeout(underWay, 1_000);
  await Promise.all(
    Array.from({ length: many }, async (_, i) => {
      while (!signal.aborted) {
        await one(i).catch(() => undefined);
        await sleep(pauseMs * (0.5 + Math.random()), signal);
      }
    }),
  );
};

let sent = 0;
const anotherRead = async () => {
  sent += 1;
  if (sent % 5 === 0) return quietly.call("TrackEvent", { event: { eventName: "seen", userId: `u${sent % 50}`, properties: "{}" } });
  return quietly.call("ListEvents", { eventName: "seen", pageSize: 20 });
};

const away = { minPosition: Number.MAX_SAFE_INTEGER - 1 };
const attacks: Readonly<Record<string, SideBySide["attack"]>> = {
  "forty heavy queries with half a second each": (signal, underWay) =>
    storm(signal, underWay, 40, (i) => {
      const names = Object.keys(heavy);
      const name = names[i % names.length]!;
      return loudly.call(name, heavy[name]!, { deadlineMs: 500 });
    }),
  "forty funnels whose callers go away": (signal, underWay) =>
    storm(signal, underWay, 40, (i) => loudly.call("GetFunnel", heavy.GetFunnel!, { signal: AbortSignal.timeout(20 + 10 * i) })),
  "five hundred reads a second of a position that no event has": (signal, underWay) =>
    storm(signal, underWay, 100, () => loudly.call("ListEvents", away), 200),
  "two thousand reads for a view that stands still": async (signal, underWay) => {
    const standing = await world.pool().connect();
    try {
      await standing.query(
        "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT 1 FROM checkpoints WHERE subscription = 'event_buffer' FOR UPDATE",
      );
      const { position } = await loudly.call("TrackEvent", { event: { eventName: "seen", userId: "ann", properties: "{}" } });
      const reads = Array.from({ length: 2_000 }, () =>
        loudly
          .call("GetRecentEvents", { person: { externalId: "ann" }, minPosition: position }, { signal, deadlineMs: 60_000 })
          .catch(() => undefined),
      );
      setTimeout(underWay, 1_000); // as many as may run wait until the end, the others behind them
      await Promise.all(reads);
    } finally {
      await standing.query("ROLLBACK");
      standing.release();
    }
  },
};

for (const [name, attack] of Object.entries(attacks))
  it(`${name}: the other tenant's calls all succeed, and are at most three times as slow`, async () => {
    const felt = await sideBySide({ quiet: anotherRead, attack });
    process.stdout.write(`${name}: ${felt.figures}\n`);
    expect(felt.failed).toEqual({});
    expect(felt.slower).toBeLessThanOrEqual(mostSlower);
  });

it("a query whose caller goes away, or whose time is up, runs on nowhere", async () => {
  // whatever reads events now runs until the end of the test
  const holding = await world.pool().connect();
  await holding.query("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE");
  const queries = { ...heavy, GetTimeline: { person: { externalId: "ann" } } };
  try {
    for (const [name, request] of Object.entries(queries)) {
      const away = new AbortController();
      const cancelled = loudly.call(name, request, { signal: away.signal });
      await until(`${name} runs`, async () => (await running()).length > 0);
      away.abort();
      await expect(cancelled).rejects.toMatchObject({ code: 1 });
      const took = await until(`${name} runs no more`, async () => (await running()).length === 0);
      await expect(loudly.call(name, request, { deadlineMs: stretched(500) })).rejects.toMatchObject({ code: 4 });
      const late = await until(`${name} runs no more`, async () => (await running()).length === 0);
      process.stdout.write(`${name}: gone ${took} ms after it was cancelled, ${late} ms after its deadline\n`);
    }
  } finally {
    await holding.query("ROLLBACK");
    holding.release();
  }
});

it("a position that no event has is refused at once, by every query that takes one", async () => {
  const { position } = await loudly.call("TrackEvent", { event: { eventName: "seen", userId: "ann", properties: "{}" } });
  await loudly.call("ListEvents", { minPosition: position });
  const queries = { ...heavy, GetTimeline: { person: { externalId: "ann" } }, GetRecentEvents: { person: { externalId: "ann" } } };
  for (const [name, request] of Object.entries(queries)) {
    const began = Date.now();
    await expect(loudly.call(name, { ...request, minPosition: Number(position) + 1_000_000 }), name).rejects.toMatchObject({
      code: 11,
      reason: "POSITION_AHEAD_OF_LOG",
    });
    expect(Date.now() - began).toBeLessThan(5_000);
  }
});
