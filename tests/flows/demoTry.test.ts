import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliStack, startCliStack } from "./cliStack.ts";

let world: CliStack;
beforeAll(async () => {
  world = await startCliStack();
});
afterAll(async () => {
  for (const [name, service] of Object.entries(world?.services ?? {})) writeFileSync(`/tmp/try-${name}.log`, service.logs());
  await world?.stop();
});
test("try", async () => {
  const a = await runMarketing(["demo", "--events", "3000", "--days", "7", "--stack", world.stack, "--json"], { env: { MARKETING_DEBUG: "1" } });
  writeFileSync("/tmp/try1.txt", `${a.code}\n${a.stderr}\n${a.stdout}`);
  const b = await runMarketing(["demo", "--stack", world.stack, "--json"], { env: { MARKETING_DEBUG: "1" } });
  writeFileSync("/tmp/try2.txt", `${b.code}\n${b.stderr}\n${b.stdout}`);
  expect([a.code, b.code]).toEqual([0, 0]);
}, 400_000);
