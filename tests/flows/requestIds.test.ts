import { randomUUID } from "node:crypto";
import type { DescService } from "@bufbuild/protobuf";
import { AdCampaignService } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { TaskService } from "@marketing/protos/campaign/v1/task_service";
import { ContentService } from "@marketing/protos/content/v1/content_service";
import { KnowledgeService } from "@marketing/protos/content/v1/knowledge_service";
import { IdentityService, TenantService } from "@marketing/protos/identity/v1/identity_service";
import { PatternService } from "@marketing/protos/identity/v1/pattern_service";
import { SegmentService } from "@marketing/protos/identity/v1/segment_service";
import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { Code } from "@marketing/shared/base/code";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Message, type RpcService, refusal, serviceNames } from "../support/rpc.ts";
import { testPlatformKey } from "../support/services.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// Every RPC with a request_id, in an order in which each has something to do: what came first is what a repeat gets, and another content under
// the same id is refused. Each test goes on where the one before ended.
let stack: World;
let tenant: Tenant;
const walked = new Set<string>();

beforeAll(async () => {
  stack = await openWorld({ services: serviceNames });
  tenant = await stack.newTenant();
});
afterAll(async () => {
  await stack?.close();
});

/** By the platform, so that the tenant's own key is another's where one must not approve one's own. */
const call = (method: string, request: object): Promise<Message> => {
  const [service, rpc] = method.split("/") as [RpcService, string];
  if (rpc === "Approve" || rpc === "Reject") return tenant.call(method, request);
  const client = /^(CreateTenant|SetTenantBudget)$/.test(rpc)
    ? stack.open(service, { apiKey: testPlatformKey })
    : stack.as(tenant.tenantId, service);
  return client.call(rpc, request);
};

const results = ({ version, position, result, results }: Message) => ({ version, position, id: result?.eventId ?? results?.[0]?.eventId });

/** Calls with a request, again with the same, and with another under the same id. Gives the first answer. */
const walk = async (method: string, request: object, other: object): Promise<Message> => {
  walked.add(method);
  const requestId = randomUUID();
  const first = await call(method, { ...request, requestId });
  const repeat = () => call(method, { ...request, requestId });
  const reused = () => call(method, { ...request, ...other, requestId });
  if (method === "TenantService/CreateApiKey") expect((await refusal(repeat())).reason).toBe("API_KEY_CREATED");
  else expect(results(await repeat()), method).toEqual(results(first));
  expect(await refusal(reused()), method).toMatchObject({ code: Code.ALREADY_EXISTS, reason: "REQUEST_ID_REUSED" });
  if (method !== "TenantService/CreateApiKey") expect(results(await repeat()), method).toEqual(results(first));
  return first;
};

const inAnHour = { seconds: Math.floor(Date.now() / 1_000) + 3_600, nanos: 0 };
const inTwoHours = { seconds: inAnHour.seconds + 3_600, nanos: 0 };
const anHourAgo = { seconds: inAnHour.seconds - 7_200, nanos: 0 };

describe("the same request_id with another content is refused by", () => {
  it("identity", async () => {
    const { user } = await walk("IdentityService/CreateUser", { email: "ada@engines.io" }, { email: "bob@engines.io" });
    const other = (await call("IdentityService/Identify", { anonymousId: "somebody" })).user;
    const traits = (plan: string) => ({ traits: toStruct({ plan }) });
    await walk("IdentityService/Identify", { userId: "dee", ...traits("pro") }, traits("free"));
    await walk("IdentityService/Alias", { userId: "dee", previousId: "old-dee" }, { previousId: "older-dee" });
    const merge = { winnerUserId: user.userId, loserUserId: other.userId, reason: "the same" };
    const { mergeId } = await walk("IdentityService/MergeUsers", merge, { reason: "not the same" });
    await walk("IdentityService/UndoMerge", { mergeId, reason: "two" }, { reason: "three" });
    const segment = { userId: user.userId, segment: "vip" };
    await walk("IdentityService/AssignSegment", segment, { priority: 7 });
    await walk("IdentityService/RemoveSegment", segment, { userId: other.userId });
    const prediction = { userId: user.userId, ltvPrediction: "12.50", currency: "USD", churnRisk: 0.5, modelVersion: "m1" };
    await walk("IdentityService/SetPrediction", prediction, { churnRisk: 0.6 });
  });

  it("its segments and tenants", async () => {
    const manual = { rule: toStruct({ manual: true }) };
    await walk("SegmentService/CreateSegment", { name: "friends", ...manual }, { description: "others" });
    await call("SegmentService/CreateSegment", { name: "family", ...manual });
    await call("SegmentService/ActivateSegment", { segment: "family" });
    await walk("SegmentService/UpdateSegment", { segment: "friends", description: "a" }, { description: "b" });
    await walk("SegmentService/ActivateSegment", { segment: "friends" }, { segment: "family" });
    const member = { segment: "friends", userId: "dee" };
    await walk("SegmentService/AddMember", member, { segment: "family" });
    await walk("SegmentService/RemoveMember", member, { segment: "family" });
    await walk("SegmentService/ArchiveSegment", { segment: "friends" }, { segment: "family" });
    await walk("TenantService/CreateTenant", { name: "One" }, { name: "Two" });
    await walk("TenantService/UpdateTenantSettings", { tenantId: tenant.tenantId, name: "One" }, { name: "Two" });
    const key = { tenantId: tenant.tenantId, name: "k", scopes: ["lead:read"] };
    const { apiKey } = await walk("TenantService/CreateApiKey", key, { scopes: ["lead:read", "lead:write"] });
    const another = (await call("TenantService/CreateApiKey", { ...key, name: "another" })).apiKey;
    await walk("TenantService/SetApiKeyLimit", { keyId: apiKey.keyId, rateLimit: 1_000 }, { rateLimit: 2_000 });
    await walk("TenantService/SetTenantBudget", { tenantId: tenant.tenantId, budget: 1_000_000 }, { budget: 2_000_000 });
    await walk("TenantService/RevokeApiKey", { keyId: apiKey.keyId }, { keyId: another.keyId });
  });

  it("campaign", async () => {
    const create = { name: "c", type: "CAMPAIGN_TYPE_AD", budgetMicros: 1_000_000_000, currency: "USD" };
    const { campaignId } = (await walk("CampaignService/CreateCampaign", create, { budgetMicros: 2 })).campaign;
    const other = (await call("CampaignService/CreateCampaign", create)).campaign.campaignId;
    const byId = (method: string, more = {}) => walk(`CampaignService/${method}`, { campaignId, ...more }, { campaignId: other });
    await walk("CampaignService/UpdateCampaign", { campaignId, name: "d", updateMask: ["name"] }, { name: "e" });
    await walk("CampaignService/ScheduleCampaign", { campaignId, startAt: inAnHour }, { startAt: inTwoHours });
    await byId("UnscheduleCampaign");
    await byId("StartCampaign");
    await walk("CampaignService/PauseCampaign", { campaignId, reason: "a" }, { reason: "b" });
    await byId("ResumeCampaign");
    const amount = { campaignId, amountMicros: 5_000 };
    const { reservationId } = await walk("CampaignService/ReserveSpend", amount, { amountMicros: 6_000 });
    await walk("CampaignService/ReleaseSpend", { reservationId, amountMicros: 1_000 }, { amountMicros: 2_000 });
    await walk("CampaignService/RecordSpend", amount, { amountMicros: 6_000 });
    await walk("CampaignService/RecordRevenue", amount, { campaignId: other });
    await walk("CampaignService/RecordRevenue", amount, { source: "elsewhere" });

    const ad = { campaignId, platform: "PLATFORM_GOOGLE_ADS", name: "a" };
    const { adCampaignId } = (await walk("AdCampaignService/CreateAdCampaign", ad, { name: "b" })).adCampaign;
    const half = (variantId: string) => ({ creatives: [{ variantId, weight: 100 }] });
    const ads = (method: string, request: object, more: object) => walk(`AdCampaignService/${method}`, { adCampaignId, ...request }, more);
    await ads("UpdateAdCampaign", { name: "c", updateMask: ["name"] }, { name: "d" });
    await ads("LinkPlatform", { platformCampaignId: "g-1" }, { platformCampaignId: "g-2" });
    await ads("SetCreatives", half("a"), half("b"));
    await ads("ReportPerformance", { clicks: 10, impressions: 100, asOf: anHourAgo }, { clicks: 11 });
    await ads("ApplyOptimization", { kind: "bid", changes: toStruct({ bid: 1 }) }, { changes: toStruct({ bid: 2 }) });
    await byId("CompleteCampaign");
    await walk("CampaignService/StopCampaign", { campaignId: other, reason: "a" }, { reason: "b" });
  });

  it("its tasks", async () => {
    const enqueue = async (taskType: string) => (await call("TaskService/EnqueueTask", { taskType, maxAttempts: 1 })).task.taskId;
    const claim = { taskTypes: ["write"], workerId: "w1", leaseSeconds: 600 };
    const { taskId } = (await walk("TaskService/EnqueueTask", { taskType: "write" }, { payload: toStruct({ a: 1 }) })).task;
    const claimed = async (request: object): Promise<Message> => {
      for (;;) {
        const { task } = await call("TaskService/ClaimTask", request);
        if (task) return task;
      }
    };
    const second = await enqueue("read");
    const { leaseId } = await claimed(claim);
    await walk("TaskService/CompleteTask", { taskId, leaseId, result: toStruct({ ok: true }) }, { result: toStruct({ ok: 1 }) });
    const failing = await claimed({ ...claim, taskTypes: ["read"] });
    const failure = { taskId: second, leaseId: failing.leaseId, error: "a", permanent: true };
    await walk("TaskService/FailTask", failure, { error: "b" });
    await walk("TaskService/ReplayTask", { taskId: second }, { taskId });
    const third = await enqueue("third");
    const due = { ...claim, taskTypes: ["third"] };
    await expect
      .poll(async () => (await call("TaskService/ListTasks", {})).tasks.some((t: Message) => t.taskId === third), { timeout: 60_000 })
      .toBe(true);
    await walk("TaskService/ClaimTask", due, { workerId: "w2" });
  });

  it("lead", async () => {
    const capture = async (email: string) => (await call("LeadService/CaptureLead", { email })).lead.leadId;
    const { leadId } = (await walk("LeadService/CaptureLead", { email: "a@x.io" }, { name: "A" })).lead;
    const [second, third] = [await capture("b@x.io"), await capture("c@x.io")];
    const step = (method: string, request: object, other: object, id = leadId) =>
      walk(`LeadService/${method}`, { leadId: id, ...request }, other);
    await step("UpdateLead", { name: "A", updateMask: ["name"] }, { name: "B" });
    await step("EnrichLead", { provider: "p", properties: toStruct({ a: 1 }) }, { properties: toStruct({ a: 2 }) });
    await step("SetScore", { score: 0.4, model: "m" }, { score: 0.41 });
    await step("MarkContacted", { channel: "mail" }, { channel: "phone" });
    await step("QualifyLead", { reason: "a" }, { reason: "b" });
    await step("ConvertLead", { valueMicros: 1_000, currency: "USD" }, { valueMicros: 1_001 });
    await step("DisqualifyLead", { reason: "a" }, { reason: "b" }, second);
    await step("LoseLead", { reason: "a" }, { reason: "b" }, second);
    await step("ReopenLead", { reason: "a" }, { reason: "b" }, second);
    const { mergeId } = await walk("LeadService/MergeLeads", { winnerLeadId: second, loserLeadId: third }, { winnerLeadId: leadId });
    await walk("LeadService/UndoMerge", { mergeId }, { reason: "b" });
    const { model } = await call("LeadService/GetScoringModel", {});
    await walk("LeadService/SetScoringModel", { model: { ...model, name: "mine" } }, { model: { ...model, name: "yours" } });
  });

  it("content", async () => {
    const create = { contentType: "CONTENT_TYPE_BLOG", title: "T", content: "words", generatedBy: "someone" };
    const policy = { contentType: "CONTENT_TYPE_BLOG", approvalRequired: false };
    await walk("ContentService/SetPolicy", policy, { approvalRequired: true });
    await call("ContentService/SetPolicy", { ...policy, approvalRequired: true });
    const { contentId } = (await walk("ContentService/CreateContent", create, { content: "other words" })).content;
    const other = (await call("ContentService/CreateContent", create)).content.contentId;
    const step = (method: string, request: object, more: object = { contentId: other }, id = contentId) =>
      walk(`ContentService/${method}`, { contentId: id, ...request }, more);
    await step("UpdateContent", { content: "second" }, { content: "third" });
    await step("RestoreVersion", { version: 1 }, { version: 2 });
    await step("SubmitForReview", {});
    await step("Approve", { comment: "a" }, { comment: "b" });
    await step("SchedulePublish", { scheduledFor: inAnHour }, { scheduledFor: inTwoHours });
    await step("CancelSchedule", {});
    await step("Publish", {});
    await step("Unpublish", { reason: "a" }, { reason: "b" });
    await step("Archive", {});
    await call("ContentService/SubmitForReview", { contentId: other });
    await step("Reject", { reason: "a" }, { reason: "b" }, other);

    const put = { title: "T", text: "words", source: "KNOWLEDGE_SOURCE_DOCUMENT", category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS" };
    const { document } = await walk("KnowledgeService/PutDocument", put, { text: "other words" });
    const another = (await call("KnowledgeService/PutDocument", put)).document;
    await walk("KnowledgeService/DeleteDocument", { documentId: document.documentId }, { documentId: another.documentId });
  });

  it("tracking; of a batch the one event is told, and its neighbours are taken", async () => {
    const event = (eventName: string) => ({ anonymousId: "someone", eventName, properties: "{}" });
    await walk("TrackingService/TrackEvent", { event: event("a") }, { event: event("b") });
    const requestId = randomUUID();
    walked.add("TrackingService/TrackEvents");
    const track = (...names: string[]) => call("TrackingService/TrackEvents", { events: names.map(event), requestId });
    const first = await track("a", "b");
    const again = await track("a", "c", "d");
    expect(again.results.map((r: Message) => [r.status, ...r.warnings.map((w: Message) => w.code)])).toEqual([
      ["EVENT_STATUS_DUPLICATE"],
      ["EVENT_STATUS_DUPLICATE", "conflicting_content"],
      ["EVENT_STATUS_ACCEPTED"],
    ]);
    expect(again.results[1].eventId).toBe(first.results[1].eventId);
  });

  it("each and every RPC that takes one", () => {
    const services: ReadonlyArray<DescService> = [
      IdentityService,
      TenantService,
      PatternService,
      SegmentService,
      CampaignService,
      AdCampaignService,
      TaskService,
      LeadService,
      ContentService,
      KnowledgeService,
      TrackingService,
    ];
    const wanted = services.flatMap(({ name, methods }) =>
      methods.filter(({ input }) => input.fields.some((f) => f.name === "request_id")).map((m) => `${name}/${m.name}`),
    );
    expect([...walked].sort()).toEqual(wanted.sort());
    console.log(`${walked.size} RPCs with a request_id refuse it with another content`);
  });
});
