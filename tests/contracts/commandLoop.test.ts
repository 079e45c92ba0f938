import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const sources = globSync("services/*/src/**/*.ts", { cwd: repository }).filter((file) => !/test\.ts$|testing\.ts$/.test(file));
const linesWith = (pattern: RegExp): ReadonlyArray<string> =>
  sources.flatMap((file) =>
    readFileSync(join(repository, file), "utf8")
      .split("\n")
      .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
  );

// What a service does by itself here would not stop at the call's deadline, and would have no `decide` span.
it("nobody but the command loop of shared appends what was decided, or tries again after a conflict", () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(linesWith(/\blog\.append\(|wrong_expected_version/i)).toEqual([]);
});

it("an aggregate's decider is asked by the loop, and by another decider's facts alone", () => {
  expect(linesWith(/[dD]ecider\.decide\(/).map((line) => line.split(":")[0])).toEqual(["services/campaign/src/reservation/commands.ts"]);
});
