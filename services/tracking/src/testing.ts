import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool, transaction, withTenant } from "@marketing/shared/postgres/pool";
import { createTestDatabase } from "@marketing/tests/support/servers";
import type { PoolClient } from "pg";
import { createTracker, type Tracker, type TrackerOptions } from "./event/commands.ts";
import type { EventInput } from "./event/decide.ts";
import { trackedEvents } from "./event/events.ts";
import { eventView } from "./event/view.ts";
import { createTenantSettings } from "./tenantSettings.ts";

// For the integration tests of this service: a database of their own, and the projection run by hand.

export const tenantA = "0190a0b0-0000-7000-8000-00000000000a";
export const tenantB = "0190a0b0-0000-7000-8000-00000000000b";

export const eventInput = (change: Partial<EventInput> = {}): EventInput => ({
  messageId: "",
  userId: "ann",
  anonymousId: "",
  eventName: "page_view",
  properties: "{}",
  timestamp: "",
  sentAt: "",
  sessionId: "",
  ipAddress: "",
  userAgent: "",
  channel: "",
  contextActive: true,
  ...change,
});

export interface Bench {
  readonly pool: Pool;
  readonly workerPool: Pool;
  readonly log: EventLog;
  readonly workerLog: EventLog;
  readonly tracker: Tracker;
  readonly adminUrl: string;
  readonly workerUrl: string;
  track(tenantId: string, ...events: ReadonlyArray<Partial<EventInput>>): ReturnType<Tracker["track"]>;
  /** Folds what is new in the log into `events`. Returns how many events that were. */
  project(): Promise<number>;
  asTenant<A>(tenantId: string, work: (client: PoolClient) => Promise<A>): Promise<A>;
  close(): Promise<void>;
}

export const openBench = async (options: Partial<TrackerOptions> = {}): Promise<Bench> => {
  const database = await createTestDatabase({ services: ["tracking"] });
  const pool = createPool({ connectionString: database.apiUrl("tracking"), schema: "tracking" });
  const workerPool = createPool({ connectionString: database.workerUrl("tracking"), schema: "tracking" });
  const log = new EventLog({ pool, schema: "tracking", codec: codecOf([trackedEvents]) });
  const workerLog = new EventLog({ pool: workerPool, schema: "tracking", codec: codecOf([trackedEvents]) });
  const tracker = createTracker({ log, settingsOf: createTenantSettings(pool), ...options });
  let position = 0;
  return {
    pool,
    workerPool,
    log,
    workerLog,
    tracker,
    adminUrl: database.adminUrl,
    workerUrl: database.workerUrl("tracking"),
    track: (tenantId, ...events) => tracker.track(tenantId, events.map(eventInput), {}),
    project: async () => {
      for (let folded = 0; ; ) {
        const read = await workerLog.readAll(position, 2_000);
        await transaction(workerPool, (client) => eventView.apply(client, read.events));
        position = read.scannedTo;
        folded += read.events.length;
        if (read.events.length < 2_000) return folded;
      }
    },
    asTenant: (tenantId, work) => withTenant(pool, tenantId, work),
    close: async () => {
      await Promise.all([pool.end(), workerPool.end()]);
      await database.drop();
    },
  };
};
