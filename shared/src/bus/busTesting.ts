/** Aids for tests of the bus: a private nats-server that can be killed, and a log that is an array. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@marketing/local/ports";
import { silent } from "@marketing/local/progress";
import { startServer } from "@marketing/tests/support/startServer";
import type { RecordedEvent } from "../base/event.ts";
import { uuidv7 } from "../base/ids.ts";
import { createLogger, type Logger } from "../base/logger.ts";
import type { Cursor, Source, SourceBatch } from "../subscription/source.ts";
import type { PublicEvent } from "./cloudEvent.ts";
import { parseHeaders } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import { walkStream } from "./walk.ts";

export interface TestNats {
  readonly url: string;
  /** Where it keeps its data. */
  readonly store: string;
  start(): Promise<void>;
  /** kill -9 unless told otherwise. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Copies the store of the stopped server away, or back: a disk that lost its last minutes. */
  saveStore(): void;
  restoreStore(): void;
  close(): Promise<void>;
}

export const startNats = async (): Promise<TestNats> => {
  const folder = mkdtempSync(join(tmpdir(), "marketing-nats-"));
  const [store, saved] = [join(folder, "nats"), join(folder, "saved")];
  mkdirSync(join(folder, "logs"));
  const server = await startServer("nats", { dataDir: folder, port: await freePort(), password: "", progress: silent, throwaway: true });
  return {
    url: server.url,
    store,
    start: () => server.again(),
    kill: (signal = "SIGKILL") => server.end(signal),
    pause: () => server.signal("SIGSTOP"),
    resume: () => server.signal("SIGCONT"),
    saveStore: () => {
      rmSync(saved, { recursive: true, force: true });
      cpSync(store, saved, { recursive: true });
    },
    restoreStore: () => {
      rmSync(store, { recursive: true, force: true });
      cpSync(saved, store, { recursive: true });
    },
    close: async () => {
      await server.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export const testTenant = "018f0000-0000-7000-8000-0000000000aa";

export const testEvent = (position: number, over: Partial<RecordedEvent> = {}): RecordedEvent => ({
  position,
  tenantId: testTenant,
  streamId: `visitor-${position % 7}`,
  version: position,
  eventId: uuidv7(),
  type: "event_tracked",
  schemaVersion: 1,
  data: { n: position, name: "page_viewed" },
  metadata: { correlationId: "c-1", causationId: "c-0", traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" },
  subjectId: null,
  recordedAt: new Date(),
  ...over,
});

/** A log in memory: positions with holes, as real ones have. */
export const arrayLog = () => {
  const events: RecordedEvent[] = [];
  const wakes = new Set<() => void>();
  const firstAfter = (position: number): number => {
    let [low, high] = [0, events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (events[middle]!.position > position) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const source: Source = {
    name: "log",
    read: async (cursor: Cursor, limit: number): Promise<SourceBatch> => {
      const from = firstAfter(cursor.position);
      const batch = events.slice(from, from + limit);
      const head = events.at(-1)?.position ?? 0;
      return { events: batch, next: { position: batch.at(-1)?.position ?? Math.max(cursor.position, head), token: null }, head };
    },
    onWake: (wake) => {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
  };
  return {
    events,
    source,
    append: (count: number, make: (position: number) => RecordedEvent = testEvent): void => {
      for (let i = 0; i < count; i += 1) {
        const last = events.at(-1)?.position ?? 0;
        events.push(make(last + 1 + (last % 5 === 0 ? 2 : 0)));
      }
      for (const wake of [...wakes]) wake();
    },
  };
};

export const publishTracked = (e: RecordedEvent): PublicEvent | null =>
  e.type === "private"
    ? null
    : { entity: "event", event: String((e.data as { name: unknown }).name), type: "marketing.tracking.v1.EventTracked", data: e.data };

/** Every position a JetStream stream holds, in its order. */
export const positionsOnBus = async (nc: NatsConnection, stream: string): Promise<number[]> => {
  const found: number[] = [];
  for await (const m of walkStream(nc, stream)) found.push(Number(parseHeaders(m.headers).get("ce-sequence")));
  return found;
};

export const until = async (what: string, holds: () => boolean | Promise<boolean>, ms = 120_000): Promise<void> => {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await Promise.resolve(holds()).catch(() => false)) return;
    await new Promise((r) => setTimeout(r, 10));
  }
  throw new Error(`not in ${ms} ms: ${what}`);
};

/** Says nothing; `LOG_LEVEL` set, it says what the program would. */
const nothing = (): void => undefined;
export const testLogger: Logger = process.env.LOG_LEVEL
  ? createLogger("test")
  : { debug: nothing, info: nothing, warn: nothing, error: nothing };
