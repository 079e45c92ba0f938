import { createServer, type Socket } from "node:net";
import { freePort } from "@marketing/local/ports";
import { until } from "@marketing/tests/support/patience";
import { afterEach, expect, test, vi } from "vitest";
import { type Bus, connectBus } from "./connection.ts";

/** A server that speaks as much NATS as a login needs. What the n-th connection is greeted with, and when, is the test's. */
const fakeServer = async (greet: (socket: Socket, n: number) => void) => {
  const sockets: Socket[] = [];
  const subscribed: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      const said = bytes.toString();
      if (said.includes("SUB ")) subscribed.push(socket);
      if (said.includes("PING")) socket.write("PONG\r\n");
    });
    greet(socket, sockets.length);
  });
  const port = await freePort();
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return {
    url: `nats://127.0.0.1:${port}`,
    sockets,
    subscribed,
    live: () => sockets.filter((socket) => !socket.destroyed && !socket.readableEnded),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
};
type FakeServer = Awaited<ReturnType<typeof fakeServer>>;

const info = `INFO ${JSON.stringify({ server_id: "fake", version: "2.9.25", proto: 1, headers: true, max_payload: 1_048_576 })}\r\n`;
const message = (text: string): string => `MSG a 1 ${text.length}\r\n${text}\r\n`;

let server: FakeServer | undefined;
let bus: Bus | undefined;
afterEach(async () => {
  await bus?.close(200);
  await server?.close();
});

/** Everything that the subscription `a` is given. */
const listen = (): string[] => {
  const heard: string[] = [];
  bus!.nc.subscribe("a", { callback: (_, msg) => heard.push(Buffer.from(msg.data).toString()) });
  return heard;
};

const logged = () => {
  const lines: string[] = [];
  const take = (text: string) => lines.push(text);
  return { lines, logger: { debug: take, info: take, warn: take, error: take } };
};

test("an attempt to connect that was given up is ended, and never feeds the parser of the one that took its place", async () => {
  server = await fakeServer((socket, n) => {
    if (n === 1)
      setTimeout(() => socket.write(info), 5_600); // the client gives up after 5 s
    else socket.write(info);
  });
  bus = await connectBus({ url: server.url, name: "late" });
  const heard = listen();
  await until("the first has been greeted", () => server!.sockets[0]!.destroyed || server!.sockets[0]!.bytesWritten > 0);
  await until("it has subscribed", () => server!.subscribed.length > 0);
  await new Promise((later) => setTimeout(later, 300));
  expect(server.live()).toHaveLength(1);
  const whole = message("{}");
  // Half a message on the oldest socket that still lives, a whole one on the newest: two sockets make `{"text":"the MSG a 1 2\r\n{}` of it.
  const half = 'MSG a 1 30\r\n{"text":"the ';
  server.sockets[0]!.write(half);
  await new Promise((later) => setTimeout(later, 50));
  server.live().at(-1)!.write(whole);
  await until("a message", () => heard.length > 0);
  expect(heard).toEqual(["{}"]);
});

test("a login that its server breaks off, or answers too late, leaves one connection in the end", async () => {
  server = await fakeServer((socket, n) => {
    socket.write(info);
    if (n <= 3) setImmediate(() => socket.end());
    if (n === 4) socket.removeAllListeners("data").resume(); // greets, and then says nothing
  });
  bus = await connectBus({ url: server.url, name: "broken off" });
  const heard = listen();
  await until("it has subscribed", () => server!.subscribed.length > 0);
  await new Promise((later) => setTimeout(later, 1_000));
  expect(server.live()).toHaveLength(1);
  expect(server.sockets).toHaveLength(5);
  for (const socket of server.sockets) if (!socket.destroyed) socket.write(message("once"));
  await until("a message", () => heard.length > 0);
  expect(heard).toEqual(["once"]);
});

test("bytes that are no NATS end their connection: another takes its place, subscribed, and nothing is printed", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
  server = await fakeServer((socket) => socket.write(info));
  const { lines, logger } = logged();
  bus = await connectBus({ url: server.url, name: "garbled", logger });
  const heard = listen();
  const states: string[] = [];
  bus.onStatus((status) => states.push(status));
  await until("it has subscribed", () => server!.subscribed.length === 1);
  server.sockets[0]!.write(`${message("first")}{"secret":"of a tenant"}\r\n${message("never")}`);
  await until("another connection has subscribed", () => server!.subscribed.length === 2);
  server.sockets[1]!.write(message("second"));
  await until("a message", () => heard.length === 2);
  expect(heard).toEqual(["first", "second"]);
  expect(states).toEqual(["disconnected", "connected"]);
  expect(server.live()).toHaveLength(1);
  expect(lines.join()).toContain("no NATS");
  expect(lines.join()).not.toContain("tenant");
  expect(printed).not.toHaveBeenCalled();
});

test("a subscriber that throws takes the connection from nobody", async () => {
  server = await fakeServer((socket) => socket.write(info));
  const { lines, logger } = logged();
  bus = await connectBus({ url: server.url, name: "throws", logger });
  const heard = listen();
  bus.nc.subscribe("b", {
    callback: () => {
      throw new Error("mine");
    },
  });
  await until("both have subscribed", () => server!.subscribed.length > 0);
  await bus.nc.flush();
  server.sockets[0]!.write(`MSG b 2 1\r\nx\r\n${message("after")}`);
  await until("a message", () => heard.length > 0);
  expect(heard).toEqual(["after"]);
  expect(server.sockets).toHaveLength(1);
  expect(lines.join()).toContain("subscriber");
});

test("a connection whose other side has gone silent is replaced at once when it is to be", async () => {
  server = await fakeServer((socket) => socket.write(info));
  bus = await connectBus({ url: server.url, name: "silent" });
  server.sockets[0]!.pause();
  bus.nc.publish("x", new Uint8Array(1_000_000));
  for (let i = 0; i < 30; i += 1) bus.nc.publish("x", new Uint8Array(1_000_000)); // more than the system takes for a side that does not read
  await new Promise((later) => setTimeout(later, 50));
  await bus.nc.reconnect();
  await until("another connection", () => server!.sockets.length === 2, 20_000);
});

test("a message that is longer than any may be is not waited for", async () => {
  server = await fakeServer((socket) => socket.write(info));
  bus = await connectBus({ url: server.url, name: "spliced length" });
  const heard = listen();
  await until("it has subscribed", () => server!.subscribed.length === 1);
  server.sockets[0]!.write(`MSG a 1 2000000000\r\nthe beginning of`);
  await until("another connection has subscribed", () => server!.subscribed.length === 2);
  server.sockets[1]!.write(message("whole"));
  await until("a message", () => heard.length === 1);
  expect(heard).toEqual(["whole"]);
});

/** Refuses the logins of these connections. */
const refusing = (from: number, to: number) => (socket: Socket, n: number) => {
  socket.write(info);
  if (n >= from && n <= to) socket.removeAllListeners("data").on("data", () => socket.write("-ERR 'Authorization Violation'\r\n"));
};

test.each([
  ["at first", 1, 5],
  ["when it comes back", 2, 6],
])(
  "a service whose login is refused %s is let in when the server has the right settings, and says so once meanwhile",
  async (_, from, to) => {
    server = await fakeServer(refusing(from, to));
    const { lines, logger } = logged();
    bus = await connectBus({ url: server.url.replace("//", "//lead:x@"), name: "lead", service: "lead", logger });
    const heard = listen();
    await until("it has subscribed", () => server!.subscribed.length > 0);
    if (from > 1) server.sockets[0]!.destroy();
    await until("it is let in", () => server!.sockets.length > to && server!.subscribed.includes(server!.sockets[to]!));
    server.sockets[to]!.write(message("news"));
    await until("a message", () => heard.length === 1);
    expect(bus.connected()).toBe(true);
    expect(lines.filter((line) => line.includes("refuses the login"))).toHaveLength(1);
  },
);

test("a subscriber's connection ends when its login is refused again and again", async () => {
  server = await fakeServer(refusing(2, 1_000));
  bus = await connectBus({ url: server.url.replace("//", "//crm:x@"), name: "crm" });
  server.sockets[0]!.destroy();
  await until("it is closed", () => bus!.nc.isClosed());
  expect(server.sockets.length).toBeLessThan(10);
});
