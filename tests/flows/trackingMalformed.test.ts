import { ChannelCredentials, Client, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { uuidv7 } from "@marketing/shared/base/ids";
import { loadService } from "@marketing/shared/grpc/proto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stretched } from "../support/patience.ts";
import { randomOf } from "../support/random.ts";
import { testPlatformKey } from "../support/services.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let client: Client;
beforeAll(async () => {
  world = await openWorld({ services: ["tracking"], plays: ["identity"] });
  client = new Client(world.service().address, ChannelCredentials.createInsecure());
});
afterAll(async () => {
  client.close();
  await world.close();
});

const sendBytes = (path: string, bytes: Buffer, tenantId: string): Promise<number> =>
  new Promise((resolve) => {
    const metadata = new Metadata();
    metadata.set("authorization", `Bearer ${testPlatformKey}`);
    metadata.set("x-tenant-id", tenantId);
    client.makeUnaryRequest(
      path,
      (b: Buffer) => b,
      (b: Buffer) => b,
      bytes,
      metadata,
      { deadline: Date.now() + stretched(5_000) },
      (error: ServiceError | null) => resolve(error ? error.code : status.OK),
    );
  });

it("ten thousand malformed requests crash nothing and get an answer that fits", async () => {
  const next = randomOf(42).float;
  const tenantId = uuidv7();
  const tracking = world.as(tenantId, "TrackingService");
  const alive = () => tracking.call("TrackEvents", { events: [{ userId: "ann", eventName: "still_alive" }] });
  expect(await alive()).toMatchObject({ accepted: 1 }); // and so there is the tenant
  const rpcs = Object.values(loadService("marketing.tracking.v1", "TrackingService")).filter(
    (rpc) => !rpc.requestStream && !rpc.responseStream,
  );
  const nested = (depth: number): string => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  const nasty = [
    "",
    "\u0000",
    "x".repeat(70_000),
    "\ud800",
    "{",
    "[]",
    "null",
    nested(20_000),
    '{"a":"\\u0000"}',
    "-1",
    "NaN",
    "' OR 1=1 --",
    "😀".repeat(500),
  ];
  const word = (): string => nasty[Math.floor(next() * nasty.length)]!;
  const event = () => ({
    messageId: word(),
    userId: word(),
    anonymousId: word(),
    eventName: next() < 0.5 ? "x" : word(),
    properties: word(),
    timestamp: word(),
    sentAt: word(),
    sessionId: word(),
    ipAddress: word(),
    userAgent: word(),
    channel: word(),
  });
  const wellFormed = (rpc: (typeof rpcs)[number]): Buffer =>
    rpc.requestSerialize({
      event: event(),
      events: [event(), event()],
      person: { externalId: word() },
      sessionId: word(),
      propertiesContain: word(),
      steps: [{ eventName: word() }, { eventName: word(), propertiesContain: word() }],
      eventNames: [word()],
      pageToken: word(),
      pageSize: Math.floor(next() * 2 ** 32) - 2 ** 31,
      windowSeconds: String(Math.floor(next() * 2 ** 53) - 2 ** 52),
      startTime: { seconds: String(Math.floor((next() - 0.5) * 1e13)), nanos: Math.floor((next() - 0.5) * 4e9) },
      firstDate: word().slice(0, 20),
    });
  const codes = new Map<number, number>();
  const total = 10_000;
  let sent = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (sent < total) {
        sent++;
        const rpc = rpcs[Math.floor(next() * rpcs.length)]!;
        let bytes: Buffer;
        if (next() < 0.4) bytes = Buffer.from(Array.from({ length: Math.floor(next() * 200) }, () => Math.floor(next() * 256)));
        else {
          bytes = wellFormed(rpc);
          if (next() < 0.5)
            for (let i = 0; i < 4 && bytes.length > 0; i++) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
          else if (next() < 0.2) bytes = bytes.subarray(0, Math.floor(next() * bytes.length));
        }
        const code = await sendBytes(rpc.path, bytes, tenantId);
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }),
  );
  // Bytes changed at random may become a min_position: OUT_OF_RANGE where no event has it, DEADLINE_EXCEEDED where the call waits in vain.
  const allowed = new Set<number>([status.OK, status.INVALID_ARGUMENT, status.OUT_OF_RANGE, status.DEADLINE_EXCEEDED]);
  expect([...codes.keys()].filter((code) => !allowed.has(code)).map((code) => `${status[code]}: ${codes.get(code)}`)).toEqual([]);
  expect(codes.get(status.OK) ?? 0).toBeGreaterThan(total / 100);
  expect(codes.get(status.DEADLINE_EXCEEDED) ?? 0).toBeLessThan(total / 100);
  expect(await sendBytes(rpcs[0]!.path, Buffer.alloc(5_000_000), tenantId)).toBe(status.RESOURCE_EXHAUSTED);
  expect(await alive()).toMatchObject({ accepted: 1 });
  expect(world.service().logs()).not.toMatch(/uncaught|unhandled/);
  const { rows } = await world.pool().query("SELECT count(*)::int AS n FROM parked_events");
  expect(rows[0].n).toBe(0);
});
