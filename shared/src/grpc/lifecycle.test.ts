import { setTimeout as sleep } from "node:timers/promises";
import { ChannelCredentials, Client, status as Code, type ServiceDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { stretched, until } from "@marketing/tests/support/patience";
import { createClient, type Message, type RpcClient } from "@marketing/tests/support/rpcClient";
import { protoPath } from "grpc-health-check";
import { afterEach, expect, it } from "vitest";
import { contract, echoClient, echoMethods, seen, startEcho, tenant } from "./fixtures/echo.ts";
import { loaderOptions } from "./proto.ts";
import type { RunningServer } from "./server.ts";

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const start = async (options = {}): Promise<{ server: RunningServer; client: RpcClient; health: RpcClient }> => {
  const server = await startEcho(options);
  closing.push(() => server.close({ graceMs: 100 }));
  const client = echoClient(server.port);
  const healthContract = loadSync(protoPath, loaderOptions);
  const health = createClient({
    address: `127.0.0.1:${server.port}`,
    contract: healthContract,
    package: "grpc.health.v1",
    service: "Health",
  });
  closing.push(client.close, health.close);
  return { server, client, health };
};
const codeOf = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    () => Code.OK,
    (error) => error.code,
  );

it("health tells the state of the dependencies, to everybody", async () => {
  const { server, health } = await start();
  const check = async (service: string) => (await health.call("Check", { service })).status;
  expect([await check(""), await check("readiness"), await check("liveness"), await check("marketing.echo.v1.EchoService")]).toEqual(
    Array(4).fill("SERVING"),
  );
  server.health.set("postgres", true);
  server.health.set("redis", false);
  expect([await check(""), await check("readiness"), await check("liveness"), await check("marketing.echo.v1.EchoService")]).toEqual([
    "NOT_SERVING",
    "NOT_SERVING",
    "SERVING",
    "NOT_SERVING",
  ]);
  expect(await codeOf(health.call("Check", { service: "nonsense" }))).toBe(Code.NOT_FOUND);
  expect((await health.call("List", {})).statuses.liveness).toEqual({ status: "SERVING" });
  expect(server.health.dependencies).toEqual([
    { name: "postgres", ok: true, optional: false, detail: "" },
    { name: "redis", ok: false, optional: false, detail: "" },
  ]);
});

it("health can be watched until the server goes", async () => {
  const { server, health } = await start();
  const statuses: string[] = [];
  const watching = (async () => {
    for await (const { status } of health.stream("Watch", { service: "readiness" })) {
      statuses.push(status);
      if (statuses.length === 1) server.health.set("redis", false);
      if (statuses.length === 2) server.health.set("redis", true);
      if (statuses.length === 3) void server.close({ noticeMs: 50, graceMs: 1_000 });
    }
  })();
  expect(await codeOf(watching)).toBe(Code.UNAVAILABLE);
  expect(statuses).toEqual(["SERVING", "NOT_SERVING", "SERVING", "NOT_SERVING"]);
  const unknown = (await start()).health.stream("Watch", { service: "later" });
  expect((await unknown.next()).value).toEqual({ status: "SERVICE_UNKNOWN" });
  await unknown.return(undefined);
});

it("a shutdown lets calls finish, ends streams so that they can go on elsewhere, and is quick", async () => {
  const { server, client } = await start();
  const slow = client.call("Slow", { ms: 200 });
  const stream = client.stream("Count", { to: 1e9, bytes: 1 });
  await stream.next();
  let hush: () => void = () => undefined;
  const talk = async function* () {
    yield { text: "a" };
    await new Promise<void>((resolve) => {
      hush = resolve;
    });
  };
  const chat = client.duplex("Chat", talk());
  await chat.next();
  const started = performance.now();
  const graceMs = stretched(3_000);
  const closed = server.close({ graceMs });
  expect(server.close()).toBe(closed);
  expect(await codeOf(slow)).toBe(Code.OK);
  expect(
    await codeOf(
      (async () => {
        for await (const _ of stream);
      })(),
    ),
  ).toBe(Code.UNAVAILABLE);
  expect((await chat.next()).value).toEqual({ text: "all said" }); // the handler's last word
  expect(await codeOf(chat.next())).toBe(Code.UNAVAILABLE);
  hush();
  await closed;
  expect(performance.now() - started).toBeLessThan(graceMs - 100);
});

it("a shutdown is bounded where a call does not end", async () => {
  const { server, client } = await start();
  const before = seen.cancelled;
  const begun = seen.begun;
  const stuck = codeOf(client.call("Slow", { ms: 5_000 }));
  await until("the call has arrived", () => seen.begun === begun + 1);
  const started = performance.now();
  await server.close({ graceMs: 50 });
  expect(performance.now() - started).toBeLessThan(stretched(3_000));
  expect(await stuck).toBe(Code.UNAVAILABLE);
  expect(seen.cancelled).toBe(before + 1);
});

it("a client comes back when the server does", async () => {
  const first = await startEcho();
  const client = echoClient(first.port);
  closing.push(client.close);
  await client.call("Echo", { userId: tenant });
  await first.close({ graceMs: 100 });
  const answer = client.call("Echo", { userId: tenant }, { deadlineMs: stretched(8_000) }); // tried again while the server is away
  const second = await startEcho({ address: `127.0.0.1:${first.port}` });
  closing.push(() => second.close({ graceMs: 100 }));
  expect(await answer).toMatchObject({ userId: tenant });
});

it("rejects where the port is taken", async () => {
  const { server } = await start();
  await expect(startEcho({ address: `127.0.0.1:${server.port}` })).rejects.toThrow(/EADDRINUSE|No address/);
});

it("connections end at their age, calls go on over new ones", async () => {
  const { client } = await start({ maxConnectionAgeMs: 200 });
  for (let i = 0; i < 20; i++) {
    expect(await client.call("Echo", { userId: tenant })).toMatchObject({ userId: tenant });
    await sleep(50);
  }
});

it("reflection lists every service, with the fields as the protos write them", async () => {
  const implementations = [
    { contract, package: "marketing.echo.v1", name: "EchoService", methods: echoMethods },
    { package: "marketing.operations.v1", name: "OperationsService", methods: {} },
  ];
  const { server } = await start({ implementations });
  const path = new URL("../../../node_modules/@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto", import.meta.url).pathname;
  const definition = loadSync(path, loaderOptions)["grpc.reflection.v1.ServerReflection"] as ServiceDefinition;
  const { ServerReflectionInfo: rpc } = definition;
  const raw = new Client(`127.0.0.1:${server.port}`, ChannelCredentials.createInsecure());
  closing.push(() => raw.close());
  const ask = (request: object): Promise<Message> =>
    new Promise((resolve, reject) => {
      const call = raw.makeBidiStreamRequest(rpc!.path, rpc!.requestSerialize, rpc!.responseDeserialize);
      call.on("data", (answer) => resolve(answer));
      call.on("error", reject);
      call.write(request);
      call.end();
    });
  const services = (await ask({ listServices: "*" })).listServicesResponse.service.map((s: { name: string }) => s.name);
  expect(services.sort()).toEqual(["grpc.health.v1.Health", "marketing.echo.v1.EchoService", "marketing.operations.v1.OperationsService"]);
  const file = (await ask({ fileContainingSymbol: "marketing.operations.v1.ReadLogRequest" })).fileDescriptorResponse;
  expect(Buffer.concat(file.fileDescriptorProto).toString("latin1")).toContain("after_position");
  expect((await ask({ fileContainingSymbol: "grpc.health.v1.Health" })).fileDescriptorResponse).not.toBeNull();
  const dark = (await start({ reflection: false })).server;
  const other = new Client(`127.0.0.1:${dark.port}`, ChannelCredentials.createInsecure());
  closing.push(() => other.close());
  const code = await new Promise((resolve) => {
    const call = other.makeBidiStreamRequest(rpc!.path, rpc!.requestSerialize, rpc!.responseDeserialize);
    call.on("error", (error: Error & { code?: number }) => resolve(error.code));
    call.resume();
    call.end();
  });
  expect(code).toBe(Code.UNIMPLEMENTED);
});
