import { describe, expect, it } from "vitest";
import { pipeline } from "./pipeline.ts";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

const numbers = (n: number, onRead: (i: number) => void = () => undefined) =>
  (async function* () {
    for (let i = 0; i < n; i++) {
      onRead(i);
      yield i;
    }
  })();

describe("pipeline", () => {
  it("answers everything", async () => {
    const seen: number[] = [];
    for await (const x of pipeline(numbers(100), 4, async (i) => i)) seen.push(x);
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it("answers what is ready first", async () => {
    const seen: number[] = [];
    for await (const x of pipeline(numbers(3), 3, async (i) => {
      await new Promise((resolve) => setTimeout(resolve, i === 0 ? 30 : 1));
      return i;
    }))
      seen.push(x);
    expect(seen.at(-1)).toBe(0);
  });

  it("reads no further while too many are being worked on", async () => {
    let read = 0;
    const open: (() => void)[] = [];
    const answers = pipeline(
      numbers(100, () => read++),
      4,
      (i) => new Promise<number>((resolve) => open.push(() => resolve(i))),
    );
    const first = answers.next();
    for (let i = 0; i < 20; i++) await tick();
    expect(read).toBe(4);
    open[0]!();
    await first;
    for (let i = 0; i < 20; i++) await tick();
    expect(read).toBeLessThanOrEqual(5);
    const rest = (async () => {
      for await (const _ of answers);
    })();
    for (let i = 1; i < 100; i++) {
      while (!open[i]) await tick();
      open[i]!();
    }
    await rest;
    expect(read).toBe(100);
  });

  it("fails when the work or the reading does", async () => {
    const all = async (stream: AsyncIterable<unknown>) => {
      for await (const _ of stream);
    };
    await expect(all(pipeline(numbers(3), 2, () => Promise.reject(new Error("work"))))).rejects.toThrow("work");
    const broken = (async function* () {
      yield 1;
      throw new Error("read");
    })();
    await expect(all(pipeline(broken, 2, async (i) => i))).rejects.toThrow("read");
  });
});
