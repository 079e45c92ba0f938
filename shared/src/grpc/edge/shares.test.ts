import { status as Code } from "@grpc/grpc-js";
import { expect, it } from "vitest";
import { echoClient, otherTenant, startEcho } from "../fixtures/echo.ts";
import { type Release, Shares, sharesOf } from "./shares.ts";

const limits = { callsPerTenant: 2, waitingPerTenant: 3, waitMs: 50, streamsPerTenant: 2, bytesPerTenant: 100 };
const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it("a holder's places are its own: what is more waits its turn, in order, and what is more than that is refused", async () => {
  const { calls } = sharesOf({ ...limits, waitMs: 60_000 });
  const taken = [calls.take("loud"), calls.take("loud")] as Release[];
  const order: number[] = [];
  const waiting = [0, 1, 2].map(async (i) => {
    const release = await calls.take("loud");
    order.push(i);
    return release;
  });
  expect(refusal(() => calls.take("loud"))).toMatchObject({ code: Code.RESOURCE_EXHAUSTED, reason: "TOO_MANY_CALLS", retryAfterMs: 1_000 });
  const quiet = calls.take("quiet");
  expect(quiet).toBeTypeOf("function"); // at once
  taken[0]!();
  taken[0]!(); // a second time changes nothing
  (await waiting[0]!)();
  taken[1]!();
  for (const one of await Promise.all(waiting)) one();
  expect(order).toEqual([0, 1, 2]);
  expect(calls.take("loud")).toBeTypeOf("function");
});

it("what weighs more than all places together gets in alone, and what came first goes first", async () => {
  const { bytes } = sharesOf(limits);
  const first = bytes.take("a", 60) as Release;
  const huge = bytes.take("a", 500) as Promise<Release>;
  const small = bytes.take("a", 10) as Promise<Release>; // would fit, but came later
  expect(small).toBeInstanceOf(Promise);
  first();
  (await huge)();
  (await small)();
  expect(bytes.take("a", 100)).toBeTypeOf("function");
});

it("nobody waits for ever", async () => {
  const shares = new Shares({ most: 1, waiting: 5, waitMs: 20, refusal: () => new Error("no") as never });
  const release = shares.take("a") as Release;
  await expect(shares.take("a")).rejects.toThrow("no");
  const next = shares.take("a");
  release();
  expect(await next).toBeTypeOf("function");
});

it("2,000 calls of one tenant at once are served, or told when to come again, while another's are answered", async () => {
  const server = await startEcho({ limits: { callsPerTenant: 8, waitingPerTenant: 100, streamsPerTenant: 3 } });
  const loud = echoClient(server.port);
  const platform = echoClient(server.port, { apiKey: "platform", tenantId: otherTenant });
  const codes: Record<string, number> = {};
  const flood = Array.from({ length: 2_000 }, () =>
    loud.call("Slow", { ms: 20 }, { deadlineMs: 60_000 }).then(
      () => "OK",
      (error) => `${error.reason} ${error.retryAfterMs}`,
    ),
  );
  const others = await Promise.all(Array.from({ length: 5 }, () => platform.call("Slow", { ms: 1 }, { deadlineMs: 60_000 })));
  expect(others).toHaveLength(5);
  for (const code of await Promise.all(flood)) codes[code] = (codes[code] ?? 0) + 1;
  expect(Object.keys(codes).sort()).toEqual(["OK", "TOO_MANY_CALLS 1000"]);
  expect(codes.OK).toBeGreaterThanOrEqual(108);
  const streams = Array.from({ length: 5 }, () => loud.stream("Count", { to: 1e9, bytes: 1 }));
  const first = await Promise.allSettled(streams.map((stream) => stream.next()));
  expect(first.filter((one) => one.status === "fulfilled")).toHaveLength(3);
  expect(first.find((one) => one.status === "rejected")?.reason).toMatchObject({
    code: Code.RESOURCE_EXHAUSTED,
    reason: "TOO_MANY_STREAMS",
  });
  for (const stream of streams) await stream.return(undefined).catch(() => undefined);
  expect(await loud.call("Slow", { ms: 0 })).toEqual({});
  loud.close();
  platform.close();
  await server.close({ graceMs: 100 });
});
