import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@marketing/local/paths";
import { expect, it } from "vitest";
import { judge } from "./audit.ts";

const vulnerable = (severity: string) => JSON.stringify({ vulnerabilities: { leftpad: { severity, range: "<2" } }, metadata: {} });

it("what is grave fails, what is lesser does not", () => {
  expect(judge(vulnerable("critical"))).toEqual({ code: 1, says: expect.stringContaining("leftpad <2: critical") });
  expect(judge(vulnerable("high")).code).toBe(1);
  expect(judge(vulnerable("moderate"))).toEqual({ code: 0, says: "npm audit: nothing grave known (1 lesser)" });
});

it("a registry that does not offer it, or is not there, fails nothing, and that is said", () => {
  const refused = JSON.stringify({ message: "405 Method Not Allowed - POST https://registry/…/bulk", statusCode: 405 });
  expect(judge(refused)).toEqual({ code: 0, says: expect.stringMatching(/^npm audit: SKIPPED.*405 Method Not Allowed/) });
  for (const nothing of ["", "<html>", "{}"]) expect(judge(nothing)).toEqual({ code: 0, says: expect.stringContaining("SKIPPED") });
});

it("no package runs a program of its own when it is installed", () => {
  const settings = readFileSync(join(repositoryRoot, ".npmrc"), "utf8").split("\n");
  expect(settings).toContain("ignore-scripts=true");
});
