import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliStack, startCliStack } from "./cliStack.ts";

let world: CliStack;
beforeAll(async () => {
  world = await startCliStack();
});
afterAll(() => world?.stop());
test("try", async () => {
  for (const n of [1, 2]) {
    const a = await runMarketing(["demo", "--stack", world.stack, "--json"], { env: { MARKETING_DEBUG: "1" } });
    writeFileSync(`/tmp/try${n}.txt`, `${a.code}\n${a.stderr}\n${a.stdout}`);
  }
  const c = await runMarketing(["campaign", "list", "--stack", world.stack]);
  writeFileSync("/tmp/try3.txt", c.stdout + c.stderr);
  expect(1).toBe(1);
}, 600_000);
