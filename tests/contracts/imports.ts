import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Import, importsOf, type Problem, problemsOf } from "./importRules.ts";

// Who may import whom: `node tests/contracts/imports.ts` prints every breach and exits with 1 when there is one.

const root = fileURLToPath(new URL("../../", import.meta.url));
const zones = ["shared", "services", "deploy", "clients", "examples", "tests", "protos", "docs"];

const sources = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory())
      return entry.name === "node_modules" || entry.name.startsWith(".") || entry.name === "gen" ? [] : sources(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });

const exists = (directory: string): boolean => readdirSync(root).includes(directory);

/** Every source file with its imports; relative ones as paths from the root. */
export const readImports = (): ReadonlyMap<string, ReadonlyArray<Import>> =>
  new Map(
    zones
      .filter(exists)
      .flatMap((zone) => sources(join(root, zone)))
      .map((file) => {
        const absolute = (target: string) => (target.startsWith(".") ? relative(root, resolve(dirname(file), target)) : target);
        return [relative(root, file), importsOf(readFileSync(file, "utf8")).map((i) => ({ ...i, target: absolute(i.target) }))];
      }),
  );

const print = ({ file, line, target, why }: Problem): void => console.error(`${file}:${line} imports ${target}: ${why}`);

if (import.meta.main) {
  const files = readImports();
  const problems = problemsOf(files);
  for (const problem of problems) print(problem);
  console.log(`${files.size} files, ${problems.length} imports in the wrong direction`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
