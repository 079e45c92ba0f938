import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type KnownKey, openWorld, type World } from "../support/world.ts";
import { mostSlower, sideBySide } from "./sideBySide.ts";

let world: World;
let quiet: KnownKey;
let loud: KnownKey;
let idle: KnownKey;
beforeAll(async () => {
  world = await openWorld({
    services: ["tracking"],
    plays: ["identity"],
    env: { GRPC_RECEIVE_TIMEOUT_MS: "2000" },
  });
  quiet = await world.withKey(uuidv7(), ["tracking:*"], "TrackingService");
  loud = await world.withKey(uuidv7(), ["tracking:*"], "TrackingService");
  idle = await world.withKey(uuidv7(), ["tracking:*"], "TrackingService"); // its tenant has no events
  const events = Array.from({ length: 500 }, () => ({ eventName: "noise", userId: "loud" }));
  for (let i = 0; i < 20; i++) await loud.client.call("TrackEvents", { events });
});
afterAll(() => world?.close());

const megabytes = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${world.service().pid}/status`, "utf8"))![1]) / 1_000;
const script = fileURLToPath(new URL("./edgeAttacker.ts", import.meta.url));

it.each([
  "idleStreams",
  "replays",
  "wrongKeys",
  "noKeys",
  "halfSentWithoutKey",
  "halfSentWithKey",
  "reads",
  "floods",
  "batches",
  "openings",
  "aheadOfLog",
])("a quiet tenant's calls are as quick, and none fails, beside %s", async (kind) => {
  const memory = megabytes();
  let peak = memory;
  let outcomes = "";
  const attack = async (signal: AbortSignal, underWay: () => void): Promise<void> => {
    const port = world.service().address.split(":")[1]!;
    const child = spawn(process.execPath, [script, port, (kind === "idleStreams" ? idle : loud).apiKey, kind], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      outcomes = line;
      peak = Math.max(peak, megabytes());
      underWay();
    });
    signal.addEventListener("abort", () => child.kill("SIGKILL"));
    await once(child, "close");
  };
  let i = 0;
  const call = () =>
    i++ % 2 === 0
      ? quiet.client.call("TrackEvent", { event: { eventName: "step", userId: "ann" } })
      : quiet.client.call("GetRecentEvents", { person: { externalId: "ann" } });
  const felt = await sideBySide({ quiet: call, attack });
  console.log(
    `beside ${kind}: ${felt.figures}\n  ${memory.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most; statuses of the last attack ${outcomes}`,
  );
  expect(felt.failed).toEqual({});
  expect(felt.slower).toBeLessThan(mostSlower);
  if (kind.startsWith("halfSent")) expect(peak - memory).toBeLessThan(150); // 780 MB are sent, again and again
});
