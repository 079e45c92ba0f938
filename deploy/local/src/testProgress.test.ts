import { expect, it } from "vitest";
import { testProgress } from "./testProgress.ts";

it("tells how many of how many, what runs, and what is left by the last run's times", () => {
  const progress = testProgress(
    new Map([
      ["long", 60_000],
      ["short", 10_000],
      ["later", 20_000],
    ]),
    2,
  );
  expect(progress.line(0)).toBe("0 of 3 files, about 1:00 left"); // the longest alone takes that
  progress.started("long", 0);
  progress.started("short", 0);
  progress.ended("short", 10_000, true);
  progress.started("later", 10_000);
  expect(progress.line(20_000)).toBe("1 of 3 files, 1 failed, about 0:40 left; now long (20 s), later (10 s)");
  progress.ended("later", 30_000, false);
  expect(progress.line(90_000)).toBe("2 of 3 files, 1 failed, about 0:00 left; now long (90 s)");
  progress.ended("long", 91_000, false);
  expect(progress.slowest(2)).toEqual([
    { file: "long", ms: 91_000 },
    { file: "later", ms: 20_000 },
  ]);
});

it("takes files it knows nothing of for average ones", () => {
  const progress = testProgress(new Map(["a", "b", "c", "d"].map((file) => [file, undefined])), 1);
  progress.started("a", 0);
  progress.ended("a", 30_000, false);
  expect(progress.line(30_000)).toBe("1 of 4 files, about 1:30 left");
});
