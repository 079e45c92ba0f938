import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { Code } from "@marketing/shared/base/code";
import { uuidv7 } from "@marketing/shared/base/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import { refusal, type ServiceName } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// What a destroyed key leaves in the services whose events are people's: blanks that every view folds, commands that say why not, and neighbours
// who notice nothing.

const services = ["identity", "tracking", "lead"] as const;
const views: Readonly<Record<(typeof services)[number], ReadonlyArray<string>>> = {
  identity: ["users", "sessions", "user_patterns", "user_profile", "live_sessions"],
  tracking: ["events", "event_buffer"],
  lead: ["leads"],
};
const name = "Zdzisława Quillfeather";
const visitor = uuidv7();

let world: World;
let tenant: Tenant;
let leadId: string;
let twinId: string;
let mergeId: string;

const counts = async () => ({
  users: (await world.sql("SELECT count(*)::int AS n FROM identity.users WHERE tenant_id = $1", [tenant.tenantId]))[0]!.n,
  events: (await world.sql("SELECT count(*)::int AS n FROM tracking.events WHERE tenant_id = $1", [tenant.tenantId]))[0]!.n,
  leads: (await world.sql("SELECT count(*)::int AS n FROM lead.leads WHERE tenant_id = $1", [tenant.tenantId]))[0]!.n,
});
const tables: Readonly<Record<string, string>> = {
  users: "identity.users",
  trait_history: "identity.trait_history",
  user_patterns: "identity.user_patterns",
  events: "tracking.events",
  leads: "lead.leads",
  lead_history: "lead.lead_history",
};
const naming = async (text: string) => {
  const found: Record<string, number> = {};
  for (const [table, from] of Object.entries(tables))
    found[table] = (await world.sql(`SELECT count(*)::int AS n FROM ${from} t WHERE t::text ILIKE $1`, [`%${text}%`]))[0]!.n;
  return found;
};
const play = async (id: string, device: string, called: string, email: string) => {
  const event = (i: number) => ({
    ...(i % 2 === 0 ? { userId: id } : { anonymousId: device }),
    ...{ messageId: `${id}-${i}`, eventName: "page_view", properties: JSON.stringify({ note: called, page_url: "/pricing" }) },
  });
  await tenant.call("TrackingService/TrackEvents", { events: Array.from({ length: 20 }, (_, i) => event(i)) });
  await tenant.call("IdentityService/Identify", {
    userId: id,
    anonymousId: device,
    email,
    traits: toStruct({ name: called, plan: "pro" }),
  });
  const { lead } = await tenant.call("LeadService/CaptureLead", { email, name: called, company: called, source: "fair" });
  await tenant.call("LeadService/MarkContacted", { leadId: lead.leadId, channel: "phone", note: `called ${called}` });
  await tenant.call("LeadService/UpdateLead", { leadId: lead.leadId, jobTitle: called });
  return lead.leadId as string;
};
const destroy = (service: ServiceName, ...subjects: string[]) =>
  world.sql(`SELECT ${service}.destroy_person_keys($1, $2)`, [tenant.tenantId, subjects]);

beforeAll(async () => {
  world = await openWorld({ services });
  tenant = await world.newTenant("Quills");
  leadId = await play("quill", visitor, name, "quill@quillfeather.example");
  const properties = toStruct({ note: name });
  await tenant.call("LeadService/EnrichLead", { leadId, provider: "finder", properties });
  await tenant.call("LeadService/CaptureLead", { email: "quill@quillfeather.example", company: `${name} & Co`, properties });
  twinId = (await tenant.call("LeadService/CaptureLead", { email: "twin@quillfeather.example", name })).lead.leadId;
  ({ mergeId } = await tenant.call("LeadService/MergeLeads", { winnerLeadId: leadId, loserLeadId: twinId, reason: "the same" }));
  await play("neighbour", uuidv7(), "Ada Neighbour", "ada@neighbour.example");
  await settled(world, services);
  const people = [userIdOf(tenant.tenantId, "quill"), anonymousUserIdOf(tenant.tenantId, visitor)];
  await until("the lead is the person's", async () => (await tenant.call("LeadService/GetLead", { leadId })).lead.userId === people[0]);
  await settled(world, services);
  expect((await naming("Quillfeather")).events).toBe(20);
  await destroy("identity", ...people);
  await destroy("tracking", ...people);
  await destroy("lead", leadId, twinId);
  await new Promise((resolve) => setTimeout(resolve, 5_500)); // for which a process remembers a key
});
afterAll(() => world?.close());

it("new events of the person are suppressed item by item, and commands are refused; neighbours notice nothing", async () => {
  const event = (userId: string) => ({ userId, eventName: "page_view", messageId: uuidv7() });
  const { results } = await tenant.call("TrackingService/TrackEvents", {
    events: [event("neighbour"), event("quill"), { ...event("x"), userId: "", anonymousId: visitor }, event("neighbour")],
  });
  expect(results.map((r: { status: string; rejection: { reason: string } | null }) => [r.status, r.rejection?.reason ?? ""])).toEqual([
    ["EVENT_STATUS_ACCEPTED", ""],
    ["EVENT_STATUS_REJECTED", "suppressed"],
    ["EVENT_STATUS_REJECTED", "suppressed"],
    ["EVENT_STATUS_ACCEPTED", ""],
  ]);
  for (const [method, request] of [
    ["IdentityService/Identify", { userId: "quill", traits: toStruct({ plan: "free" }) }],
    ["LeadService/MarkContacted", { leadId, channel: "mail" }],
  ] as const)
    expect(await refusal(tenant.call(method, request)), method).toMatchObject({ code: Code.FAILED_PRECONDITION, reason: "PERSON_ERASED" });
  await tenant.call("IdentityService/Identify", { userId: "neighbour", traits: toStruct({ plan: "free" }) });
});

it("every view is built anew with blanks: nothing is parked, as many rows as before, none that names the person", async () => {
  await settled(world, services);
  const before = await counts();
  for (const service of services)
    for (const view of views[service]) {
      const messages = await world.operations("RebuildView", { name: view }, service);
      expect([view, messages.at(-1)!.done]).toEqual([view, true]);
    }
  await settled(world, services);
  for (const service of services) expect((await world.operations("ListParked", {}, service))[0]!.parkedEvents, service).toEqual([]);
  expect(await counts()).toEqual(before);
  expect(await naming("Quillfeather")).toEqual({ users: 0, trait_history: 0, user_patterns: 0, events: 0, leads: 0, lead_history: 0 });
  const neighbour = await naming("Ada Neighbour");
  expect([neighbour.users, neighbour.events, neighbour.leads].map((n) => n! > 0)).toEqual([true, true, true]);
  const { user } = await tenant.call("IdentityService/GetUser", { userId: "neighbour" });
  expect(user.email).toBe("ada@neighbour.example");
});

it("a lead of whom nothing is known any more is read, explained and split again, in blanks", async () => {
  const asked = { leadId };
  const { lead } = await tenant.call("LeadService/GetLead", asked);
  expect(lead).toMatchObject({ leadId, email: "", name: "", company: "", mergedLeadIds: [twinId], source: "fair" });
  await tenant.call("LeadService/ExplainScore", asked);
  expect((await tenant.call("LeadService/GetLeadHistory", asked)).entries.length).toBeGreaterThan(3);
  const { position: minPosition } = await tenant.call("LeadService/UndoMerge", { mergeId, reason: "two people" });
  expect((await tenant.call("LeadService/GetLead", { leadId: twinId, minPosition })).lead).toMatchObject({ leadId: twinId, name: "" });
  const user = await tenant.call("IdentityService/GetUser", { userId: "quill" });
  expect(user.user).toMatchObject({ email: "", externalId: "", traits: {} });
  expect((await tenant.call("IdentityService/GetUserHistory", { userId: "quill" })).merges).toHaveLength(1);
  await settled(world, services);
  for (const service of services)
    for (const { name: view, difference } of await world.operations("VerifyViews", {}, service))
      expect([view, difference]).toEqual([view, ""]);
});
