import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";

const knip = fileURLToPath(new URL("../../node_modules/knip/bin/knip.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "marketing-unused-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const check = (): { readonly status: number | null; readonly output: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [knip, "--no-config-hints"], { cwd: folder, encoding: "utf8" });
  return { status, output: stdout + stderr };
};

it("an export that nobody imports fails the check, by its name", () => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "unused", type: "module" }));
  writeFileSync(join(folder, "knip.json"), JSON.stringify({ entry: ["main.ts"], project: ["*.ts"] }));
  writeFileSync(join(folder, "main.ts"), 'import { used } from "./parts.ts";\nconsole.log(used);\n');
  writeFileSync(join(folder, "parts.ts"), "export const used = 1;\n");
  expect(check().status).toBe(0);
  writeFileSync(join(folder, "parts.ts"), "export const used = 1;\nexport const forgotten = 2;\n");
  expect(check()).toMatchObject({ status: 1, output: expect.stringContaining("forgotten") });
});
