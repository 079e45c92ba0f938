import { Redis } from "ioredis";
import pg from "pg";
import type { Stack } from "../contender.ts";
import type { System } from "./system.ts";

interface Expected {
  readonly userId: string;
  /** performance.now() of the acknowledgement, as are all times here. */
  readonly acknowledged: number;
  table?: number;
  redis?: number;
  bus?: number;
}

export interface Watch {
  expect(eventId: number, userId: string, acknowledged: number): void;
  /** Milliseconds from acknowledgement to sight, of what was expected since the last call; waits for it, 10 s at most. */
  results(): Promise<{ table: number[]; redis: number[]; bus: number[]; missing: number }>;
  close(): Promise<void>;
}

const tickMs = 2;

/** Looks every two milliseconds at the table and at the Redis keys of those who wait, and listens on the bus. */
export const startWatch = async (stack: Stack, system: System): Promise<Watch> => {
  const redis = new Redis(stack.redisUrl);
  const table = new pg.Client({ connectionString: stack.databaseUrl });
  await table.connect();
  let expected = new Map<number, Expected>();
  const inTable = new Map<number, number>();
  const onBus = new Map<number, number>();
  const subscription = system.nc.subscribe("marketing.tracking.v1.event.>", {
    callback: (_, message) => void onBus.set(Number(message.headers?.get("ce-sequence")), performance.now()),
  });
  let newest = 0;
  let closed = false;

  const lookAtTable = async (): Promise<void> => {
    const { rows } = await table.query<[string | number]>({
      name: "newer",
      text: "SELECT event_id FROM tracking.events WHERE tenant_id = $1 AND event_id > $2 ORDER BY event_id LIMIT 5000",
      values: [system.tenantId, newest],
      rowMode: "array",
    });
    const now = performance.now();
    for (const [id] of rows) inTable.set(Number(id), now);
    newest = Math.max(newest, Number(rows.at(-1)?.[0] ?? 0));
  };
  const lookAtRedis = async (): Promise<void> => {
    const waiting = [...expected].filter(([, e]) => e.redis === undefined);
    if (waiting.length === 0) return;
    const pipeline = redis.pipeline();
    for (const [, e] of waiting) pipeline.lrange(`t:{${system.tenantId}}:event_buffer:${e.userId}`, 0, 30);
    const answers = await pipeline.exec();
    const now = performance.now();
    waiting.forEach(([id, e], i) => {
      const entries = (answers?.[i]?.[1] ?? []) as ReadonlyArray<string>;
      if (entries.some((entry) => entry.includes(`"event_id":"${id}"`))) e.redis = now;
    });
  };
  const watching = [lookAtTable, lookAtRedis].map(async (look) => {
    while (!closed) {
      await look();
      await new Promise((r) => setTimeout(r, tickMs));
    }
  });

  const seen = (): boolean => {
    for (const [id, e] of expected) {
      const [t, b] = [inTable.get(id), onBus.get(id)];
      if (t !== undefined) e.table = t;
      if (b !== undefined) e.bus = b;
    }
    return [...expected.values()].every((e) => e.table !== undefined && e.redis !== undefined && e.bus !== undefined);
  };
  return {
    expect: (eventId, userId, acknowledged) => void expected.set(eventId, { userId, acknowledged }),
    results: async () => {
      for (let i = 0; i < 100 && !seen(); i++) await new Promise((r) => setTimeout(r, 100));
      const all = [...expected.values()];
      expected = new Map();
      inTable.clear();
      onBus.clear();
      // what was seen before the acknowledgement arrived took no time
      const of = (place: "table" | "redis" | "bus"): number[] => all.map((e) => Math.max(0, (e[place] ?? Number.NaN) - e.acknowledged));
      const missing = all.filter((e) => e.table === undefined || e.redis === undefined || e.bus === undefined).length;
      return { table: of("table"), redis: of("redis"), bus: of("bus"), missing };
    },
    close: async () => {
      closed = true;
      await Promise.all(watching);
      subscription.unsubscribe();
      redis.disconnect();
      await table.end();
    },
  };
};
