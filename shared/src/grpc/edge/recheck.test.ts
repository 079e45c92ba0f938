import { status as Code } from "@grpc/grpc-js";
import { until } from "@marketing/tests/support/patience";
import { afterEach, expect, it } from "vitest";
import type { Authenticator } from "../../auth/authenticator.ts";
import { unauthenticated, unavailable } from "../../base/errors.ts";
import { echoClient, fixedAuth, seen, startEcho } from "../fixtures/echo.ts";
import { prefixOf, rawCall, rawSession } from "../fixtures/rawCalls.ts";

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Lets in whom the others let in, until it is told otherwise. */
const start = async () => {
  let verdict: Error | readonly string[] | null = null;
  let looks = 0;
  const auth: Authenticator = {
    ...fixedAuth,
    authenticate(metadata, peer) {
      looks++;
      if (verdict instanceof Error) throw verdict;
      const principal = fixedAuth.authenticate(metadata, peer);
      return verdict === null || principal instanceof Promise ? principal : { ...principal, scopes: verdict };
    },
  };
  const server = await startEcho({ auth, limits: { recheckMs: 50, lastWordMs: 100 } });
  closing.push(() => server.close({ graceMs: 50 }));
  const client = echoClient(server.port);
  closing.push(client.close);
  return {
    server,
    client,
    looks: () => looks,
    say: (next: typeof verdict) => {
      verdict = next;
    },
  };
};
const revoked = unauthenticated("API_KEY_REVOKED", "the API key was revoked");
const expired = unauthenticated("API_KEY_EXPIRED", "the API key has expired");
const silence = async function* (first: object[]) {
  yield* first;
  await new Promise(() => undefined);
};
const outcome = async (messages: AsyncIterable<unknown>): Promise<unknown> => {
  try {
    for await (const _ of messages);
  } catch (error) {
    return error;
  }
  return null;
};

it.each([
  ["revoked", revoked],
  ["expired", expired],
])("a key that was %s ends every kind of stream it has open, and no other's", async (_, error) => {
  const { server, client, say, looks } = await start();
  const count = client.stream("Count", { to: 1e9, bytes: 1 });
  const chat = client.duplex("Chat", silence([{ text: "a" }]));
  await Promise.all([count.next(), chat.next()]);
  const sum = rawCall(rawSession(server.port), "/marketing.echo.v1.EchoService/Sum", { authorization: "Bearer all" });
  sum.stream.write(prefixOf(0));
  const before = looks();
  await until("they were looked at", () => looks() > before + 3);
  say(error);
  const { reason } = error;
  for (const one of [count, chat]) expect(await outcome(one)).toMatchObject({ code: Code.UNAUTHENTICATED, reason });
  const end = await sum.over;
  expect(end.status).toBe(Code.UNAUTHENTICATED);
  expect(end.details).toContain(reason);
});

it("many streams of one key cost one look a round", async () => {
  const { client, looks } = await start();
  const streams = Array.from({ length: 40 }, () => client.stream("Count", { to: 1e9, bytes: 1 }));
  await Promise.all(streams.map((stream) => stream.next()));
  const before = looks();
  await until("some rounds are over", () => looks() >= before + 3);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(looks() - before).toBeLessThan(40);
});

it("a scope that is taken away ends the stream; a directory that cannot be asked does not", async () => {
  const { client, say, looks } = await start();
  const count = client.stream("Count", { to: 1e9, bytes: 1 });
  await count.next();
  say(unavailable("DEPENDENCY_UNAVAILABLE", "away"));
  const before = looks();
  await until("it was looked at", () => looks() > before + 2);
  expect((await count.next()).done).toBe(false);
  say(["other:*"]);
  expect(await outcome(count)).toMatchObject({ code: Code.PERMISSION_DENIED, reason: "MISSING_SCOPE" });
});

it("a reader that is behind gets nothing of what waits for it once its key was revoked", async () => {
  const { server, say } = await start();
  const session = rawSession(server.port);
  closing.push(() => session.destroy());
  const call = rawCall(session, "/marketing.echo.v1.EchoService/Count", { authorization: "Bearer all" });
  // CountRequest { to: 2^31-1, bytes: 50,000 }: more than the reader takes
  call.stream.pause();
  seen.yielded = 0;
  const finished = seen.finished;
  call.stream.end(Buffer.concat([prefixOf(10), Buffer.from([8, 0xff, 0xff, 0xff, 0xff, 7, 24, 0xd0, 0x86, 3])]));
  await until("it waits for the reader", () => seen.yielded > 10);
  say(revoked);
  await until("the handler has ended", () => seen.finished > finished);
  const yielded = seen.yielded;
  let read = 0;
  await until("it was cut, since the status cannot leave", () => call.stream.closed);
  call.stream.on("data", (chunk: Buffer) => {
    read += chunk.length;
  });
  call.stream.resume();
  const end = await call.over;
  expect(end.status === null || end.status === Code.UNAUTHENTICATED).toBe(true);
  expect(seen.yielded).toBe(yielded);
  expect(read).toBeLessThan(yielded * 50_000);
});
