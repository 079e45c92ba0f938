import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import { type ServiceName, serviceNames } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// Each of the largest requests that are allowed: how long a service does nothing else for it. Measured in the time of the processor that one
// turn of the event loop took, which a busy machine does not lengthen.

const directory = mkdtempSync(join(tmpdir(), "marketing-stalls-"));
const fileOf = (service: string) => join(directory, service);
let world: World;
let tenant: Tenant;
let neighbour: Tenant;
beforeAll(async () => {
  const watch = `--import ${fileURLToPath(new URL("stallWatch.ts", import.meta.url))}`;
  world = await openWorld({ services: serviceNames, env: (service) => ({ NODE_OPTIONS: watch, STALLS_FILE: fileOf(service) }) });
  [tenant, neighbour] = [await world.newTenant(), await world.newTenant("neighbour")];
});
afterAll(async () => {
  console.log(`${"RPC".padEnd(34)}${"size".padEnd(36)}   cpu  wall views total neighbour (ms)\n${table.join("\n")}`);
  await world?.close();
  rmSync(directory, { recursive: true });
});

interface Stall {
  readonly cpuMs: number;
  readonly wallMs: number;
}
const stall = async (service: ServiceName): Promise<Stall> => {
  rmSync(fileOf(service), { force: true });
  process.kill(world.service(service).pid, "SIGUSR2");
  let told: Stall | null = null;
  await until("it tells", () => {
    told = JSON.parse(readFileSync(fileOf(service), "utf8")) as Stall;
    return true;
  });
  return told!;
};
const table: string[] = [];
/** Several times what the slowest of them takes: work that grows faster than its request is far beyond it. */
const mostCpuMs = 400;
/** What a neighbour asks meanwhile, again and again. */
const cheap: Readonly<Record<ServiceName, string>> = {
  identity: "IdentityService/ListUsers",
  tracking: "TrackingService/ListEvents",
  campaign: "CampaignService/ListCampaigns",
  lead: "LeadService/ListLeads",
  content: "ContentService/ListContents",
};
const measured = async (service: ServiceName, what: string, size: string, work: () => Promise<unknown>): Promise<void> => {
  await settled(world, [service]);
  await stall(service);
  const began = performance.now();
  let [took, slowest] = [0, 0];
  const asking = work().finally(() => {
    took = performance.now() - began;
  });
  do {
    const asked = performance.now();
    await neighbour.call(cheap[service], { pageSize: 1 }); // throws where it is not answered
    slowest = Math.max(slowest, performance.now() - asked);
  } while (took === 0);
  await asking;
  const call = await stall(service);
  await settled(world, [service]);
  const views = await stall(service);
  const ms = (n: number) => n.toFixed(0).padStart(6);
  table.push(`${what.padEnd(34)}${size.padEnd(36)}${ms(call.cpuMs)}${ms(call.wallMs)}${ms(views.cpuMs)}${ms(took)}${ms(slowest)}`);
  expect(call.cpuMs, what).toBeLessThan(mostCpuMs);
};

const words = (bytes: number, seed = "q"): string => {
  const all: string[] = [];
  for (let n = 0, size = 0; size < bytes - 8; n++) size += all[all.push(n.toString(36).padStart(6, seed)) - 1]!.length + 1;
  return all.join(" ");
};

it("stop a service for a moment at most, and a neighbour's calls beside them are answered", async () => {
  const event = (n: number) => ({
    userId: `u${n}`,
    eventName: "seen",
    messageId: `m${n}`,
    contextActive: true,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    properties: JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`property_${i}`, `value ${n} ${i}`]))),
  });
  const events = Array.from({ length: 1_000 }, (_, n) => event(n));
  const size = (what: unknown) => `${(JSON.stringify(what).length / 1e6).toFixed(1)} MB`;
  await measured("tracking", "TrackEvents", `1,000 × 100 properties, ${size(events)}`, () =>
    tenant.call("TrackingService/TrackEvents", { events }),
  );
  await measured("tracking", "ListEvents", "page of 1,000", () => tenant.call("TrackingService/ListEvents", { pageSize: 1_000 }));

  const { campaign } = await tenant.call("CampaignService/CreateCampaign", { name: "All", type: "CAMPAIGN_TYPE_AD" });
  const { adCampaign } = await tenant.call("AdCampaignService/CreateAdCampaign", {
    ...{ campaignId: campaign.campaignId, platform: "PLATFORM_GOOGLE_ADS", name: "Ad" },
  });
  const rows = Array.from(
    { length: 20_000 },
    (_, n) => `${adCampaign.adCampaignId}x,${new Date(Date.UTC(2024, 0, 1) + n * 3_600_000).toISOString()},1000,10,1.5,3`,
  );
  const report = ["ad_campaign_id,as_of,impressions,clicks,spend,revenue", ...rows].join("\n");
  await measured("campaign", "ImportPerformanceReport", `20,000 rows, ${size(report)}`, () =>
    tenant.call("AdCampaignService/ImportPerformanceReport", { platform: "PLATFORM_GOOGLE_ADS", csv: report }),
  );

  const columns = Array.from({ length: 20 }, (_, i) => `custom_${i}`);
  const leads = [
    "email,name,company,phone",
    ...Array.from({ length: 5_000 }, (_, n) => `p${n}@leads.example,Name ${n},Company ${n},+49301234${n}`),
  ].map((line, n) => `${line},${n === 0 ? columns.join(",") : columns.map((c) => `${c} of ${n}`).join(",")}`);
  await measured("lead", "ImportLeads", `5,000 rows × 24, ${size(leads.join("\n"))}`, () =>
    tenant.call("LeadService/ImportLeads", { importId: "one", csv: leads.join("\n"), final: true }),
  );
  await measured("lead", "ListLeads", "page of 1,000", () => tenant.call("LeadService/ListLeads", { pageSize: 1_000 }));

  const text = words(5 * 1_024 * 1_024 - 100);
  const lines = (seed: string) => words(2_000_000, seed).replaceAll(/((?:\S+ ){6})/g, "$1\n");
  let contentId = "";
  const content = { contentType: "CONTENT_TYPE_BLOG", title: "words" };
  await measured("content", "CreateContent", "5 MB of distinct words", async () => {
    contentId = (await tenant.call("ContentService/CreateContent", { ...content, content: text })).content.contentId;
  });
  await measured("content", "GetContent", "5 MB", () => tenant.call("ContentService/GetContent", { contentId }));
  await measured("content", "UpdateContent", "5 MB of other words", () =>
    tenant.call("ContentService/UpdateContent", { contentId, content: words(5 * 1_024 * 1_024 - 100, "z") }),
  );
  await measured("content", "DiffVersions", "5 MB against 5 MB, one line", () =>
    tenant.call("ContentService/DiffVersions", { contentId, fromVersion: 1 }),
  );
  const made = await tenant.call("ContentService/CreateContent", { ...content, title: "lines", content: lines("a") });
  await tenant.call("ContentService/UpdateContent", { contentId: made.content.contentId, content: lines("b") });
  await measured("content", "DiffVersions", "2 × 47,000 lines, all different", () =>
    tenant.call("ContentService/DiffVersions", { contentId: made.content.contentId, fromVersion: 1 }),
  );
  const document = { format: "DOCUMENT_FORMAT_MARKDOWN", source: "KNOWLEDGE_SOURCE_DOCUMENT", category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS" };
  const paragraphs = words(4_000_000).replaceAll(/((?:\S+ ){80})/g, "$1\n\n## A heading\n\n- item\n\n");
  await measured("content", "PutDocument", `${(paragraphs.length / 1e6).toFixed(1)} MB of Markdown`, () =>
    tenant.call("KnowledgeService/PutDocument", { ...document, title: "words", text: paragraphs }),
  );

  const traits = toStruct(Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`trait_${i}`, `${i} `.repeat(50)])));
  await measured("identity", "Identify", "150 traits, 27 kB", () => tenant.call("IdentityService/Identify", { userId: "many", traits }));
  for (let n = 0; n < 300; n += 1)
    await tenant.call("IdentityService/CreateUser", { userId: `t${n}`, traits: toStruct({ plan: "pro", text: "x".repeat(5_000) }) });
  await measured("identity", "ListUsers", "page of 1,000 (all with an event)", () =>
    tenant.call("IdentityService/ListUsers", { pageSize: 1_000 }),
  );
  expect(table.length).toBeGreaterThan(10);
}, 600_000);
