import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { generate, generatedDirectory } from "./generate.ts";

const directory = mkdtempSync(join(tmpdir(), "marketing-gen-"));
afterAll(() => rmSync(directory, { recursive: true }));

const contents = (root: string) =>
  Object.fromEntries(
    globSync("**/*.ts", { cwd: root })
      .sort()
      .map((path) => [path, readFileSync(join(root, path), "utf8")]),
  );

test("protos/gen is what the contracts say: after a change of a proto run `npm run generate`", () => {
  generate(directory);
  const [fresh, committed] = [contents(join(directory, "gen")), contents(generatedDirectory)];
  expect(Object.keys(committed)).toEqual(Object.keys(fresh));
  const stale = Object.keys(fresh).filter((path) => fresh[path] !== committed[path]);
  expect(stale).toEqual([]);
});
