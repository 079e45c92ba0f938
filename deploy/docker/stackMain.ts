import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { readJson, writeJson } from "@marketing/shared/process/jsonFile";
import { repositoryRoot } from "../local/src/paths.ts";
import { runnableServices } from "../local/src/serviceList.ts";

// Writes .data/compose/stack.json, with which the `marketing` command on this machine finds what docker-compose.yml runs.
// The tenant and the key that an earlier file names stay. The secrets are asked of the containers, which made them.

const settingsOf = (name: string): NodeJS.Dict<string> => {
  const path = join(repositoryRoot, name);
  return existsSync(path) ? parseEnv(readFileSync(path, "utf8")) : {};
};

const settings = { ...settingsOf(".env.example"), ...settingsOf(".env"), ...process.env };
const path = join(repositoryRoot, ".data/compose/stack.json");
const asked = ["compose", "run", "--rm", "-T", "--no-deps", "--entrypoint", "cat", "marketing", "/secrets/env"];
const secrets = parseEnv(execFileSync("docker", asked, { cwd: repositoryRoot, encoding: "utf8" }));
mkdirSync(dirname(path), { recursive: true });
writeJson(path, {
  ...readJson<object>(path),
  services: Object.fromEntries(
    runnableServices().map((service) => [service, { address: `127.0.0.1:${settings[`${service.toUpperCase()}_PORT`]}` }]),
  ),
  platformKey: secrets.MARKETING_PLATFORM_KEY,
  nats: secrets.MARKETING_NATS_URL?.replace("@nats:4222", `@127.0.0.1:${settings.NATS_PORT}`),
});
process.stdout.write(`${path}\n`);
