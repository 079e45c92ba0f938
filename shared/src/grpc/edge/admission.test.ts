import { randomBytes } from "node:crypto";
import type { ClientHttp2Session } from "node:http2";
import { gzipSync } from "node:zlib";
import { status as Code } from "@grpc/grpc-js";
import { stretched, until } from "@marketing/tests/support/patience";
import { afterEach, expect, it } from "vitest";
import { contract, echoClient, holding, seen, startEcho, tenant } from "../fixtures/echo.ts";
import { prefixOf, rawCall, rawSession } from "../fixtures/rawCalls.ts";
import { loadService } from "../proto.ts";
import type { RunningServer } from "../server.ts";

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const start = async (options: Parameters<typeof startEcho>[0] = {}): Promise<RunningServer> => {
  const server = await startEcho(options);
  closing.push(() => server.close({ graceMs: 50 }));
  return server;
};
const session = ({ port }: RunningServer): ClientHttp2Session => {
  const opened = rawSession(port);
  closing.push(() => opened.destroy());
  return opened;
};
const path = (rpc: string) => `/marketing.echo.v1.EchoService/${rpc}`;
const authorized = { authorization: "Bearer all" };
const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);
const most = 4 * 1024 * 1024;
const nearlyAll = Buffer.alloc(3_900_000);

it.each(["Echo", "Count", "Chat", "Sum"])(
  "a body of %s whose caller has no key is never kept, and the stream is ended before it has come",
  async (rpc) => {
    const server = await start({ maxMessageBytes: most });
    const before = megabytes();
    const calls = Array.from({ length: 4 }, () => session(server)).flatMap((s) => Array.from({ length: 50 }, () => rawCall(s, path(rpc))));
    for (const { stream } of calls) {
      stream.write(prefixOf(4_000_000));
      stream.write(nearlyAll); // one buffer for all, so that this side keeps nothing of it
    }
    let peak = 0;
    const watching = setInterval(() => {
      peak = Math.max(peak, megabytes());
    }, 5);
    const ends = await Promise.all(calls.map(({ over }) => over));
    clearInterval(watching);
    console.log(`200 half-sent calls of ${rpc} without a key: ${before} MB before, ${Math.max(peak, megabytes())} MB at most`);
    expect(new Set(ends.map(({ status, reset }) => `${status} ${reset}`))).toEqual(new Set([`${Code.UNAUTHENTICATED} 0`]));
    expect(ends[0]!.details).toContain("MISSING_API_KEY");
    expect(Math.max(peak, megabytes()) - before).toBeLessThan(150); // 780 were sent
  },
);

it("a caller with a key who lacks the scope is cut as early", async () => {
  const call = rawCall(session(await start()), path("Echo"), { authorization: "Bearer reader" });
  call.stream.write(prefixOf(1_000_000));
  expect(await call.over).toMatchObject({ status: Code.PERMISSION_DENIED, reset: 0 });
});

it("a request that does not arrive in time is given up, whichever half of it came; a caller that has finished is not", async () => {
  const server = await start({ limits: { receiveMs: stretched(300) } });
  const slow = [
    rawCall(session(server), path("Echo"), authorized), // headers alone
    rawCall(session(server), path("Count"), authorized),
    rawCall(session(server), path("Chat"), authorized),
    rawCall(session(server), path("Sum"), authorized),
  ];
  slow[1]!.stream.write(prefixOf(100).subarray(0, 3));
  slow[2]!.stream.write(prefixOf(100));
  slow[3]!.stream.write(Buffer.concat([prefixOf(100), Buffer.alloc(99)]));
  const drip = rawCall(session(server), path("Echo"), authorized);
  drip.stream.write(prefixOf(10_000));
  const dripping = setInterval(() => drip.stream.destroyed || drip.stream.write("x"), 20); // never idle, never done
  const ends = await Promise.all([...slow, drip].map(({ over }) => over));
  clearInterval(dripping);
  for (const end of ends) {
    expect(end.status).toBe(Code.DEADLINE_EXCEEDED);
    expect(end.details).toContain("REQUEST_INCOMPLETE");
  }
  const client = echoClient(server.port);
  closing.push(client.close);
  expect(await client.call("Echo", { userId: tenant })).toMatchObject({ userId: tenant });
});

it("a stream may be idle between messages for as long as it likes", async () => {
  const receiveMs = stretched(100);
  const server = await start({ limits: { receiveMs } });
  const client = echoClient(server.port);
  closing.push(client.close);
  const talk = async function* () {
    for (const text of ["a", "b"]) {
      yield { text };
      await new Promise((resolve) => setTimeout(resolve, receiveMs * 3));
    }
  };
  const said: string[] = [];
  for await (const { text } of client.duplex("Chat", talk())) said.push(text);
  expect(said).toEqual(["you said a", "you said b", "all said"]);
});

it.each(["Echo", "Chat"])(
  "what a tenant has half sent of %s has a limit in bytes, and what waits for room is served in the end",
  async (rpc) => {
    const server = await start({
      limits: { bytesPerTenant: 1_000_000, callsPerTenant: 200, streamsPerTenant: 200, receiveMs: stretched(1_000) },
    });
    const opened = session(server);
    const before = megabytes();
    const held = Array.from({ length: 100 }, () => rawCall(opened, path(rpc), authorized));
    for (const { stream } of held) {
      stream.write(prefixOf(500_000));
      stream.write(nearlyAll.subarray(0, 499_000));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    console.log(`100 half-sent calls of ${rpc}, 50 MB in all, with a key: ${before} MB before, ${megabytes()} MB then`);
    expect(megabytes() - before).toBeLessThan(40);
    const small = echoClient(server.port);
    closing.push(small.close);
    expect(await small.call("Echo", { userId: tenant })).toMatchObject({ userId: tenant }); // a small one does not wait
    for (const { stream } of held) stream.end(Buffer.alloc(1_000)); // no message of any sense, but whole
    const ends = await Promise.all(held.map(({ over }) => over));
    const statuses = new Set(ends.map(({ status }) => status));
    for (const status of statuses) expect([Code.INVALID_ARGUMENT, Code.DEADLINE_EXCEEDED]).toContain(status);
    expect(statuses).toContain(Code.INVALID_ARGUMENT);
  },
);

it("a stream that is always in the middle of its next message is not late while each of them comes in time", async () => {
  const receiveMs = stretched(500);
  const server = await start({ limits: { receiveMs } });
  const call = rawCall(session(server), path("Sum"), authorized);
  const began = performance.now();
  call.stream.write(prefixOf(0).subarray(0, 3));
  while (performance.now() - began < receiveMs * 2.5) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    call.stream.write(Buffer.from([0, 0, 0, 0, 0])); // the end of one and the beginning of the next
  }
  call.stream.end(Buffer.from([0, 0]));
  expect((await call.over).status).toBe(Code.OK);
});

it("a message larger than its method takes is refused by its first five bytes; so is one that grows when it is unpacked", async () => {
  const server = await start({ maxMessageBytes: most });
  const opened = session(server);
  for (const rpc of ["Echo", "Count", "Chat", "Sum"]) {
    const call = rawCall(opened, path(rpc), authorized);
    call.stream.write(prefixOf(600_000)); // the server itself would take it
    const end = await call.over;
    expect([rpc, end.status]).toEqual([rpc, Code.RESOURCE_EXHAUSTED]);
    expect(end.details).toContain("REQUEST_TOO_LARGE");
    const packed = rawCall(opened, path(rpc), { ...authorized, "grpc-encoding": "gzip" });
    const bomb = gzipSync(Buffer.alloc(3_000_000));
    const prefix = prefixOf(bomb.length);
    prefix[0] = 1;
    packed.stream.write(Buffer.concat([prefix, bomb]));
    expect(await packed.over).toMatchObject({ status: Code.RESOURCE_EXHAUSTED });
  }
  const reflected = rawCall(opened, "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");
  reflected.stream.write(prefixOf(5_000));
  expect((await reflected.over).status).toBe(Code.RESOURCE_EXHAUSTED);
});

it("a call without a message, with two, or left half-way leaves nothing behind", async () => {
  const server = await start({ limits: { callsPerTenant: 1, waitingPerTenant: 0, streamsPerTenant: 1 } });
  const opened = session(server);
  for (let i = 0; i < 20; i++) {
    const none = rawCall(opened, path("Echo"), authorized);
    none.stream.end();
    expect((await none.over).status).toBe(Code.UNIMPLEMENTED);
    const two = rawCall(opened, path("Echo"), authorized);
    two.stream.end(Buffer.alloc(10));
    await two.over;
    const left = rawCall(opened, path("Chat"), authorized);
    left.stream.write(prefixOf(50));
    await new Promise((resolve) => setTimeout(resolve, 2));
    left.stream.destroy();
    await left.over;
  }
  const client = echoClient(server.port);
  closing.push(client.close);
  // every place is free again
  await until("a call is served", async () => (await client.call("Echo", { userId: tenant })).userId === tenant);
});

it("metadata has a limit", async () => {
  const server = await start();
  const client = echoClient(server.port);
  closing.push(client.close);
  expect(await client.call("Echo", { userId: tenant }, { metadata: { "x-more": randomBytes(4_000).toString("hex") } })).toBeDefined();
  for (const kilobytes of [20, 60]) {
    const huge = rawCall(session(server), path("Echo"), { ...authorized, "x-more": "x".repeat(kilobytes * 1_000) });
    huge.stream.end(prefixOf(0));
    expect((await huge.over).status).not.toBe(Code.OK);
  }
});

it("messages of streams that were taken in and are not done with have a limit in bytes for their tenant together", async () => {
  const server = await start({ maxMessageBytes: most, limits: { bytesPerTenant: 8_000_000 } });
  const before = megabytes();
  const opened = Array.from({ length: 20 }, () => session(server));
  const filler = loadService("marketing.echo.v1", "EchoService", contract).Hold!.requestSerialize({ filler: Buffer.alloc(100_000) });
  const message = Buffer.concat([prefixOf(filler.length), filler]);
  const held = seen.held;
  const calls = opened.map((s) => rawCall(s, path("Hold"), authorized));
  for (const { stream } of calls) for (let i = 0; i < 100; i++) stream.write(message);
  await until("as many are held as there is room for", () => seen.held - held >= 75);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(seen.held - held).toBeLessThanOrEqual(80);
  console.log(`200 MB of messages on 20 streams: ${seen.held - held} of 2,000 taken in, ${megabytes() - before} MB more`);
  holding.resolve();
  await until("the others are taken in", () => seen.held - held === 2_000);
});

it("an answer that nobody reads is not kept for ever", async () => {
  const server = await start({ limits: { sendMs: stretched(200), callsPerTenant: 2, waitingPerTenant: 0 } });
  const stalled = rawSession(server.port);
  closing.push(() => stalled.destroy());
  stalled.settings({ initialWindowSize: 0 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const begun = seen.begun;
  const calls = [1, 2].map(() => rawCall(stalled, path("Slow"), authorized));
  for (const { stream } of calls) {
    stream.pause();
    stream.end(Buffer.concat([prefixOf(2), Buffer.from([8, 1])]));
  }
  await until("both are served", () => seen.begun === begun + 2);
  const client = echoClient(server.port);
  closing.push(client.close);
  await until("their places are free", async () => (await client.call("Slow", { ms: 0 })) !== undefined);
});
