import { setTimeout as sleep } from "node:timers/promises";
import { loadSync } from "@grpc/proto-loader";
import { protoPath } from "grpc-health-check";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";
import { stretched, until } from "../support/patience.ts";
import { createClient, type Message } from "../support/rpcClient.ts";
import type { Tenant } from "../support/tenant.ts";

// An operator at a running service: what it shows of views that stand still, and what the operator does about it.
let world: CliWorld;
let tenant: Tenant;
let admin: pg.Client;
beforeAll(async () => {
  world = await openCliWorld(["identity", "tracking"]); // identity hears tracking, and stands still without it
  tenant = await world.newTenant();
  admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const marketing = (...args: string[]) => runMarketing([...args, "--stack", world.stack]);
const createUser = (email: string) => tenant.call("IdentityService/CreateUser", { email });
const found = (email: string) =>
  tenant.call("IdentityService/GetUser", { email }).then(
    () => true,
    () => false,
  );
const view = async (): Promise<Message> => {
  const [status] = await world.operations("GetStatus");
  return status.subscriptions.find((s: Message) => s.name === "users");
};
const contract = loadSync(protoPath, { enums: String });
const health = async (service: string): Promise<string> => {
  const client = createClient({ address: world.service().address, package: "grpc.health.v1", service: "Health", contract });
  try {
    return (await client.call("Check", { service })).status;
  } finally {
    client.close();
  }
};

it("pauses a view and resumes it, with who and why, also through a restart", async () => {
  const bare = await marketing("projections", "pause", "users");
  expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining("--reason WHY")]);
  expect((await marketing("projections", "pause", "users", "--reason", "a release")).code).toBe(0);
  await createUser("paused@x.io");
  await world.restart();
  await sleep(stretched(1_500));
  expect(await found("paused@x.io")).toBe(false);
  expect(await view()).toMatchObject({ state: "paused", stateDetail: "a release", stateSince: { seconds: expect.anything() } });
  const refused = await marketing("projections", "rebuild", "users");
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("VIEW_PAUSED")]);
  expect((await marketing("projections", "resume", "users", "--reason", "released")).stdout).toContain("users");
  await until("it goes on", () => found("paused@x.io"));
  const actions = (await marketing("projections", "actions", "users", "--json")).json();
  expect(actions.map((a) => [a.action, a.reason, a.operator !== ""])).toEqual([
    ["resume", "released", true],
    ["pause", "a release", true],
  ]);
});

it("gives up an event that a view can never take, and what waited behind it is applied", async () => {
  await admin.query("ALTER TABLE identity.users ADD CONSTRAINT no_poison CHECK (email <> 'poison@x.io') NOT VALID");
  const { user } = await createUser("poison@x.io");
  await tenant.call("IdentityService/AssignSegment", { userId: user.userId, segment: "vip" });
  await until("it is parked", async () => (await view()).parkedEvents >= 1);
  const [parked] = (await marketing("parked", "list", "--view", "users", "--json")).json();
  expect(parked).toMatchObject({ attempts: 5, error: expect.stringContaining("no_poison") });
  const status = await marketing("projections", "status");
  expect(status.stdout).toMatch(/users .*parked/);
  const given = await marketing("parked", "discard", "--view", "users", "--stream", parked.stream_id, "--reason", "a test's", "--json");
  expect(given.json()).toMatchObject([{ discarded: expect.any(Number), remaining: 0 }]);
  await createUser("healthy@x.io");
  await until("it goes on", () => found("healthy@x.io"));
  const verified = await marketing("projections", "verify", "users", "--service", "identity", "--json");
  expect(verified.json()[0].views).toMatchObject([{ name: "users", equal: true }]);
  const nothing = await marketing("projections", "skip", "users", "--position", "1", "--reason", "none is there");
  expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining("ALREADY_PASSED")]);
});

it("shows a view that stands still: in the status, in the health service, and no longer when it moves again", async () => {
  await until("all views move", async () => (await health("views")) === "SERVING");
  await admin.query("BEGIN; LOCK TABLE identity.users IN SHARE ROW EXCLUSIVE MODE");
  try {
    await createUser("waiting@x.io");
    await until("it is stalled", async () => (await view()).state === "stalled");
    await until("the health service says so", async () => (await health("views")) === "NOT_SERVING");
    expect(await health("readiness")).toBe("SERVING");
    const [identity] = (await marketing("projections", "status", "--service", "identity", "--json")).json();
    const users = identity.subscriptions.find((s: Message) => s.name === "users");
    expect(users).toMatchObject({ state: "stalled", state_since: expect.any(String), state_detail: expect.stringMatching(/./) });
  } finally {
    await admin.query("COMMIT");
  }
  await until("it moves again", async () => (await view()).state !== "stalled" && (await health("views")) === "SERVING");
});
