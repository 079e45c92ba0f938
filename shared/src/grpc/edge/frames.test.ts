import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { prefixOf } from "../fixtures/rawCalls.ts";
import { Frames } from "./frames.ts";

it("follows messages however their bytes are cut", () => {
  for (let round = 0; round < 300; round++) {
    const lengths = Array.from({ length: randomInt(1, 12) }, () => [0, 1, 5, randomInt(0, 300), 70_000][randomInt(0, 5)]!);
    const bytes = Buffer.concat(lengths.flatMap((length) => [prefixOf(length), Buffer.alloc(length, 0xff)]));
    const frames = new Frames();
    const seen: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      const size = Math.min(randomInt(1, randomInt(0, 2) ? 4 : 20_000), bytes.length - at);
      const begun = frames.begun;
      const largest = frames.take(bytes.subarray(at, at + size));
      if (largest > 0) seen.push(largest);
      expect(frames.begun).toBeGreaterThanOrEqual(begun);
      at += size;
      if (at < bytes.length && frames.begun === 0) throw new Error("nothing has begun");
    }
    expect(frames.partial).toBe(false);
    expect(frames.begun).toBe(lengths.length);
    expect(Math.max(0, ...seen)).toBe(Math.max(...lengths));
    frames.take(Buffer.from([0]));
    expect(frames.partial).toBe(true);
  }
});
