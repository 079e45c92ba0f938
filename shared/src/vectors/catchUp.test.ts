import { expect, test } from "vitest";
import { firstBatch, positionAfter } from "./catchUp.ts";

const tenantId = "00000000-0000-7000-8000-000000000001";
const pendingOf = (...items: ReadonlyArray<number>) =>
  items.map((n, i) => ({ tenantId, entityId: `e${i + 1}`, position: i + 1, items: n }));
const names = (pending: ReadonlyArray<{ readonly entityId: string }>) => pending.map((p) => p.entityId);

test("a large entity waits for the small ones that came after it, and the cursor for the large one", () => {
  const pending = pendingOf(3, 1_300, 1, 2);
  const batch = firstBatch(pending, "smallest");
  expect(names(batch)).toEqual(["e1", "e3", "e4"]);
  expect(positionAfter(batch, pending, 9)).toBe(1);
  const left = pending.filter((p) => !batch.includes(p));
  expect(names(firstBatch(left, "smallest"))).toEqual(["e2"]);
  expect(positionAfter(left, left, 9)).toBe(9);
});

test("of two large ones the smaller comes first, each by itself", () => {
  expect(names(firstBatch(pendingOf(1_300, 900), "smallest"))).toEqual(["e2"]);
  expect(firstBatch([], "smallest")).toEqual([]);
});

test("when it is its turn the oldest comes first, however large", () => {
  expect(names(firstBatch(pendingOf(1_300, 1, 2), "oldest"))).toEqual(["e1"]);
  expect(names(firstBatch(pendingOf(1, 2, 1_300, 3), "oldest"))).toEqual(["e1", "e2"]);
});

test("what fits is one batch, in the order of the log", () => {
  const pending = pendingOf(100, 1, 155);
  expect(firstBatch(pending, "smallest")).toEqual(pending);
  expect(positionAfter(pending, pending, 7)).toBe(7);
});
