import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { isLetIn, makeConsumers, newLogin, writeLogins } from "@marketing/client/busLogins";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus, publishRaw } from "@marketing/shared/bus/connection";
import { streamInfo } from "@marketing/shared/bus/jsApi";
import { publisherOf } from "@marketing/shared/bus/publisher";
import { declareStream } from "@marketing/shared/bus/stream";
import { subjectOf } from "@marketing/shared/bus/subject";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leadEvents } from "../../services/lead/src/lead/events.ts";
import { scoringEvents } from "../../services/lead/src/scoring/events.ts";
import { localBus } from "../../tests/manifests/busServers.ts";
import { type TestNats, testNats } from "../../tests/support/servers.ts";
import { inContainers } from "../../tests/support/startServer.ts";

const tenantId = randomUUID();
const folder = mkdtempSync(join(tmpdir(), "marketing-subscribers-"));
const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const python = spawnSync("python3", ["-c", "import sqlite3, sys; sys.exit(sys.version_info < (3, 11))"]).status === 0;
if (!python) console.warn("python3 3.11 with sqlite3 is not here: the subscriber in Python is not run");

let nats: TestNats;
let bus: Bus;
const running = new Set<ChildProcess>();
/** Positions in their order, as everybody has to have them. */
const { publish, samples } = publisherOf([leadEvents, scoringEvents]);
const published: number[] = [];

const send = (position: number, eventId: string, on = bus, tenant = tenantId): void => {
  const [streamId, sample] = samples[position % samples.length]!;
  const event = {
    ...{ position, tenantId: tenant, streamId, version: 1, eventId, type: sample.type, schemaVersion: 1, data: sample.data },
    ...{ metadata: { correlationId: "100 % sure" }, subjectId: null, recordedAt: new Date() },
  };
  const told = publish(event)!;
  const { headers, payload } = encodeCloudEvent("lead", event, told);
  publishRaw(on.nc, subjectOf("lead", told.entity, told.event, tenant), headers, payload, "");
};

/** Events in the order of the log; every fifth is on the bus twice, as when the relay had to publish it anew. */
const publishMore = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) {
    const position = (published.at(-1) ?? 0) + 3;
    const eventId = randomUUID();
    published.push(position);
    send(position, eventId);
    if (i % 5 === 0) send(position, eventId);
  }
  await bus.nc.flush();
};

beforeAll(async () => {
  nats = await testNats();
  bus = await connectBus({ url: nats.url, name: "test" });
});
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await bus?.close();
  await nats?.release();
  rmSync(folder, { recursive: true });
});

const subscriber = (command: string, file: string, url = nats.url) => {
  const database = join(folder, `${file}-${new URL(url).port}.db`);
  const args = [program(file), "--nats", url, "--database", database, "--tenant", tenantId, "--ack-wait", "1"];
  let said = "";
  const start = (): ChildProcess => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } });
    running.add(child);
    child.on("exit", () => running.delete(child));
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    return child;
  };
  const positions = (): number[] => {
    try {
      const db = new DatabaseSync(database, { readOnly: true });
      try {
        return db
          .prepare("SELECT position FROM history ORDER BY n")
          .all()
          .map((row) => Number(row.position));
      } finally {
        db.close();
      }
    } catch {
      return []; // not made yet
    }
  };
  const has = (count: number) => expect.poll(() => positions().length, { interval: 20, message: said }).toBeGreaterThanOrEqual(count);
  return { start, positions, has, said: () => said };
};

const exited = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

/** Killed while it works, twice: every event once, in order, and where it stopped it goes on. */
const attack = async (command: string, file: string): Promise<void> => {
  const one = subscriber(command, file);
  for (const count of [20, 60]) {
    const child = one.start();
    await one.has(count);
    child.kill("SIGKILL");
    await exited(child);
  }
  const child = one.start();
  await one.has(published.length);
  child.kill("SIGTERM");
  await exited(child);
  expect(child.exitCode).toBe(0);
  expect(one.positions()).toEqual(published);
  expect(one.said()).toMatch(/^knew \d{20} marketing\.lead\.v1\./m);
};

test("both subscribers have every event once and in order, though they are killed and events come twice", async () => {
  await declareStream(bus.nc, { service: "lead" });
  await publishMore(100);
  expect((await streamInfo(bus.nc, "LEAD")).state.messages).toBe(120);
  await Promise.all([attack(process.execPath, "subscribe.ts"), ...(python ? [attack("python3", "subscribe.py")] : [])]);
});

test.runIf(!inContainers)("with a login from `marketing bus login` they have their tenant's events, and no other's", async () => {
  const walled = await localBus();
  const owner = await connectBus({ url: walled.url("lead"), name: "test", service: "lead" });
  try {
    await declareStream(owner.nc, { service: "lead" });
    const logins = ["node", "python"].map((name) => newLogin(name, tenantId, ["lead"]));
    walled.login(writeLogins(logins));
    for (const login of logins) {
      await makeConsumers(walled.url("operator"), login, 1);
      await expect.poll(() => isLetIn(walled.url(login.name, login.password), login)).toBe(true);
    }
    for (let position = 1; position <= 30; position += 1) send(position, randomUUID(), owner, position % 3 === 0 ? randomUUID() : tenantId);
    const wanted = Array.from({ length: 30 }, (_, i) => i + 1).filter((position) => position % 3 !== 0);
    const programs = [[process.execPath, "subscribe.ts"] as const, ...(python ? [["python3", "subscribe.py"] as const] : [])];
    for (const [index, [command, file]] of programs.entries()) {
      const { name, password } = logins[index]!;
      const one = subscriber(command, file, walled.url(name, password));
      const child = one.start();
      await one.has(wanted.length);
      child.kill("SIGTERM");
      await exited(child);
      expect(one.positions()).toEqual(wanted);
    }
  } finally {
    await owner.close(1_000);
    await walled.stop();
  }
});
