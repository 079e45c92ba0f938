import { createClient } from "@marketing/tests/support/rpcClient";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { secretHash } from "../auth/apiKey.ts";
import { createAuthenticator } from "../auth/authenticator.ts";
import { ownDirectory } from "../auth/keyDirectory.ts";
import { defaults } from "../base/defaults.ts";
import { createLogger } from "../base/logger.ts";
import type { BusAudit } from "../bus/audit.ts";
import { Health } from "../grpc/health.ts";
import { type RunningServer, startServer } from "../grpc/server.ts";
import { createCodec } from "../log/codec.ts";
import { EventLog } from "../log/eventLog.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import type { VectorStore } from "../vectors/vectorStore.ts";
import { operations } from "./operations.ts";

/** What operators ask for ends, also where nothing works on it: they are told what stands still. */
const apiKey = `mk_${"0".repeat(16)}_${"a".repeat(32)}`;
const logger = createLogger("test", "error");
const usual = { relay: { ...defaults.relay }, subscription: { ...defaults.subscription } };
let db: TestDatabase;
let pool: Pool;
let server: RunningServer;
let client: ReturnType<typeof createClient>;
/** How many events the next audits find missing on the bus; the last for ever. */
let missing: number[] = [];

const auditBus = async (): Promise<BusAudit> => {
  const [count = 0] = missing.length > 1 ? missing.splice(0, 1) : missing;
  const nothing = { range: null, messages: 10, matched: 10, duplicates: 0, misordered: 0, foreign: 0, broken: 0, unpublished: 0 };
  return { ...nothing, holes: count > 0 ? [{ from: 1, to: count, count }] : [], intact: count === 0 };
};
const last = async (rpc: string, request: Record<string, unknown> = {}) => {
  let answer: Record<string, unknown> = {};
  for await (answer of client.stream(rpc, request));
  return answer;
};

beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity" });
  const log = new EventLog({ pool, schema: "identity", codec: createCodec({}) });
  server = await startServer({
    service: "identity",
    address: "127.0.0.1:0",
    logger,
    auth: createAuthenticator({ directory: ownDirectory(pool), platformKey: secretHash(apiKey) }),
    implementations: [
      operations({
        ...{ service: "identity", owner: "test", pool, log, logger, health: new Health(), subscriptions: [], auditBus, takers: () => [] },
        redis: undefined as never,
        retention: [],
        // no indexer runs here, so nobody asks the store
        vectors: { definition: { name: "things", view: "things" }, model: "m", dimensions: 8, store: {} as VectorStore },
      }),
    ],
  });
  client = createClient({
    ...{ address: `127.0.0.1:${server.port}`, package: "marketing.operations.v1", service: "OperationsService" },
    apiKey,
  });
});
afterAll(async () => {
  client.close();
  await server.close({ graceMs: 100 });
  await pool.end();
  await db.drop();
});
afterEach(() => {
  Object.assign(defaults.relay, usual.relay);
  Object.assign(defaults.subscription, usual.subscription);
});

it("a bus that is filled anew is waited for as long as it gets fuller, and no longer", async () => {
  Object.assign(defaults.relay, { verifyEveryMs: 100 });
  Object.assign(defaults.subscription, { rebuildStalledMs: 1_000 });
  missing = [...Array.from({ length: 20 }, (_, i) => 20 - i), 0];
  expect(await last("VerifyLog", { refill: true })).toMatchObject({ done: true, refilled: "20", missing: "0" });
  missing = [3, 2];
  await expect(last("VerifyLog", { refill: true })).rejects.toMatchObject({ reason: "REFILL_STALLED" });
});

it("what is asked of the vector index is refused where nobody keeps it, and where its keeper gets no further", async () => {
  Object.assign(defaults.subscription, { requestTakenMs: 300, rebuildStalledMs: 2_000 });
  await expect(last("ReconcileVectors")).rejects.toMatchObject({ reason: "NO_WORKER" });
  await pool.query("INSERT INTO checkpoints (subscription, generation, source, lease_until) VALUES ('vectors', 0, 'view', 'infinity')");
  await expect(last("ReindexVectors")).rejects.toMatchObject({ reason: "VECTOR_INDEX_STALLED" });
});
