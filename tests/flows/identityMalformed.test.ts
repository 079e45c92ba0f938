import { ChannelCredentials, Client, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { loadService } from "@marketing/shared/grpc/proto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import { randomOf } from "../support/random.ts";
import type { World } from "../support/world.ts";
import { type IdentityTenant, identityTenant, openIdentityWorld } from "./identityWorld.ts";

let stack: World;
let tenant: IdentityTenant;
let client: Client;
beforeAll(async () => {
  stack = await openIdentityWorld();
  tenant = await identityTenant(stack);
  client = new Client(stack.service().address, ChannelCredentials.createInsecure());
});
afterAll(async () => {
  client.close();
  await stack.close();
});

const send = (path: string, bytes: Buffer): Promise<number> =>
  new Promise((resolve) => {
    const metadata = new Metadata();
    metadata.set("authorization", `Bearer ${tenant.key}`);
    const same = (b: Buffer) => b;
    client.makeUnaryRequest(path, same, same, bytes, metadata, { deadline: Date.now() + stretched(8_000) }, (error: ServiceError | null) =>
      resolve(error?.code ?? status.OK),
    );
  });

it("malformed requests crash nothing and get an answer that fits", async () => {
  const next = randomOf(11).float;
  const rpcs = ["IdentityService", "TenantService"]
    .flatMap((name) => Object.values(loadService("marketing.identity.v1", name)))
    .filter((rpc) => !rpc.responseStream && !/RevokeApiKey/.test(rpc.path)); // the key itself must live
  const nested = (depth: number): object => {
    let value: object = { stringValue: "x" };
    for (let i = 0; i < depth; i++) value = { listValue: { values: [value] } };
    return { fields: { a: value } };
  };
  const fields = (entries: object) => ({ fields: entries });
  const structs = [
    null,
    nested(3),
    nested(30),
    fields({ "a\u0000": { stringValue: "b" } }),
    fields({ a: { stringValue: "\u0000" } }),
    fields({ a: { numberValue: Number.NaN } }),
    fields({ a: { stringValue: "x".repeat(50_000) } }),
    fields({ __proto__: { stringValue: "x" }, constructor: { boolValue: true } }),
    fields(Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`k${i}`, { numberValue: i }]))),
  ];
  const words = [
    "",
    "\u0000",
    "x".repeat(3_000),
    "\ud800",
    "null",
    "-1",
    "1e400",
    "' OR 1=1 --",
    "😀".repeat(100),
    "ann",
    "bob",
    "a@x.com",
    "00000000-0000-0000-0000-000000000000",
    "identity:read",
    "UTC",
    "7",
  ];
  const pick = <A>(of: ReadonlyArray<A>): A => of[Math.floor(next() * of.length)]!;
  const word = () => pick(words);
  const int = () => Math.floor(next() * 2 ** 32) - 2 ** 31;
  const long = () => String(Math.floor((next() - 0.5) * 2 ** 54));
  const time = () =>
    pick([null, { seconds: String(Math.floor((next() - 0.5) * 1e13)), nanos: int() }, { seconds: "1700000000", nanos: 0 }]);
  const request = () => ({
    ...Object.fromEntries(
      [
        "userId",
        "anonymousId",
        "previousId",
        "winnerUserId",
        "loserUserId",
        "email",
        "mergeId",
        "reason",
        "segment",
        "source",
        "requestId",
        "ltvPrediction",
        "currency",
        "modelVersion",
        "trait",
        "sessionId",
        "pageToken",
        "name",
        "timezone",
        "tenantId",
        "keyId",
      ].map((f) => [f, word()]),
    ),
    ...Object.fromEntries(
      ["timestamp", "predictedAt", "createdFrom", "createdUntil", "lastSeenFrom", "startFrom", "startUntil", "expiresAt"].map((f) => [
        f,
        time(),
      ]),
    ),
    ...Object.fromEntries(["traits", "traitsSetOnce", "traitsContain"].map((f) => [f, pick(structs)])),
    traitsUnset: [word(), word()],
    userIds: [word(), word()],
    scopes: [word()],
    priority: int(),
    pageSize: int(),
    activeWithinDays: int(),
    rateLimit: int(),
    churnRisk: pick([0.5, Number.NaN, -1, Number.POSITIVE_INFINITY, 1e308]),
    ...(next() < 0.1 ? { expectedVersion: long() } : {}),
    order: Math.floor(next() * 5),
    includeAnonymous: Math.floor(next() * 9),
    ipPolicy: Math.floor(next() * 9),
    status: Math.floor(next() * 9),
  });
  const codes = new Map<string, number>();
  const total = 4_000;
  let sent = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (sent < total) {
        sent++;
        const rpc = pick(rpcs);
        let bytes: Buffer;
        if (next() < 0.25) bytes = Buffer.from(Array.from({ length: Math.floor(next() * 200) }, () => Math.floor(next() * 256)));
        else {
          // a few fields only, so that some of them are well enough to get further than the first check
          const all = Object.entries(request());
          bytes = rpc.requestSerialize(Object.fromEntries(all.filter(() => next() < 0.4)));
          if (next() < 0.2)
            for (let i = 0; i < 4 && bytes.length > 0; i++) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
        }
        const code = status[await send(rpc.path, bytes)]!;
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }),
  );
  // Random bytes may become a min_position: OUT_OF_RANGE where no event has it, DEADLINE_EXCEEDED where the call waits in vain.
  // PERMISSION_DENIED: the platform's RPCs.
  const fit = [
    "OK",
    "INVALID_ARGUMENT",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "FAILED_PRECONDITION",
    "ABORTED",
    "PERMISSION_DENIED",
    "OUT_OF_RANGE",
    "DEADLINE_EXCEEDED",
  ];
  expect([...codes].filter(([code]) => !fit.includes(code))).toEqual([]);
  expect(codes.get("OK")).toBeGreaterThan(50);
  expect(codes.get("DEADLINE_EXCEEDED") ?? 0).toBeLessThan(total / 100);
  expect(await send(rpcs[0]!.path, Buffer.alloc(5_000_000))).toBe(status.RESOURCE_EXHAUSTED);
  const { user, position } = await tenant.identity.call("Identify", { userId: "still-alive" });
  await until(
    "the table follows",
    async () => (await tenant.identity.call("GetUser", { userId: user.userId, minPosition: position })).user.externalId === "still-alive",
  );
  expect(await stack.sql("SELECT count(*)::int AS n FROM parked_events")).toEqual([{ n: 0 }]);
  expect(stack.service().logs()).not.toMatch(/uncaught|unhandled|unexpected error/);
});
