import { expect, it } from "vitest";
import { fuse, type Ranking } from "./fusion.ts";

const ranking = (retriever: Ranking["retriever"], scores: Readonly<Record<string, number>>): Ranking => ({
  retriever,
  items: Object.entries(scores).map(([key, score]) => ({ key, score })),
});
const keys = (rankings: ReadonlyArray<Ranking>, bonus: (key: string) => number = () => 0) => fuse(rankings, bonus).map((f) => f.key);

it("ranks add up, each weighed by what its retriever makes of the item", () => {
  const [text, semantic] = [ranking("text", { a: 0.8, b: 0.4 }), ranking("semantic", { b: 0.5, c: 0.25 })];
  const found = new Map(fuse([text, semantic], () => 0).map((f) => [f.key, f.score]));
  expect(found.get("b")).toBeCloseTo(0.4 / 62 + 1 / 61, 12);
  expect(found.get("a")).toBeCloseTo(0.8 / 61, 12);
  expect(found.get("c")).toBeCloseTo(0.5 / 62, 12);
  expect(keys([text, semantic])).toEqual(["b", "a", "c"]);
});

it("words that hold little of the query do not push meaning aside; a bonus pushes all aside; ties are broken by key", () => {
  expect(keys([ranking("text", { noise: 0.1 }), ranking("semantic", { near: 0.4, noise: 0.05 })])).toEqual(["near", "noise"]);
  expect(keys([ranking("text", { a: 0.9, z: 0.1 }), ranking("semantic", { a: 0.9 })], (key) => (key === "z" ? 1 : 0))).toEqual(["z", "a"]);
  expect(keys([ranking("text", { x: 1 }), ranking("semantic", { w: 0.7 })])).toEqual(["w", "x"]);
  expect(fuse([ranking("text", {}), ranking("semantic", { n: -0.1 })], () => 0)).toEqual([{ key: "n", score: 0 }]);
});
