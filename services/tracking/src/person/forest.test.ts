import { describe, expect, it } from "vitest";
import { Forest } from "./forest.ts";

const merged = (loser: string, winner: string) => ({ kind: "merged", winner, loser }) as const;
const unmerged = (loser: string, winner: string) => ({ kind: "unmerged", winner, loser }) as const;
const after = (...changes: ReadonlyArray<ReturnType<typeof merged> | ReturnType<typeof unmerged>>) => {
  const forest = new Forest([]);
  for (const change of changes) forest.apply(change);
  return forest;
};

describe("Forest", () => {
  it("follows a chain to its end", () => {
    const forest = after(merged("a", "b"), merged("b", "c"), merged("d", "a"));
    expect(["a", "b", "c", "d", "x"].map((id) => forest.rootOf(id))).toEqual(["c", "c", "c", "c", "x"]);
    expect(forest.changes().known).toContainEqual({ userId: "d", mergedInto: "a", canonicalId: "c" });
  });

  it("takes back one merge and leaves the others", () => {
    const forest = after(merged("a", "b"), merged("b", "c"), unmerged("b", "c"));
    expect(forest.rootOf("a")).toBe("b");
    expect(forest.changes()).toEqual({ known: [{ userId: "a", mergedInto: "b", canonicalId: "b" }], gone: ["b"] });
  });

  it("ignores a repeat, an undo of what was not, and a circle", () => {
    const forest = after(merged("a", "b"), merged("a", "b"), merged("a", "c"), unmerged("a", "c"), merged("b", "a"), merged("b", "b"));
    expect(forest.rootOf("a")).toBe("b");
    expect(forest.rootOf("b")).toBe("b");
  });

  it("goes on from what is known", () => {
    const forest = new Forest([{ userId: "a", mergedInto: "b", canonicalId: "b" }]);
    forest.apply(merged("b", "c"));
    expect(forest.changes().known).toEqual([
      { userId: "b", mergedInto: "c", canonicalId: "c" },
      { userId: "a", mergedInto: "b", canonicalId: "c" },
    ]);
  });
});
