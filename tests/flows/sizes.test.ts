import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { createMarketingClient } from "@marketing/client";
import { inBatches } from "@marketing/client/batches";
import { collect, listAll } from "@marketing/client/paging";
import { findStack } from "@marketing/client/stack";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";
import { until } from "../support/patience.ts";
import { type Message, type RpcClient, type RpcService, serviceNames } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";

// Rows as large as they may be, a thousand asked for at a time, by a caller that takes four MiB in a message as gRPC's libraries do.

const usual = 4 * 1024 * 1024;

let world: CliWorld;
let tenant: Tenant;
const clients = new Map<string, RpcClient>();
beforeAll(async () => {
  world = await openCliWorld();
  tenant = await world.newTenant();
});
afterAll(() => world?.close());

const call = (method: string, request: object): Promise<Message> => {
  const [service, rpc] = method.split("/") as [RpcService, string];
  const client = clients.get(service) ?? world.open(service, { apiKey: tenant.key, maxMessageBytes: usual });
  clients.set(service, client);
  return client.call(rpc, request);
};

/** A Struct of which the wire makes the most: five times its JSON. */
const ones = (bytes: number) => toStruct({ list: Array.from({ length: Math.floor((bytes - 100) / 2) }, () => 1) });
const many = async (n: number, make: (i: number) => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < n; i += 8) await Promise.all(Array.from({ length: Math.min(8, n - i) }, (_, k) => make(i + k)));
};

/** Every row of the list, once: on pages that the caller could take. */
const readAll = async (method: string, request: object, field: string, idOf: (row: Message) => unknown) => {
  const ids: unknown[] = [];
  let [pages, pageToken] = [0, ""];
  do {
    const answer = await call(method, { ...request, pageSize: 1_000, pageToken });
    ids.push(...answer[field].map(idOf));
    pageToken = answer.nextPageToken;
    pages += 1;
  } while (pageToken !== "");
  expect(new Set(ids).size, `${method} gives a row twice`).toBe(ids.length);
  return { rows: ids.length, pages };
};

it("every list gives every row on pages that fit a message, and its token leads on", async () => {
  const [userId, sessionId] = ["heavy", randomUUID()];
  await many(40, (i) => call("IdentityService/CreateUser", { userId: `heavy-${i}`, traits: ones(32_768) }));
  await many(40, (i) => call("IdentityService/Identify", { userId, traits: toStruct({ changing: [i, ...Array(16_000).fill(1)] }) }));
  await many(40, (i) =>
    call("SegmentService/CreateSegment", {
      name: `s${i}`,
      rule: toStruct({ and: Array.from({ length: 15 }, () => ({ trait: "n", op: "in", value: Array.from({ length: 1_000 }, () => 1) })) }),
    }),
  );
  const text = JSON.stringify({ text: "x".repeat(32_700) });
  await many(3, () =>
    call("TrackingService/TrackEvents", {
      events: Array.from({ length: 60 }, () => ({ userId, eventName: "heavy", sessionId, properties: text })),
    }),
  );
  const config = ones(32_768);
  await many(30, (i) => call("CampaignService/CreateCampaign", { name: `c${i}`, type: "CAMPAIGN_TYPE_AD", config }));
  const { campaign } = await call("CampaignService/CreateCampaign", { name: "with ads", type: "CAMPAIGN_TYPE_AD" });
  const { campaignId } = campaign;
  await many(30, (i) =>
    call("AdCampaignService/CreateAdCampaign", {
      campaignId,
      platform: "PLATFORM_GOOGLE_ADS",
      name: `a${i}`,
      audienceConfig: toStruct({ keywords: ["a"] }),
      creatives: [{ variantId: "v", weight: 100, data: ones(32_768) }],
    }),
  );
  await many(30, () => call("TaskService/EnqueueTask", { taskType: "heavy", payload: ones(32_768), maxAttempts: 1 }));
  await many(30, (i) => call("LeadService/CaptureLead", { userId, email: `l${i}@sizes.example`, source: "web", properties: ones(32_768) }));
  const { content } = await call("ContentService/CreateContent", {
    contentType: "CONTENT_TYPE_BLOG",
    title: "heavy versions",
    content: "heavy",
    metadata: ones(65_536),
  });
  const { contentId } = content;
  await many(16, (i) =>
    call("ContentService/CreateContent", {
      contentType: "CONTENT_TYPE_BLOG",
      title: `heavy ${i}`,
      content: "heavy",
      metadata: ones(65_536),
    }),
  );
  for (let i = 0; i < 14; i++)
    await call("ContentService/UpdateContent", { contentId, title: `heavy versions ${i}`, metadata: ones(65_536) });
  await settled(world, serviceNames);

  const id = (field: string) => (row: Message) => row[field];
  const person = { externalId: userId };
  const lists: ReadonlyArray<readonly [rows: number, method: string, request: object, field: string, idOf: (row: Message) => unknown]> = [
    [41, "IdentityService/ListUsers", {}, "users", id("userId")],
    [
      40,
      "IdentityService/GetUserHistory",
      { userId },
      "traitChanges",
      (row) => row.at.seconds + row.at.nanos + JSON.stringify(row.newValue).slice(0, 90),
    ],
    [40, "SegmentService/ListSegments", {}, "segments", id("segmentId")],
    [180, "TrackingService/ListEvents", {}, "events", id("eventId")],
    [180, "TrackingService/GetTimeline", { person }, "events", id("eventId")],
    [180, "TrackingService/GetSessionEvents", { sessionId }, "events", id("eventId")],
    [31, "CampaignService/ListCampaigns", {}, "campaigns", id("campaignId")],
    [30, "AdCampaignService/ListAdCampaigns", { campaignId }, "adCampaigns", id("adCampaignId")],
    [30, "TaskService/ListTasks", { taskType: "heavy" }, "tasks", id("taskId")],
    [30, "LeadService/ListLeads", {}, "leads", id("leadId")],
    [30, "LeadService/GetUserLeads", { userId }, "leads", id("leadId")],
    [17, "ContentService/ListContents", {}, "contents", id("contentId")],
    [15, "ContentService/ListVersions", { contentId }, "versions", id("version")],
    [17, "ContentService/SearchContent", { query: "heavy" }, "hits", (row) => row.content.contentId],
  ];
  const found = [];
  for (const [, method, request, field, idOf] of lists) found.push([method, await readAll(method, request, field, idOf)] as const);
  expect(found.map(([method, { rows }]) => [method, rows])).toEqual(lists.map(([rows, method]) => [method, rows]));
  for (const [method, { pages }] of found) expect(pages, `${method} was not cut`).toBeGreaterThan(1);
  console.log(found.map(([method, { rows, pages }]) => `${method}: ${rows} rows on ${pages} pages`).join("\n"));

  const { events } = await call("TrackingService/GetRecentEvents", { person });
  expect(events.length).toBeGreaterThan(90);
  const { sample } = await call("SegmentService/PreviewSegment", { rule: toStruct({ trait: "list", op: "exists" }), sampleSize: 100 });
  expect(sample.length).toBeGreaterThan(10);
});

it("what cannot be cut is refused with its size and the size allowed", async () => {
  const userIds = Array.from({ length: 40 }, (_, i) => `heavy-${i}`);
  const error = await call("IdentityService/BatchGetUsers", { userIds }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: status.RESOURCE_EXHAUSTED, reason: "ANSWER_TOO_LARGE", metadata: { limit: String(usual) } });
  expect(Number((error as { metadata: { size: string } }).metadata.size)).toBeGreaterThan(usual);
  expect(String(error)).toContain("ask for less at a time");
  expect((await call("IdentityService/BatchGetUsers", { userIds: userIds.slice(0, 10) })).users).toHaveLength(10);
});

const event = (i: number) => ({
  messageId: `batch-${i}`,
  userId: "batches",
  eventName: "batched",
  properties: JSON.stringify({ text: "x".repeat(8_000) }),
});

it("a batch that is too large is refused at once with both sizes; batches of the client package are not", async () => {
  const client = createMarketingClient({ stack: findStack(world.stack), apiKey: tenant.key, deadlineMs: 60_000 });
  try {
    const events = Array.from({ length: 1_000 }, (_, i) => event(i));
    const refused = await client.tracking.trackEvents({ events }).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ reason: "REQUEST_TOO_LARGE", metadata: { limit: String(usual) }, retryAfterMs: undefined });
    let [accepted, requests] = [0, 0];
    for await (const batch of inBatches(events)) {
      accepted += (await client.tracking.trackEvents({ events: [...batch] })).accepted;
      requests += 1;
    }
    expect([accepted, requests]).toEqual([1_000, 2]);
    await until("all are in the table", async () => {
      const listed = await collect(listAll(client.tracking.listEvents, { eventName: "batched" }, "events"));
      return listed.length === 1_000;
    });
  } finally {
    client.close();
  }
});

it("an import of heavy lines asks for as many at a time as fit; a service that takes less gets halves; nothing is tried for ever", async () => {
  const file = join(world.directory, "heavy.ndjson");
  const lines = Array.from({ length: 600 }, (_, i) =>
    JSON.stringify({
      type: "track",
      event: "imported",
      ...event(i),
      messageId: `import-${i}`,
      properties: { text: '\u0001"x'.repeat(3_000) },
    }),
  );
  writeFileSync(file, lines.join("\n"));
  const marketing = (...args: string[]) => runMarketing([...args, "--stack", world.stack], { env: { MARKETING_API_KEY: tenant.key } });
  const [first] = (await marketing("import", file, "--batch", "1000", "--json")).json();
  expect(first).toMatchObject({ accepted: 600, retries: 0, rejected: 0 });
  await world.restart("tracking", { GRPC_MAX_MESSAGE_BYTES: "400000" });
  const halved = await marketing("import", file, "--batch", "1000", "--json");
  expect(halved.code).toBe(0);
  expect(halved.json()[0]).toMatchObject({ accepted: 0, duplicates: 600, retries: 0 });
  await world.restart("tracking", { GRPC_MAX_MESSAGE_BYTES: "10000" });
  const stopped = await marketing("import", file, "--json", "--patience", "600");
  expect([stopped.code, stopped.stderr]).toEqual([1, expect.stringMatching(/has \d+ bytes, and may have 10000/)]);
});
