import { playCall } from "@marketing/tests/support/playedCall";
import { expect, test } from "vitest";
import { defaults } from "../base/defaults.ts";
import { deadlineExceeded, outOfRange } from "../base/errors.ts";
import { Watch } from "./watch.ts";

const later = () => Date.now() + 60_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const watched = (head = 1_000_000) => {
  const at = { reached: 0, looks: 0, atOnce: 0, idle: 0, broken: null as Error | null };
  const watch = new Watch({
    look: async () => {
      at.looks += 1;
      at.atOnce += 1;
      await sleep(1);
      at.atOnce -= 1;
      expect(at.atOnce).toBe(0);
      if (at.broken) throw at.broken;
      return { reached: at.reached };
    },
    refuse: (position, _seen, late) => (position > head ? outOfRange("AHEAD", "ahead") : late ? deadlineExceeded() : null),
    longestMs: 5,
    onIdle: () => {
      at.idle += 1;
    },
  });
  return { at, watch };
};
const reasonOf = (waiting: Promise<unknown>) =>
  waiting.then(
    () => "reached",
    (error: { reason: string }) => error.reason,
  );

test("one look at a time serves everybody, and nobody is looked for when nobody waits", async () => {
  const { at, watch } = watched();
  const waiting = Array.from({ length: 500 }, (_, i) => playCall(`tenant ${i % 10}`).run(() => watch.wait(i % 7, later())));
  await sleep(20);
  at.reached = 7;
  await Promise.all(waiting);
  expect(at.idle).toBe(1);
  const { looks } = at;
  expect(looks).toBeLessThan(50);
  await sleep(20);
  expect(at.looks).toBe(looks);
});

test("a position that is ahead is refused by the first look, a late one when its time is up, a cancelled one at once", async () => {
  const { at, watch } = watched(10);
  expect(await reasonOf(watch.wait(11, later()))).toBe("AHEAD");
  expect(at.looks).toBe(1);
  expect(await reasonOf(watch.wait(10, Date.now() + 10))).toBe("DEADLINE_EXCEEDED");
  const { give, run } = playCall("a");
  const waiting = reasonOf(run(() => watch.wait(10, later())));
  await sleep(5);
  give();
  expect(await waiting).toBe("CANCELLED");
  expect(await reasonOf(run(() => watch.wait(10, later())))).toBe("CANCELLED");
});

test("so many of a tenant go on waiting, and nobody is refused who need not wait", async () => {
  const most = defaults.subscription.waitersPerTenant;
  const { at, watch } = watched();
  at.reached = 1;
  const reached = Array.from({ length: 3 * most }, () => playCall("loud").run(() => watch.wait(1, later())));
  await Promise.all(reached);
  const loud = Array.from({ length: 3 * most }, () => reasonOf(playCall("loud").run(() => watch.wait(2, later()))));
  const quiet = reasonOf(playCall("quiet").run(() => watch.wait(2, later())));
  await sleep(50);
  at.reached = 2;
  expect(await quiet).toBe("reached");
  const reasons = await Promise.all(loud);
  expect(reasons.filter((r) => r === "reached")).toHaveLength(most);
  expect(reasons.filter((r) => r === "TOO_MANY_WAITING")).toHaveLength(2 * most);
});

test("a look that fails is everybody's failure, and the next who asks is looked for again", async () => {
  const { at, watch } = watched();
  at.broken = new Error("the database is away");
  await expect(watch.wait(1, later())).rejects.toThrow("the database is away");
  at.broken = null;
  at.reached = 1;
  expect(await watch.wait(1, later())).toBe(1);
});
