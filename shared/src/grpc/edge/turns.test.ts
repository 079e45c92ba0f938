import { expect, it } from "vitest";
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

it("work that took longer than a turn is paid for in the next ones", async () => {
  const turns = new Turns(1);
  await turns.run("loud", () => busy(20));
  let ran = false;
  const next = turns.run("loud", () => {
    ran = true;
  });
  for (let i = 0; i < 10; i++) await turn();
  expect(ran).toBe(false);
  await next;
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
