import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findStack } from "@marketing/client/stack";
import { afterAll, expect, test } from "vitest";
import { writeStack } from "./stack.ts";

const root = mkdtempSync(join(tmpdir(), "marketing-stack-"));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, ".data"));
mkdirSync(join(root, "a", "b"), { recursive: true });
const path = join(root, ".data", "stack.json");
writeFileSync(
  path,
  JSON.stringify({
    services: { identity: { address: "127.0.0.1:1" }, tracking: { address: "127.0.0.1:2" } },
    platformKey: "p",
    redis: "kept",
  }),
);

test("the stack's file is found above, and the environment goes over it", () => {
  const stack = findStack(undefined, { MARKETING_TRACKING_ADDRESS: "other:9", MARKETING_API_KEY: "k" }, join(root, "a", "b"));
  expect(stack).toMatchObject({ path, platformKey: "p", apiKey: "k", tenantId: null });
  expect(Object.fromEntries(stack.addresses)).toEqual({ identity: "127.0.0.1:1", tracking: "other:9" });
});

test("a file that is named and cannot be read is wrong usage", () => {
  expect(() => findStack(join(root, "absent.json"), {}, root)).toThrow(/cannot read/);
});

test("what is written stays beside what was there, for the owner alone", () => {
  writeStack(path, { tenantId: "t", apiKey: "k" });
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ platformKey: "p", redis: "kept", tenantId: "t", apiKey: "k" });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
