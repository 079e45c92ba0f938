import { expect, it } from "vitest";
import { loadMessage } from "./proto.ts";
import { toStruct, toTimestamp } from "./struct.ts";
import { wireSize } from "./wireSize.ts";

const below = (n: number): number => Math.floor(Math.random() * n);
const pick = <A>(items: ReadonlyArray<A>): A => items[below(items.length)]!;
const text = (): string => pick(["", "a", "Zoë", "漢字", "😀", "x".repeat(below(300))]).repeat(below(4));

const json = (depth: number): unknown => {
  const kind = below(depth > 0 ? 7 : 5);
  if (kind === 0) return null;
  if (kind === 1) return Math.random() < 0.5;
  if (kind === 2) return below(2) === 0 ? 1 : Math.random() * 1e300;
  if (kind < 5) return text();
  const count = below(6);
  if (kind === 5) return Array.from({ length: count * 4 }, () => (below(2) === 0 ? 1 : json(depth - 1)));
  return Object.fromEntries(Array.from({ length: count }, () => [`${text()}${below(1e6)}`, json(depth - 1)]));
};

const sizeOf = (packageName: string, name: string, message: object): number => loadMessage(packageName, name).serialize(message).length;

it("no message is larger than it is weighed: 500 by chance, and what is worst", () => {
  let [weighed, real] = [0, 0];
  const check = (packageName: string, name: string, message: object) => {
    const size = sizeOf(packageName, name, message);
    expect(wireSize(message), JSON.stringify(message).slice(0, 200)).toBeGreaterThanOrEqual(size);
    weighed += wireSize(message);
    real += size;
  };
  const ones = { list: Array.from({ length: 10_000 }, () => 1), nothing: Array.from({ length: 1_000 }, () => ({})) };
  check("marketing.operations.v1", "LogEvent", { data: toStruct(ones), metadata: null });
  check("marketing.operations.v1", "LogEvent", { data: toStruct({ x: "x".repeat(300_000) }), metadata: null });
  for (let i = 0; i < 500; i++)
    check("marketing.operations.v1", "LogEvent", {
      position: String(Number.MAX_SAFE_INTEGER),
      version: -1,
      type: text(),
      data: toStruct({ any: json(5) }),
      metadata: toStruct({ some: json(3) }),
      recordedAt: toTimestamp(Date.now()),
    });
  // of pages that are full, most is rows
  expect(weighed / real).toBeLessThan(3);
});
