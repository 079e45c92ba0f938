import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { postgresCheck, redisCheck } from "@marketing/shared/service/dependencies";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

it("PostgreSQL before 15 and Redis before 7 are refused for good", async () => {
  const postgres = (version: number, name: string) => postgresCheck({ query: async () => ({ rows: [{ version, name }] }) } as never)();
  const redis = (version: string) => redisCheck({ info: async () => `# Server\r\nredis_version:${version}\r\nos:Linux\r\n` } as never)();
  await expect(postgres(140_013, "14.13")).rejects.toMatchObject({ name: "FatalError", message: expect.stringContaining("14.13") });
  await expect(redis("6.2.14")).rejects.toMatchObject({ name: "FatalError", message: expect.stringContaining("6.2.14") });
  for (const good of [postgres(150_000, "15.0"), postgres(180_001, "18.1"), redis("7.0.15"), redis("8.2.0")])
    await expect(good).resolves.toBeUndefined();
});

it("nothing calls a function of uuid-ossp", () => {
  const calling: string[] = [];
  for (const directory of ["migrations", "services", "shared", "deploy", "clients"])
    for (const file of readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })) {
      if (!/\.(sql|ts|mts)$/.test(file) || file.includes("node_modules")) continue;
      if (/uuid_generate_|uuid_ns_/i.test(readFileSync(join(root, directory, file), "utf8"))) calling.push(`${directory}/${file}`);
    }
  expect(calling).toEqual([]);
});

it("a contract that takes a field away is refused", () => {
  const changed = mkdtempSync(join(tmpdir(), "marketing-contracts-"));
  try {
    cpSync(join(root, "protos"), join(changed, "protos"), { recursive: true });
    cpSync(join(root, "buf.yaml"), join(changed, "buf.yaml"));
    const breaking = () =>
      spawnSync(join(root, "node_modules/.bin/buf"), ["breaking", "--against", root], { cwd: changed, encoding: "utf8" });
    expect(breaking()).toMatchObject({ status: 0 });
    const file = join(changed, "protos/marketing/lead/v1/lead_service.proto");
    const proto = readFileSync(file, "utf8");
    writeFileSync(file, proto.replace(/^ {2}string email = 2;$/m, ""));
    const refused = breaking();
    expect(refused.status).not.toBe(0);
    expect(refused.stdout).toContain("lead_service.proto");
    expect(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts.lint).toContain("tests/contracts/breaking.ts");
  } finally {
    rmSync(changed, { recursive: true });
  }
});

it("the vector store's client is the official one, of version 9", () => {
  const client = "@pinecone-database/pinecone";
  expect(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies[client]).toMatch(/^9\./);
  expect(JSON.parse(readFileSync(join(root, "node_modules", client, "package.json"), "utf8")).version).toMatch(/^9\./);
});
