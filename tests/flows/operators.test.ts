import { setTimeout as sleep } from "node:timers/promises";
import { loadSync } from "@grpc/proto-loader";
import { uuidv7 } from "@marketing/shared/base/ids";
import { parseHeaders } from "@marketing/shared/bus/cloudEvent";
import { connectBus } from "@marketing/shared/bus/connection";
import { streamInfo } from "@marketing/shared/bus/jsApi";
import { walkStream } from "@marketing/shared/bus/walk";
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

it("replays what a reaction gave up, and discards what is broken", async () => {
  const { user } = await createUser("lead@x.io");
  const leadId = uuidv7();
  const event = {
    ...{
      position: 7,
      tenantId: tenant.tenantId,
      streamId: `lead-${leadId}`,
      version: 2,
      eventId: uuidv7(),
      schemaVersion: 1,
      metadata: {},
    },
    ...{ type: "marketing.lead.v1.LeadQualified", data: { leadId, userId: user.userId }, subjectId: null, recordedAt: new Date() },
  };
  const died = (reaction: string, id: string, tenantId: string, content: object) =>
    admin.query(
      "INSERT INTO identity.dead_letters (reaction, event_id, tenant_id, event, error, attempts) VALUES ($1, $2, $3, $4, 'no', 5)",
      [...[reaction, id, tenantId, JSON.stringify(content)]],
    );
  await died("leads", event.eventId, tenant.tenantId, event);
  await died("leads", uuidv7(), uuidv7(), { stream: "LEAD", sequence: 4, headers: "", payload: "ew==" });
  const letters = (...args: string[]) => marketing("letters", ...args, "--service", "identity");
  const listed = (await letters("list", "--json")).json();
  expect(listed.map((letter) => [letter.name, letter.event_type, letter.position]).sort()).toEqual([
    ["leads", "", 4],
    ["leads", event.type, 7],
  ]);
  expect((await letters("list")).stdout).toMatch(/identity +leads .*\(no event\)/);
  const replayed = await letters("replay", "--name", "leads", "--all", "--json");
  expect(replayed.code).toBe(1);
  expect(replayed.json()).toMatchObject([{ replayed: 1, remaining: 1, error: expect.stringContaining("can only be discarded") }]);
  const segments = async () => (await tenant.call("IdentityService/GetUser", { userId: user.userId })).user.segments;
  await until("the reaction has done its work", async () => JSON.stringify(await segments()).includes("qualified_lead"));
  for (const [args, says] of [
    [["replay", "--name", "leads"], /--id ID, or --all/],
    [["discard", "--name", "leads", "--all"], /--reason WHY/],
    [["discard", "--name", "none", "--all", "--reason", "x"], /no service has dead letters called "none"/],
  ] as const) {
    const { code, stderr } = await letters(...args);
    expect([code, stderr], args.join(" ")).toEqual([2, expect.stringMatching(says)]);
  }
  await died("jetstream:LEAD", uuidv7(), uuidv7(), { stream: "LEAD", sequence: 5, headers: "", payload: "ew==" });
  const nobody = await letters("replay", "--name", "jetstream:LEAD", "--all");
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringMatching(/it takes those of leads.*NOTHING_TAKES_THEM/)]);
  for (const name of ["leads", "jetstream:LEAD"])
    expect((await letters("discard", "--name", name, "--all", "--reason", "broken", "--json")).json()).toMatchObject([
      { discarded: 1, remaining: 0 },
    ]);
  const [decided] = (await marketing("projections", "actions", "leads", "--service", "identity", "--json")).json();
  expect(decided).toMatchObject({ view: "leads", action: "discard", reason: "broken", positions: [4] });
});

it("replays and gives up what the relay could not publish", async () => {
  const { nc, close } = await connectBus({ url: world.nats.url, name: "test" });
  const created = async () => (await streamInfo(nc, "IDENTITY")).created;
  const [one, other] = [await createUser("waits@x.io"), await createUser("never@x.io")];
  const park = ({ user }: Message) =>
    admin.query(
      `INSERT INTO identity.parked_events (subscription, position, tenant_id, stream_id, event, error, attempts)
       SELECT 'relay', position, tenant_id, stream_id, jsonb_build_object('position', position, 'tenantId', tenant_id, 'streamId', stream_id, 'version', version,
         'eventId', event_id, 'type', type, 'schemaVersion', schema_version, 'data', data, 'metadata', metadata, 'recordedAt', recorded_at), 'too large', 1
         FROM identity.event_log WHERE stream_id = $1 ORDER BY position LIMIT 1`,
      [`user-${user.userId}`],
    );
  for (const made of [one, other]) await park(made);
  const parked = (...args: string[]) => marketing("parked", ...args, "--view", "relay", "--service", "identity");
  const rows = (await parked("list", "--json")).json();
  expect(rows.map((row) => [row.view, row.stream_id, row.error])).toEqual(
    [one, other].map(({ user }) => ["relay", `user-${user.userId}`, "too large"]),
  );
  expect((await marketing("parked", "discard", "--view", "relay", "--all", "--reason", "x")).stderr).toMatch(
    /a relay each: say which with --service/,
  );
  expect((await marketing("projections", "skip", "relay", "--position", "1", "--reason", "x", "--service", "identity")).stderr).toContain(
    "NOT_PARKED",
  );
  const given = await parked("discard", "--stream", rows[1].stream_id, "--reason", "a test's", "--json");
  expect(given.json()).toMatchObject([{ discarded: 1, remaining: 1 }]);
  const was = await created();
  expect((await parked("replay", "--json")).json()).toMatchObject([{ replayed: 1, remaining: 0, error: "" }]);
  await until("the bus was filled anew", async () => (await created().catch(() => was)) !== was);
  const onBus = async () => {
    const ids: (string | undefined)[] = [];
    for await (const { headers } of walkStream(nc, "IDENTITY")) ids.push(parseHeaders(headers).get("ce-sequence"));
    return ids.map(Number);
  };
  await until("what waited is there", async () => (await onBus()).includes(rows[0].position));
  expect(await onBus()).not.toContain(rows[1].position);
  await until("log and bus agree", async () => (await world.operations("VerifyLog")).at(-1)!.missing === "0");
  await close();
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
