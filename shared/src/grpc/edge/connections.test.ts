import { connect as connectHttp2, constants } from "node:http2";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { status as Code } from "@grpc/grpc-js";
import { stretched, until } from "@marketing/tests/support/patience";
import { afterEach, expect, it } from "vitest";
import { echoClient, startEcho, tenant } from "../fixtures/echo.ts";
import { prefixOf, rawCall, rawSession } from "../fixtures/rawCalls.ts";
import { peerOf } from "./peer.ts";

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const start = async (limits: NonNullable<Parameters<typeof startEcho>[0]>["limits"] = {}) => {
  const server = await startEcho({ limits });
  closing.push(() => server.close({ graceMs: 50 }));
  const client = echoClient(server.port);
  closing.push(client.close);
  const ask = async () => (await client.call("Echo", { userId: tenant })).userId === tenant;
  return { server, client, ask };
};
/** What an idle TCP connection is: open, or closed by the server. */
const idle = (port: number, localAddress = "127.0.0.1"): { readonly socket: Socket; closed: boolean } => {
  const one = { socket: connect({ port, host: "127.0.0.1", localAddress }), closed: false };
  one.socket.on("error", () => undefined);
  one.socket.on("close", () => {
    one.closed = true;
  });
  one.socket.resume();
  closing.push(() => one.socket.destroy());
  return one;
};

it("connections on which nobody is admitted are closed, whatever they have sent; those that are used stay", async () => {
  const { server, ask, client } = await start({ strangerMs: stretched(300) });
  await ask();
  const silent = idle(server.port);
  const preface = connectHttp2(`http://127.0.0.1:${server.port}`);
  preface.on("error", () => undefined);
  const refused = rawSession(server.port);
  const call = rawCall(refused, "/marketing.echo.v1.EchoService/Echo");
  call.stream.end(prefixOf(0));
  expect((await call.over).status).toBe(16);
  const stream = client.stream("Count", { to: 1e9, bytes: 1 });
  await stream.next();
  await until("strangers are gone", () => silent.closed && preface.destroyed && refused.destroyed);
  expect((await stream.next()).done).toBe(false);
  await stream.return(undefined);
  expect(await ask()).toBe(true);
});

it("one peer has its own share of the connections; the server has a limit for all", async () => {
  const { server, ask } = await start({ connections: 30, connectionsPerPeer: 10 });
  await ask();
  const greedy = Array.from({ length: 25 }, () => idle(server.port, "127.0.0.2"));
  await until("it has ten", () => greedy.filter((one) => one.closed).length === 15);
  expect(await ask()).toBe(true);
  const { client: late } = { client: echoClient(server.port) };
  closing.push(late.close);
  expect(await late.call("Echo", { userId: tenant })).toMatchObject({ userId: tenant });
  for (const one of greedy) one.socket.destroy();
  await sleep(50);
  const again = idle(server.port, "127.0.0.2");
  await sleep(stretched(100));
  expect(again.closed).toBe(false);
  const many = [3, 4, 5, 6].flatMap((n) => Array.from({ length: 9 }, () => idle(server.port, `127.0.0.${n}`)));
  await until("no more than thirty are open", () => many.filter((one) => !one.closed).length <= 28);
  expect(await ask()).toBe(true); // who is connected stays
});

it.each([
  [undefined, "unknown"],
  ["10.1.2.3", "10.1.2.3"],
  ["::ffff:10.1.2.3", "10.1.2.3"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::6", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("the peer of %s is %s", (address, peer) => expect(peerOf(address)).toBe(peer));

it("a connection whose callers cancel by the thousand, or come all at once, goes on serving the others on it", async () => {
  const server = await startEcho();
  closing.push(() => server.close({ graceMs: 50 }));
  const shared = rawSession(server.port);
  closing.push(() => shared.destroy());
  const path = "/marketing.echo.v1.EchoService/Echo";
  const refused = await Promise.all(Array.from({ length: 600 }, () => rawCall(shared, path, { authorization: "Bearer nobody" }).over));
  expect(refused.filter(({ status }) => status === Code.UNAUTHENTICATED).length).toBeGreaterThan(0);
  for (let i = 0; i < 50; i++) {
    const calls = Array.from({ length: 100 }, () => rawCall(shared, path, { authorization: "Bearer all" }));
    await new Promise((resolve) => setImmediate(resolve));
    for (const { stream } of calls) stream.close(constants.NGHTTP2_CANCEL);
    await Promise.all(calls.map(({ over }) => over));
  }
  expect(shared.destroyed || shared.closed).toBe(false);
  const other = rawCall(shared, path, { authorization: "Bearer nobody" });
  other.stream.end(prefixOf(0));
  expect((await other.over).status).toBe(Code.UNAUTHENTICATED);
});
