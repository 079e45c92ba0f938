import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createMarketingClient } from "@marketing/client";
import { exportPerson } from "@marketing/client/exportPerson";
import { readJson } from "@marketing/client/json";
import { collect } from "@marketing/client/paging";
import { userIdOf } from "@marketing/protos/ids";
import { Code } from "@marketing/shared/base/code";
import { uuidv7 } from "@marketing/shared/base/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";
import { until } from "../support/patience.ts";
import { serviceNames } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";

// One person with a rare name leaves something in every service; so do a neighbour whose ids and names begin alike, and a namesake of another
// tenant. The archive has the person's and nobody else's.

type Records = Readonly<Record<string, ReadonlyArray<Record<string, unknown>>>>;
interface Archive {
  readonly format: string;
  readonly records: Records;
  readonly person: { readonly ids: ReadonlyArray<string>; readonly names: ReadonlyArray<string> };
  readonly counts: Readonly<Record<string, number>>;
}

const name = "Zdzisława Quillfeather";
const email = "Zdzisława.Quill+news@quillfeather.example";
/** More than a page of a section. */
const events = 1_203;

let world: CliWorld;
let tenant: Tenant;
let visitor: string;
let leadId: string;
let taskId: string;

const play = async (of: Tenant, person: { id: string; visitor: string; name: string; email: string; events: number }) => {
  const { call } = of;
  const event = (i: number) => ({
    messageId: `${person.id}-${i}`,
    ...(i % 2 === 0 ? { userId: person.id } : { anonymousId: person.visitor }),
    eventName: "page_view",
    properties: `{"note":${JSON.stringify(person.name)},"order":9007199254740993,"utm_campaign":"spring"}`,
  });
  for (let i = 0; i < person.events; i += 500) {
    const batch = Array.from({ length: Math.min(500, person.events - i) }, (_, n) => event(i + n));
    await call("TrackingService/TrackEvents", { events: batch });
  }
  const traits = toStruct({ name: person.name, plan: "pro" });
  await call("IdentityService/Identify", { userId: person.id, anonymousId: person.visitor, email: person.email, traits });
  await call("IdentityService/AssignSegment", { userId: person.id, segment: "vip", priority: 5 });
  const { lead } = await call("LeadService/CaptureLead", { email: person.email, name: person.name, company: "Quills", source: "fair" });
  await call("LeadService/MarkContacted", { leadId: lead.leadId, channel: "phone", note: `called ${person.name}` });
  const { task } = await call("TaskService/EnqueueTask", {
    taskType: "lead_gen",
    payload: toStruct({ about: { lead: lead.leadId, text: `write to ${person.name.toUpperCase()}` } }),
  });
  await call("ContentService/CreateContent", {
    contentType: "CONTENT_TYPE_BLOG",
    title: "A story",
    content: `${"word ".repeat(200)} by ${person.name}.`,
  });
  await call("KnowledgeService/PutDocument", {
    title: "Call",
    text: `Notes of a call with ${person.email}, who was glad.`,
    source: "KNOWLEDGE_SOURCE_DOCUMENT",
    category: "KNOWLEDGE_CATEGORY_MARKET_TRENDS",
  });
  return { leadId: lead.leadId as string, taskId: task.taskId as string };
};

beforeAll(async () => {
  world = await openCliWorld();
  tenant = await world.newTenant("Quills");
  const other = await world.newTenant("Others");
  visitor = uuidv7();
  ({ leadId, taskId } = await play(tenant, { id: "quill-1", visitor, name, email, events }));
  await play(tenant, { id: "quill-12", visitor: uuidv7(), name: `${name}son`, email: `x${email}`, events: 3 });
  await play(other, { id: "quill-1", visitor, name, email, events: 3 });
  await settled(world, serviceNames);
  await until("the lead is the person's", async () => {
    const { lead } = await tenant.call("LeadService/GetLead", { leadId });
    return lead.userId === userIdOf(tenant.tenantId, "quill-1");
  });
  await settled(world, serviceNames);
});
afterAll(() => world?.close());

const marketing = (...args: string[]) => runMarketing([...args, "--stack", world.stack, "--tenant", tenant.tenantId]);
const archiveOf = async (...who: string[]): Promise<Archive> => {
  const file = join(world.directory, `${uuidv7()}.json`);
  const done = await marketing("user", "export", ...who, "--to", file);
  expect([done.code, done.stderr]).toEqual([0, ""]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  return readJson(readFileSync(file, "utf8")) as unknown as Archive;
};

it("the archive has all that five services hold of the person, whole, and nothing of anybody else", async () => {
  const archive = await archiveOf("quill-1");
  expect(archive.format).toBe("marketing-person-export/1");
  expect(archive.counts).toEqual(Object.fromEntries(Object.entries(archive.records).map(([section, all]) => [section, all.length])));
  expect(archive.counts).toMatchObject({
    "identity.users": 2,
    "identity.segment_memberships": 1,
    "tracking.events": events,
    "lead.leads": 1,
    "campaign.touches": events,
    "campaign.tasks": 1,
    "content.contents": 1,
    "content.documents": 1,
  });
  for (const section of ["identity.trait_history", "identity.merges", "identity.sessions", "identity.segment_history", "lead.lead_history"])
    expect(archive.counts[section], section).toBeGreaterThan(0);
  expect(new Set(archive.records["tracking.events"]!.map((e) => String(e.event_id))).size).toBe(events);
  expect(JSON.stringify(archive.records["tracking.events"]![0])).toContain('"order":9007199254740993');
  expect(archive.records["lead.leads"]).toMatchObject([{ lead_id: leadId, email }]);
  expect(archive.records["campaign.tasks"]).toMatchObject([{ task_id: taskId }]);
  expect(archive.records["content.contents"]![0]!.excerpt).toContain(name);
  expect(archive.person.names).toEqual(expect.arrayContaining([name, email, "quill-1"]));
  expect(archive.person.ids).toEqual(expect.arrayContaining([leadId, userIdOf(tenant.tenantId, "quill-1")]));
  const text = JSON.stringify(archive);
  expect(text).not.toContain(`${name}son`);
  expect(text).not.toContain(`x${email}`);
  expect(text).not.toContain("quill-12");
});

it("whichever of the person's ids is given: an address, a visitor's id", async () => {
  const { counts } = await archiveOf("quill-1");
  expect((await archiveOf(email)).counts).toEqual(counts);
  expect((await archiveOf(visitor, "--anonymous")).counts).toEqual(counts);
});

it("somebody who is a lead alone is found by the address", async () => {
  const address = "only.lead@quillfeather.example";
  const { lead } = await tenant.call("LeadService/CaptureLead", { email: address, name: "Only Lead" });
  await until("the lead", () =>
    tenant.call("LeadService/GetLead", { leadId: lead.leadId }).then(
      () => true,
      () => false,
    ),
  );
  await settled(world, serviceNames);
  const archive = await archiveOf(address);
  expect(archive.records["lead.leads"]).toMatchObject([{ lead_id: lead.leadId, name: "Only Lead" }]);
});

it("nobody by that reference is not found, and a file that cannot be written is said; neither leaves a file behind", async () => {
  const file = join(world.directory, "nobody.json");
  for (const who of ["nobody-at-all", "nobody@quillfeather.example"])
    expect((await marketing("user", "export", who, "--to", file)).code, who).toBe(6);
  expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
  expect(await marketing("user", "export", "quill-1")).toMatchObject({ code: 2, stderr: expect.stringContaining("--to FILE") });
  const nowhere = await marketing("user", "export", "quill-1", "--to", join(world.directory, "no", "such.json"));
  expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining("cannot write")]);
});

it("a key without privacy:read exports nobody, and a request that names nobody is refused", async () => {
  const addresses = Object.fromEntries(serviceNames.map((service) => [service, world.service(service).address]));
  const weak = await world.newTenant("Weak", ["identity:*", "tracking:*", "lead:*", "campaign:*", "content:*"]);
  const { position: minPosition } = await weak.call("IdentityService/CreateUser", { userId: "somebody" });
  await weak.call("IdentityService/GetUser", { userId: "somebody", minPosition });
  const client = createMarketingClient({ addresses, apiKey: weak.key });
  await expect(collect(exportPerson(client, { userId: "somebody" }))).rejects.toMatchObject({ code: Code.PERMISSION_DENIED });
  client.close();
  const able = createMarketingClient({ addresses, apiKey: tenant.key });
  await expect(collect(able.privacy("lead").exportPerson({ ids: [], names: [] }))).rejects.toMatchObject({ code: Code.INVALID_ARGUMENT });
  able.close();
});
