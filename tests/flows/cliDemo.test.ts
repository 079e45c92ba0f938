import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld(["identity", "tracking"]);
});
afterAll(() => world?.close());

const marketing = (...args: string[]) => runMarketing([...args, "--stack", world.stack]);
const demo = async (...args: string[]) => {
  const { code, stdout, stderr } = await marketing("demo", "--json", ...args);
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  return { figures: JSON.parse(stdout.trim().split("\n").at(-1)!), report: stderr };
};

/** What the store holds: the same after every further run. */
const counts = (figures: Record<string, unknown>) => {
  const { accepted, duplicates, import_seconds, events_per_second, seconds, verify, bus_messages, ...rest } = figures;
  return { ...rest, taken: Number(accepted) + Number(duplicates), bus: bus_messages };
};

test("the main job, and again: nothing new, no count changed", async () => {
  const { figures, report } = await demo("--events", "3000", "--days", "7");
  expect(figures.accepted).toBeGreaterThan(2_400);
  expect(figures.events).toBe(figures.accepted);
  expect(figures.duplicates).toBeGreaterThan(10);
  expect(figures.rejected_by_reason).toMatchObject({ missing_identity: 1 });
  expect([figures.lag_events, figures.parked_events]).toEqual([0, 0]);
  expect(figures.verify.equal).toBe(true);
  expect(figures.verify.views.length).toBeGreaterThan(5);
  expect(figures.bus_messages.TRACKING).toBe(figures.accepted);
  expect(Object.values(figures.per_name as Record<string, number>).reduce((sum, n) => sum + n, 0)).toBe(figures.events);
  expect(figures.per_day.reduce((sum: number, { events }: { events: number }) => sum + events, 0)).toBe(figures.events);
  expect(figures.users).toBe(figures.per_name.user_signup > 0 ? figures.users : 0);
  expect(figures.merges).toBeGreaterThanOrEqual(figures.users * 0.9);
  expect(figures.sessions).toBeGreaterThan(200);
  expect(figures.unique_users).toBe(figures.funnel[0].users);
  expect(figures.unique_users_estimated).toBeGreaterThan(0);
  const people = figures.funnel.map(({ users }: { users: number }) => users);
  expect(people).toEqual([...people].sort((a, b) => b - a));
  expect(people.at(-1)).toBeGreaterThan(0);

  const { timeline } = figures.person;
  expect(timeline[0]).toMatchObject({ event_name: "page_view", anonymous: true });
  expect(timeline.at(-1)).toMatchObject({ event_name: "purchase", anonymous: false });
  expect(timeline.map(({ time }: { time: string }) => time)).toEqual(timeline.map(({ time }: { time: string }) => time).toSorted());
  for (const heading of ["Import through gRPC", "Events per day", "Sign-up funnel", "From the first visit", "verify"])
    expect(report).toContain(heading);

  const again = (await demo()).figures;
  expect(again.accepted).toBe(0);
  expect(counts(again)).toEqual(counts(figures));
  const skipped = (await demo("--skip-if-done")).figures;
  expect(skipped.events).toBe(figures.events);
});

test("the commands answer on what the demo made", async () => {
  const figures = JSON.parse((await marketing("demo", "--skip-if-done", "--json")).stdout);
  const { email, external_id: id } = figures.person;
  const [byEmail, byId] = [
    (await marketing("user", email, "--json")).json()[0],
    (await marketing("user", id, "--json", "--events", "1000")).json()[0],
  ];
  expect(byEmail.user_id).toBe(byId.user_id);
  expect(byId).toMatchObject({ email, external_id: id, anonymous: false });
  expect(byId.events.length).toBeGreaterThanOrEqual(figures.person.timeline.length);

  const since = ["--since", "30d"];
  const purchases = (await marketing("events", "--name", "purchase", "--limit", "100000", "--json", ...since)).json();
  expect(purchases.length).toBe(figures.per_name.purchase);
  const [counted] = (await marketing("events", "--count", "--bots", "--json", ...since)).json();
  expect(counted.total).toBe(figures.events);
  const [{ session_id: session }] = byId.events.filter((event: { session_id: string }) => event.session_id !== "");
  const inSession = (await marketing("events", "--session", session, "--json")).json();
  expect(new Set(inSession.map((event: { session_id: string }) => event.session_id))).toEqual(new Set([session]));

  const log = (await marketing("log", "--service", "identity", "--limit", "5", "--json")).json();
  expect(log.length).toBe(5);
  expect(log.map(({ position }: { position: number }) => position)).toEqual(
    log.map(({ position }: { position: number }) => position).toSorted((a: number, b: number) => a - b),
  );
  const bus = (await marketing("bus", "tail", "--all", "--service", "identity", "--limit", "5", "--json")).json();
  expect(bus[0]).toMatchObject({ specversion: "1.0", type: "marketing.identity.v1.TenantCreated" });
  const status = (await marketing("projections", "status", "--json")).json();
  expect(status.map(({ service }: { service: string }) => service)).toEqual(["identity", "tracking"]);
  expect((await marketing("parked", "list")).code).toBe(0);
  expect((await marketing("projections", "rebuild", "events", "--json")).json()[0]).toMatchObject({ name: "events", generation: 2 });
  expect((await marketing("projections", "verify", "events", "--service", "tracking", "--json")).json()[0].views[0]).toMatchObject({
    equal: true,
  });
  expect((await marketing("user", "nobody")).code).toBe(6);
});

test("keys and tenants: made, changed, revoked", async () => {
  const [key] = (await marketing("keys", "create", "reader", "--scope", "tracking:read", "--json")).json();
  const stack = JSON.parse(readFileSync(world.stack, "utf8"));
  const env = {
    MARKETING_TRACKING_ADDRESS: stack.services.tracking.address,
    MARKETING_IDENTITY_ADDRESS: stack.services.identity.address,
    MARKETING_API_KEY: key.secret,
  };
  await expect.poll(async () => (await runMarketing(["events"], { env })).code).toBe(0);
  expect((await runMarketing(["user", "x"], { env })).code).toBe(5);
  expect((await marketing("keys", "revoke", key.key_id)).code).toBe(0);
  await expect.poll(async () => (await runMarketing(["events"], { env })).code).toBe(5);

  const [tenant] = (await marketing("tenants", "create", "Second", "--timezone", "Europe/Berlin", "--json")).json();
  expect(tenant).toMatchObject({ name: "Second", timezone: "Europe/Berlin", ip_policy: "truncate" });
  const [changed] = (await marketing("tenants", "settings", "--tenant", tenant.tenant_id, "--ip-policy", "remove", "--json")).json();
  expect(changed).toMatchObject({ tenant_id: tenant.tenant_id, ip_policy: "remove", timezone: "Europe/Berlin" });
  const all = (await marketing("tenants", "list", "--json")).json();
  expect(all.map(({ name }: { name: string }) => name)).toContain("Second");
});
