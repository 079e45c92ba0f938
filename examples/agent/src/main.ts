/** `node examples/agent/src/main.ts [--worker NAME] [--types a,b] [--lease SECONDS]`: takes tasks until SIGTERM or Ctrl-C. */
import { parseArgs } from "node:util";
import { createMarketingClient } from "@marketing/client";
import { skills } from "./skills.ts";
import { work } from "./work.ts";

const { values } = parseArgs({
  options: {
    worker: { type: "string", default: "example-agent" },
    types: { type: "string", default: Object.keys(skills).join(",") },
    lease: { type: "string", default: "30" },
  },
});
const ending = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ending.abort());

const client = createMarketingClient();
const say = (message: string, fields: object) => process.stderr.write(`${JSON.stringify({ message, ...fields })}\n`);
await work(client, skills, {
  workerId: values.worker,
  taskTypes: values.types.split(","),
  leaseSeconds: Number(values.lease),
  signal: ending.signal,
  say,
});
client.close();
