import { connect } from "node:http2";
import { connect as connectTcp } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ChannelCredentials, Client, status as Code, type Metadata, type ServiceDefinition } from "@grpc/grpc-js";
import { stretched } from "@marketing/tests/support/patience";
import type { RpcClient } from "@marketing/tests/support/rpcClient";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RpcError } from "../base/errors.ts";
import { contract, echoClient, otherTenant, seen, startEcho, tenant } from "./fixtures/echo.ts";
import type { RunningServer } from "./server.ts";
import { toStruct } from "./struct.ts";

let server: RunningServer;
let client: RpcClient;
beforeAll(async () => {
  server = await startEcho({ maxMessageBytes: 100_000 });
  client = echoClient(server.port);
});
afterAll(async () => {
  client.close();
  await server.close({ graceMs: 200 });
});

const good = { userId: tenant, traits: toStruct({ plan: "pro" }), amountMicros: "5" };
const failure = async (promise: Promise<unknown>): Promise<RpcError> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
  throw new Error("it succeeded");
};
const collect = async <A>(messages: AsyncIterable<A>): Promise<A[]> => {
  const all: A[] = [];
  for await (const message of messages) all.push(message);
  return all;
};
const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 12_000 && !condition(); i++) await sleep(10);
  expect(condition()).toBe(true);
};

describe("a unary call", () => {
  it("is answered, with its request id and in its trace", async () => {
    const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
    let metadata: Metadata | undefined;
    const answer = await client.call("Echo", good, {
      requestId: "request-1",
      traceparent,
      onMetadata: (m) => {
        metadata = m;
      },
    });
    expect(answer).toMatchObject({
      userId: tenant,
      tenantId: tenant,
      actor: "key:all",
      traceparent,
      at: { seconds: "1700000000", nanos: 123_000_000 },
    });
    expect(metadata?.get("x-request-id")).toEqual(["request-1"]);
    expect((await client.call("echo", good, { traceparent: "nonsense" })).traceparent).toBe("");
  });

  it("gets every violation at once", async () => {
    const error = await failure(client.call("Echo", { ...good, userId: "", events: [{}], score: 2 }));
    expect(error.code).toBe(Code.INVALID_ARGUMENT);
    expect(error.violations.map((v) => v.field)).toEqual(["user_id", "events[0].event_name", "score"]);
  });

  it.each([
    ["bug", Code.INTERNAL, "INTERNAL"],
    ["text", Code.INTERNAL, "INTERNAL"],
    ["version", Code.ABORTED, "WRONG_EXPECTED_VERSION"],
    ["deadlock", Code.ABORTED, "CONCURRENT_CHANGE"],
    ["rule", Code.FAILED_PRECONDITION, "NOT_NOW"],
    ["surrogate", Code.FAILED_PRECONDITION, "NOT_NOW"],
    ["long", Code.FAILED_PRECONDITION, "NOT_NOW"],
    ["postgres", Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
  ])("that fails by %s gets code %i %s", async (how, code, reason) => {
    expect(await failure(client.call("Fail", { how }))).toMatchObject({ code, reason });
  });

  it("ends at the caller's deadline, and its handler is told", async () => {
    const before = seen.cancelled;
    expect((await failure(client.call("Slow", { ms: 60_000 }, { deadlineMs: stretched(50) }))).code).toBe(Code.DEADLINE_EXCEEDED);
    await until(() => seen.cancelled === before + 1);
  });

  it("ends at the method's deadline when the caller has none", async () => {
    const started = performance.now();
    const raw = new Client(`127.0.0.1:${server.port}`, ChannelCredentials.createInsecure());
    const { Metadata } = await import("@grpc/grpc-js");
    const metadata = new Metadata();
    metadata.set("authorization", "Bearer all");
    const code = await new Promise((resolve) => {
      // SlowRequest { ms: 60000 }
      const request = Buffer.from([8, 0xe0, 0xd4, 3]);
      raw.makeUnaryRequest(
        "/marketing.echo.v1.EchoService/Slow",
        (b: Buffer) => b,
        (b) => b,
        request,
        metadata,
        (error) => resolve(error?.code),
      );
    });
    expect(code).toBe(Code.DEADLINE_EXCEEDED);
    expect(performance.now() - started).toBeLessThan(stretched(2_000));
    raw.close();
  });

  it("can be cancelled, and its handler is told", async () => {
    const before = seen.cancelled;
    const begun = seen.begun;
    const abort = new AbortController();
    const cancelled = failure(client.call("Slow", { ms: 60_000 }, { signal: abort.signal }));
    await until(() => seen.begun === begun + 1);
    abort.abort();
    expect((await cancelled).code).toBe(Code.CANCELLED);
    await until(() => seen.cancelled === before + 1);
  });

  it("that completes is never cancelled", async () => {
    const before = seen.cancelled;
    await client.call("Slow", { ms: 1 });
    await sleep(400); // the method's own deadline passes
    expect(seen.cancelled).toBe(before);
  });

  it("too large is RESOURCE_EXHAUSTED, with both sizes and without a time to try again", async () => {
    const request = await failure(client.call("Echo", { ...good, note: "x".repeat(200_000) }));
    expect(request).toMatchObject({ code: Code.RESOURCE_EXHAUSTED, reason: "REQUEST_TOO_LARGE", metadata: { limit: "100000" } });
    expect(Number(request.metadata.size)).toBeGreaterThan(200_000);
    expect(request.message).toContain(`has ${request.metadata.size} bytes, and may have 100000`);
    expect(request.retryAfterMs).toBeUndefined();
  });

  it("whose answer is too large is told so, with both sizes", async () => {
    const told = { code: Code.RESOURCE_EXHAUSTED, reason: "ANSWER_TOO_LARGE", metadata: { limit: "100000" } };
    expect(await failure(client.call("Echo", { ...good, note: "large" }))).toMatchObject(told);
    expect(await failure(client.stream("Count", { to: 1, bytes: 120_000 }).next())).toMatchObject(told);
  });

  it("to an RPC nobody knows is UNIMPLEMENTED", async () => {
    const service = "marketing.echo.v1.EchoService";
    const Nothing = { ...(contract[service] as ServiceDefinition).Echo, path: `/${service}/Nothing` };
    const stranger = echoClient(server.port, { contract: { [service]: { Nothing } } as never });
    expect((await failure(stranger.call("Nothing", good))).code).toBe(Code.UNIMPLEMENTED);
    stranger.close();
  });
});

describe("who may call", () => {
  const as = (apiKey: string, tenantId?: string) => ({ apiKey, ...(tenantId ? { tenantId } : {}) });
  it.each([
    ["nobody", as("nobody"), Code.UNAUTHENTICATED, "MISSING_API_KEY"],
    ["a reader", as("reader"), Code.PERMISSION_DENIED, "MISSING_SCOPE"],
    ["a key of another tenant", as("all", otherTenant), Code.PERMISSION_DENIED, "WRONG_TENANT"],
    ["the platform without a tenant", as("platform"), Code.INVALID_ARGUMENT, "MISSING_TENANT"],
    ["the platform with nonsense", as("platform", "nonsense"), Code.INVALID_ARGUMENT, "INVALID_FIELDS"],
  ])("not %s", async (_, options, code, reason) => {
    expect(await failure(client.call("Echo", good, options))).toMatchObject({ code, reason });
    expect(await failure(collect(client.duplex("Chat", [{ text: "a" }], options)))).toMatchObject({ code, reason });
  });

  it("is told the same whether the request is valid or not", async () => {
    expect((await failure(client.call("Echo", {}, as("nobody")))).code).toBe(Code.UNAUTHENTICATED);
    expect((await failure(client.call("Echo", {}, as("reader")))).code).toBe(Code.PERMISSION_DENIED);
  });

  it("the platform, for the tenant it names; a tenant's key never where the platform is asked for", async () => {
    expect(await client.call("Echo", good, as("platform", otherTenant.toUpperCase()))).toMatchObject({
      tenantId: otherTenant,
      actor: "platform:platform",
    });
    expect(await client.call("Echo", good, as("star"))).toMatchObject({ tenantId: tenant });
    expect(await client.call("Admin", {}, as("platform"))).toEqual({ tenantId: "" });
    expect((await failure(client.call("Admin", {}, as("star")))).code).toBe(Code.PERMISSION_DENIED);
  });
});

describe("streams", () => {
  it("send in order and end, or fail where the handler fails", async () => {
    expect((await collect(client.stream("Count", { to: 200 }))).map((m) => m.n)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    const got: number[] = [];
    const error = await failure(
      (async () => {
        for await (const { n } of client.stream("Count", { to: 10, failAt: 5 })) got.push(n);
      })(),
    );
    expect(got).toEqual([1, 2, 3, 4]);
    expect(error).toMatchObject({ code: Code.FAILED_PRECONDITION, reason: "ENOUGH" });
  });

  it("wait for a slow reader", async () => {
    seen.yielded = 0;
    for await (const { n } of client.stream("Count", { to: 100_000, bytes: 50_000 })) {
      if (n === 1) await sleep(300);
      if (n === 2) break;
    }
    expect(seen.yielded).toBeLessThan(500);
  });

  it("end on the server when the reader leaves", async () => {
    const before = seen.finished;
    for await (const { n } of client.stream("Count", { to: 1e9, bytes: 1 })) if (n === 3) break;
    await until(() => seen.finished === before + 1);
    expect(server).toBeDefined();
  });

  it("end on the server when the connection dies", async () => {
    const before = seen.finished;
    const session = connect(`http://127.0.0.1:${server.port}`);
    const stream = session.request({
      ":method": "POST",
      ":path": "/marketing.echo.v1.EchoService/Count",
      "content-type": "application/grpc",
      te: "trailers",
      authorization: "Bearer all",
    });
    stream.on("error", () => undefined);
    stream.end(Buffer.from([0, 0, 0, 0, 8, 8, 0xff, 0xff, 0xff, 0xff, 7, 24, 1])); // to 2^31-1, slowly
    await new Promise((resolve) => stream.once("data", resolve));
    session.destroy();
    await until(() => seen.finished === before + 1);
  });

  it("talk both ways, one answer for each", async () => {
    const said: string[] = [];
    const talk = async function* () {
      for (let i = 0; i < 100; i++) {
        yield { text: `${i}` };
        await sleep(0);
      }
    };
    for await (const { text } of client.duplex("Chat", talk())) said.push(text);
    expect(said).toEqual([...Array.from({ length: 100 }, (_, i) => `you said ${i}`), "all said"]);
  });

  it("read no faster than the handler", async () => {
    let given = 0;
    seen.chatted = 0;
    const talk = async function* () {
      for (; given < 20_000; given++) yield { text: "x".repeat(100) };
    };
    for await (const _ of client.duplex("Chat", talk())) {
      await sleep(500);
      break;
    }
    expect(seen.chatted).toBeLessThan(15_000); // nobody reads the answers, so the handler is not asked for more
  });

  it("fail with the handler, with a bad message and with the caller's own iterable", async () => {
    expect(await failure(collect(client.duplex("Chat", [{ text: "a" }, { text: "fail" }, { text: "b" }])))).toMatchObject({
      reason: "ENOUGH",
    });
    expect(await failure(collect(client.duplex("Chat", [{ text: "" }])))).toMatchObject({ code: Code.INVALID_ARGUMENT });
    const broken = async function* () {
      yield { text: "a" };
      throw new Error("mine");
    };
    await expect(collect(client.duplex("Chat", broken()))).rejects.toThrow("mine");
  });

  it("end when the handler is done, whatever the caller still says", async () => {
    const endless = async function* () {
      yield { text: "bye" };
      for (;;) {
        await sleep(5);
        yield { text: "more" };
      }
    };
    expect(await collect(client.duplex("Chat", endless()))).toEqual([]);
  });
});

describe("what is no gRPC", () => {
  it("does no harm", async () => {
    for (const junk of ["GET / HTTP/1.1\r\n\r\n", "\0".repeat(1000), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff"]) {
      const socket = connectTcp(server.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(junk, "latin1");
      await sleep(20);
      socket.destroy();
    }
    expect(await client.call("Echo", good)).toMatchObject({ userId: tenant });
  });
});
