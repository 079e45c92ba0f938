import { until } from "@marketing/tests/support/patience";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLogger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { holdLease } from "./lease.ts";

let db: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity" });
});
afterAll(async () => {
  await pool.end();
  await db.drop();
});

/** Somebody who tries for a lease, and is held up before the try until `go` is called. */
const candidate = (subscription: string) => {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const seen = { tries: 0, works: 0 };
  const held = holdLease({
    pool,
    subscription,
    generation: async () => {
      seen.tries += 1;
      await gate;
      return 1;
    },
    source: "log",
    owner: subscription,
    logger: createLogger("test", "error"),
    work: async ({ signal }) => {
      seen.works += 1;
      while (!signal.aborted) await sleep(60_000, signal);
    },
  });
  return { ...held, seen, go };
};

const isFree = async (subscription: string): Promise<boolean> =>
  (await pool.query("SELECT 1 FROM checkpoints WHERE subscription = $1 AND lease_until <= clock_timestamp()", [subscription])).rowCount ===
  1;

it("ends when it is stopped while it holds the lease, and gives it back", async () => {
  const { stop, go, seen } = candidate("stopped at work");
  go();
  await until("it works", () => seen.works === 1);
  await stop();
  expect(await isFree("stopped at work")).toBe(true);
});

it("ends when it is stopped in the middle of a try that succeeds, and gives the lease back", async () => {
  const { stop, go, seen } = candidate("stopped in a try");
  await until("it tries", () => seen.tries === 1);
  let stopped = false;
  const stopping = stop().then(() => {
    stopped = true;
  });
  go();
  await until("it has stopped", () => stopped, 30_000);
  await stopping;
  expect(seen.works).toBe(0);
  expect(await isFree("stopped in a try")).toBe(true);
});
