import { expect, it } from "vitest";
import { type ServedCall, servedCall, serving } from "../../base/servedCall.ts";
import { Turns } from "./turns.ts";

/** Keeps the processor busy. */
const busy = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; );
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

it("a holder with a hundred streams has a turn's time and no more, and another's work is done between", async () => {
  const turns = new Turns(1);
  let done = 0;
  const loud = Promise.all(
    Array.from({ length: 100 }, () =>
      turns.run("loud", () => {
        busy(0.5);
        done++;
      }),
    ),
  );
  let longest = 0;
  for (let i = 0; i < 20; i++) {
    const before = done;
    await turns.run("quiet", () => busy(0.1));
    await turn();
    longest = Math.max(longest, done - before);
  }
  expect(done).toBeLessThan(100);
  expect(longest).toBeLessThan(20); // a few turns of the loop
  await loud;
  expect(done).toBe(100);
});

it("of those who wait the one that has had least of the time is next, whoever came first", async () => {
  const turns = new Turns(1);
  const order: string[] = [];
  await turns.run("loud", () => busy(10));
  void turns.run("loud", () => busy(2));
  const all = ["loud", "loud", "quiet"].map((holder) => turns.run(holder, () => order.push(holder)));
  await Promise.all(all);
  expect(order).toEqual(["quiet", "loud", "loud"]);
});

it("a hundred holders at once have one turn's time together", async () => {
  const turns = new Turns(1);
  let done = 0;
  const all = Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      turns.run(i, () => {
        busy(0.5);
        done++;
      }),
    ),
  );
  let most = 0;
  while (done < 100) {
    const before = done;
    await turn();
    most = Math.max(most, done - before);
  }
  expect(most).toBeLessThan(20); // and not all
  await all;
});

it("what follows from work at once is counted as work", async () => {
  const turns = new Turns(1);
  void turns.run("loud", () => busy(2));
  let done = 0;
  const all = Promise.all(
    Array.from({ length: 40 }, async () => {
      await turns.run("loud", () => undefined);
      await Promise.resolve();
      busy(0.5);
      done++;
    }),
  );
  let most = 0;
  while (done < 40) {
    const before = done;
    await turn();
    most = Math.max(most, done - before);
  }
  expect(most).toBeLessThan(20);
  await all;
});

it("work is done for the call that it was asked for, and not for the one whose turn brought it on", async () => {
  const turns = new Turns(1);
  const calls = ["loud", "quiet", "loud", "quiet"].map((tenantId) => {
    const call = { tenantId, signal: new AbortController().signal, deadline: new Date(), inTurn: turns.run.bind(turns, tenantId) };
    return serving(call as ServedCall, async () => {
      await turns.run(tenantId, () => busy(2));
      return turns.run(tenantId, () => servedCall()?.tenantId);
    });
  });
  expect(await Promise.all(calls)).toEqual(["loud", "quiet", "loud", "quiet"]);
});

it("first come, first served; what work returns, throws or promises is handed on, and nobody else is stopped by it", async () => {
  const turns = new Turns(1);
  void turns.run("loud", () => busy(2));
  const order: number[] = [];
  const first = turns.run("loud", () => order.push(1));
  const second = turns.run("loud", (): number => {
    order.push(2);
    throw new RangeError("no");
  });
  const third = turns.run("loud", async () => "later");
  await expect(second).rejects.toThrow("no");
  expect([await first, await third, order]).toEqual([1, "later", [1, 2]]);
});
