import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compare, lastRelease } from "./breaking.ts";

const directory = mkdtempSync(join(tmpdir(), "marketing-breaking-"));
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args], {
    cwd: directory,
    stdio: "pipe",
  });
const contract = (fields: string): void =>
  writeFileSync(join(directory, "protos/a/v1/a.proto"), `syntax = "proto3";\npackage a.v1;\nmessage A {\n${fields}\n}\n`);
const commit = (message: string) => git("commit", "-qam", message);

beforeAll(() => {
  mkdirSync(join(directory, "protos/a/v1"), { recursive: true });
  writeFileSync(join(directory, "buf.yaml"), "version: v2\nmodules:\n  - path: protos\n");
  contract("  string one = 1;\n  string two = 2;");
  git("init", "-q");
  git("add", ".");
  commit("first");
});
afterAll(() => rmSync(directory, { recursive: true }));

it("without a release the last commit is what must not be broken", () => {
  expect(lastRelease(directory)).toBe("HEAD");
  contract("  string one = 1;");
  expect(compare(directory)).toMatchObject({ against: ".git#ref=HEAD", code: 100, output: expect.stringContaining('"2"') });
});

it("with releases it is the highest of them: a break that was committed since still shows", () => {
  git("checkout", "-q", ".");
  for (const tag of ["v0.9.0", "v0.10.0", "v0.10.1-rc.1", "vendor", "v1"]) git("tag", tag);
  git("checkout", "-qb", "elsewhere");
  git("commit", "-qm", "of another branch", "--allow-empty");
  git("tag", "v7.0.0");
  git("checkout", "-q", "-");
  contract("  string one = 1;");
  commit("breaks");
  expect(compare(directory)).toMatchObject({ against: ".git#tag=v0.10.0", code: 100 });
  contract("  string one = 1;\n  string two = 2;\n  string three = 3;");
  expect(compare(directory)).toMatchObject({ against: ".git#tag=v0.10.0", code: 0 });
});
