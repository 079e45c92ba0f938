/** What `buf breaking` compares with: `node tests/contracts/breaking.ts` exits with buf's code. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

const git = (cwd: string, ...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr.trim()}`);
  return stdout;
};

const release = /^v(\d+)\.(\d+)\.(\d+)$/;
const numbers = (tag: string): number[] => release.exec(tag)!.slice(1).map(Number);
const newestFirst = (a: string, b: string): number => {
  const [left, right] = [numbers(a), numbers(b)];
  const at = left.findIndex((n, i) => n !== right[i]);
  return at === -1 ? 0 : right[at]! - left[at]!;
};

/**
 * The last release behind HEAD, `v1.2.3`, which is what callers have; where there is none yet the last commit, so that a change that
 * would break callers shows before it is committed. A pre-release promises nothing.
 */
export const lastRelease = (cwd: string): string => {
  const tags = git(cwd, "tag", "--list", "v*", "--merged", "HEAD").split("\n");
  return tags.filter((tag) => release.test(tag)).sort(newestFirst)[0] ?? "HEAD";
};

/** Compares the contracts in `cwd` with those of its last release; buf's exit code. */
export const compare = (cwd: string): { readonly against: string; readonly code: number; readonly output: string } => {
  const ref = lastRelease(cwd);
  const against = ref === "HEAD" ? ".git#ref=HEAD" : `.git#tag=${ref}`;
  const args = [join(repository, "node_modules/@bufbuild/buf/bin/buf"), "breaking", "--against", against];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { against, code: status ?? 1, output: `${stdout}${stderr}` };
};

if (import.meta.main) {
  const { against, code, output } = compare(repository);
  process.stderr.write(output);
  console.log(`contracts compared with ${against}: ${code === 0 ? "nothing broken" : "broken"}`);
  process.exitCode = code;
}
