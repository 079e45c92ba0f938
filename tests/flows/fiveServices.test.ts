import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { userIdOf } from "@marketing/protos/ids";
import { Code, codeNameOf } from "@marketing/shared/base/code";
import { RpcError } from "@marketing/shared/base/errors";
import { parseHeaders } from "@marketing/shared/bus/cloudEvent";
import { connectBus } from "@marketing/shared/bus/connection";
import { streamName } from "@marketing/shared/bus/subject";
import { walkStream } from "@marketing/shared/bus/walk";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { Pinecone } from "@pinecone-database/pinecone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemsOf } from "../../docs/generate/conformance.ts";
import { stretched, until } from "../support/patience.ts";
import { monitorRedis } from "../support/redisMonitor.ts";
import { reflected } from "../support/reflection.ts";
import type { Message } from "../support/rpc.ts";
import { rpcServicesOf, serviceNames } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// One customer's story through all five services, over the real bus, and then whatever must hold behind it. Each test goes on where the
// one before ended.
let stack: World;
let tenant: Tenant;
let call: Tenant["call"];
let campaignId: string;
let taskId: string;
let contentId: string;
let leadId: string;
let adCampaignId: string;
const segment = "engineers";
/** Of Redis, on the tenant's keys. */
const commands = new Set<string>();
const sessionId = randomUUID();
const anonymousId = randomUUID();
const email = "Ada@Engines.io";
let userId: string;
let stopWatching = () => {};

beforeAll(async () => {
  stack = await openWorld({ services: serviceNames, env: { ATTRIBUTION_SETTLE_MS: "500", ATTRIBUTION_SWEEP_MS: "200" } });
  tenant = await stack.newTenant("Engines");
  call = tenant.call;
  userId = userIdOf(tenant.tenantId, "ada");
  const monitor = await monitorRedis(stack.redisUrl, (command, words) => {
    if (words.some((word) => word.includes(tenant.tenantId))) commands.add(command);
  });
  stopWatching = monitor.stop;
});
afterAll(async () => {
  stopWatching();
  await stack?.close();
});

const track = (eventName: string, more: object = {}, properties: object = {}) =>
  call("TrackingService/TrackEvent", { event: { anonymousId, sessionId, eventName, properties: JSON.stringify(properties), ...more } });
const lead = async (): Promise<Message> => (await call("LeadService/GetLead", { email })).lead;
const content = async (): Promise<Message> => (await call("ContentService/GetContent", { contentId })).content;

describe("the story", () => {
  it("a campaign that starts has a task for an agent, in the list and by gRPC", async () => {
    const made = await call("CampaignService/CreateCampaign", {
      name: "Spring Launch",
      type: "CAMPAIGN_TYPE_CONTENT",
      config: toStruct({ utm_campaign: "spring-launch" }),
      budgetMicros: "200000000",
      currency: "EUR",
    });
    campaignId = made.campaign.campaignId;
    await call("CampaignService/StartCampaign", { campaignId });
    const list = tenant.redisKey("agent_tasks", "content_creator");
    await until("the list has the task", async () => (await stack.redis.llen(list)) === 1);
    const [entry] = (await stack.redis.lrange(list, 0, -1)).map((text) => JSON.parse(text));
    expect(entry).toMatchObject({ campaign_id: campaignId, task: expect.any(String) });
    await until("the table has the task", async () => (await call("TaskService/ListTasks", { campaignId })).tasks.length === 1);
    expect((await call("TaskService/ListTasks", { campaignId })).tasks).toMatchObject([
      { taskId: entry.task_id, taskType: "content_creator", status: "TASK_STATUS_PENDING" },
    ]);
  });

  it("a worker's text becomes a draft of the campaign", async () => {
    const { task } = await call("TaskService/ClaimTask", { taskTypes: ["content_creator"], workerId: "writer-1" });
    expect(task.campaignId).toBe(campaignId);
    taskId = task.taskId;
    await until("the list is empty", async () => (await stack.redis.llen(tenant.redisKey("agent_tasks", "content_creator"))) === 0);
    await call("TaskService/Heartbeat", { taskId, leaseId: task.leaseId });
    await call("TaskService/CompleteTask", {
      taskId,
      leaseId: task.leaseId,
      result: toStruct({ title: "Engines that think", content: "word ".repeat(450), content_type: "blog" }),
    });
    const drafts = async () => (await call("ContentService/ListContents", { campaignId })).contents;
    await until("the draft", async () => (await drafts()).length === 1);
    const [draft] = await drafts();
    contentId = draft.contentId;
    expect(draft).toMatchObject({ title: "Engines that think", state: "CONTENT_STATE_DRAFT", generatedBy: "writer-1", version: 1 });
    await until("its campaign's name", async () => (await content()).campaignName === "Spring Launch");
  });

  it("a visitor who came by the campaign and signs up is a lead within two seconds", async () => {
    await track("page_view", {}, { utm_source: "newsletter", utm_campaign: "spring-launch", page_url: "/" });
    await track("pricing_viewed");
    const began = Date.now();
    await track("user_signup", { userId: "ada" });
    await call("IdentityService/Identify", { userId: "ada", anonymousId, email, traits: toStruct({ company: "Engines" }) });
    await until("the lead", async () => (await lead()).userId === userId);
    expect(Date.now() - began).toBeLessThan(stretched(2_000));
    leadId = (await lead()).leadId;
    expect(await lead()).toMatchObject({ source: "newsletter", status: "LEAD_STATUS_NEW" });
    expect((await call("LeadService/GetUserLeads", { userId: "ada" })).leads.map((l: Message) => l.leadId)).toEqual([leadId]);
    expect((await call("LeadService/ListLeads", {})).leads).toHaveLength(1);
  });

  it("what she does raises her score", async () => {
    await until("a first score", async () => (await lead()).score !== null);
    const before = (await lead()).score;
    for (const name of ["demo_requested", "pricing_viewed", "trial_started"]) await track(name, { userId: "ada" });
    await until("a better score", async () => (await lead()).score > before + 0.05);
    await settled(stack, serviceNames);
    const explained = await call("LeadService/ExplainScore", { leadId });
    const sum = explained.factors.reduce((total: number, f: Message) => total + f.contribution, 0);
    expect(Math.abs(sum - explained.score)).toBeLessThan(1e-6);
  });

  it("contacted, qualified, converted: her segments follow", async () => {
    await call("LeadService/MarkContacted", { leadId, channel: "mail" });
    if (!(await lead()).qualified) await call("LeadService/QualifyLead", { leadId, reason: "asked for an offer" });
    const user = async (): Promise<Message> => (await call("IdentityService/GetUser", { userId: "ada" })).user;
    await until("qualified_lead", async () => (await user()).segment === "qualified_lead");
    await call("LeadService/ConvertLead", { leadId, valueMicros: "300000000", currency: "EUR" });
    await until("customer", async () => (await user()).segment === "customer");
    const { segments } = await call("SegmentService/ListUserSegments", { userId: "ada" });
    expect(segments.map((s: Message) => s.segment).sort()).toEqual(["customer", "qualified_lead"]);
    expect(await lead()).toMatchObject({ status: "LEAD_STATUS_CONVERTED", qualified: true, valueMicros: "300000000" });
  });

  it("the conversion's value goes to the campaign that brought her, against what it spent", async () => {
    await call("CampaignService/RecordSpend", { campaignId, amountMicros: "120000000", currency: "EUR", source: "google_ads" });
    const roi = (model: string): Promise<Message> => call("CampaignService/GetRoi", { campaignId, model: `ATTRIBUTION_MODEL_${model}` });
    await until("revenue", async () => (await roi("LAST")).revenueMicros === "300000000");
    for (const model of ["FIRST", "LAST", "LINEAR"])
      expect(await roi(model)).toMatchObject({ revenueMicros: "300000000", spentMicros: "120000000", currency: "EUR", roi: 1.5 });
    const { campaign } = await call("CampaignService/GetCampaign", { campaignId });
    expect(campaign).toMatchObject({ spentMicros: "120000000", revenueMicros: "300000000", status: "CAMPAIGN_STATUS_ACTIVE" });
  });

  it("the leaderboard has it first, over one that earned nothing", async () => {
    const { campaign: other } = await call("CampaignService/CreateCampaign", {
      name: "Nobody came",
      type: "CAMPAIGN_TYPE_LEAD_GEN",
      currency: "EUR",
    });
    await call("CampaignService/StartCampaign", { campaignId: other.campaignId });
    await call("CampaignService/RecordSpend", {
      campaignId: other.campaignId,
      amountMicros: "50000000",
      currency: "EUR",
      source: "linkedin",
    });
    const entries = async () => (await call("CampaignService/GetLeaderboard", { limit: 10 })).entries as Message[];
    await until("both", async () => (await entries()).length === 2);
    expect((await entries()).map((e) => [e.rank, e.campaignId])).toEqual([
      [1, campaignId],
      [2, other.campaignId],
    ]);
    const { performanceScore } = (await call("CampaignService/GetCampaign", { campaignId })).campaign;
    expect((await entries())[0]!.score).toBeCloseTo(100 * performanceScore, 6);
    expect(Number(await stack.redis.zscore(tenant.redisKey("campaign_performance"), campaignId))).toBeCloseTo(100 * performanceScore, 6);
  });

  it("the draft is approved, published, seen and read: its score is engaged of served", async () => {
    await call("ContentService/SubmitForReview", { contentId });
    await (await stack.reviewer(tenant.tenantId)).call("Approve", { contentId });
    await call("ContentService/Publish", { contentId });
    const seen = (eventName: string, n: number) =>
      Array.from({ length: n }, () => ({ anonymousId, eventName, properties: JSON.stringify({ content_id: contentId, version: 1 }) }));
    await call("TrackingService/TrackEvents", { events: [...seen("content_served", 100), ...seen("content_engaged", 40)] });
    await until("the score", async () => (await content()).performanceScore === 0.4);
    expect(await content()).toMatchObject({ state: "CONTENT_STATE_PUBLISHED", served: "100", engaged: "40" });
  });

  const timeline = async (): Promise<string[]> => {
    const { events } = await call("TrackingService/GetTimeline", { person: { externalId: "ada" }, pageSize: 500 });
    return (events as Message[]).map((e) => e.eventName);
  };

  it("her timeline has what she did, before she was known too", async () => {
    const names = await timeline();
    for (const name of ["page_view", "user_signup", "demo_requested", "content_served"]) expect(names).toContain(name);
  });

  it("her timeline has what became of her lead, once", async () => {
    await until("lead_converted", async () => (await timeline()).includes("lead_converted"));
    const names = await timeline();
    for (const name of ["lead_qualified", "lead_converted"]) expect([name, names.filter((n) => n === name).length]).toEqual([name, 1]);
    // they are no doing of hers: she was not seen, and no campaign touched her by them
    const { user } = await call("IdentityService/GetUser", { userId: "ada" });
    const { events } = await call("TrackingService/GetTimeline", { person: { externalId: "ada" }, eventNames: ["lead_converted"] });
    expect(events[0].contextActive).toBe(false);
    expect(JSON.parse(events[0].properties)).toMatchObject({ lead_id: leadId });
    expect(user.segment).toBe("customer");
  });
});

describe("behind the story", () => {
  it.each(serviceNames)("the views of %s are what its log says, and the bus holds its log", async (name) => {
    await settled(stack, serviceNames);
    const views = await stack.operations("VerifyViews", {}, name);
    expect(views.length).toBeGreaterThan(0);
    expect(views.filter((v) => !v.equal)).toEqual([]);
    await until("the bus is whole", async () => {
      const log = (await stack.operations("VerifyLog", {}, name)).at(-1);
      return Number(log.checked) > 0 && log.missing === "0" && log.duplicated === "0" && log.outOfOrder === "0";
    });
    const [parked] = await stack.operations("ListParked", {}, name);
    expect(parked.parkedEvents).toEqual([]);
    const letters = await stack.sql(`SELECT * FROM ${name}.dead_letters`);
    expect(letters).toEqual([]);
  });

  it("every message on the bus is what docs/asyncapi.yaml says of it", async () => {
    const bus = await connectBus({ url: stack.nats.url, name: "contract" });
    const [types, problems] = [new Set<string>(), [] as string[]];
    for (const name of serviceNames)
      for await (const { subject, headers, data } of walkStream(bus.nc, streamName(name), { headersOnly: false })) {
        const message = { subject, headers: Object.fromEntries(parseHeaders(headers)), payload: JSON.parse(Buffer.from(data).toString()) };
        types.add(message.headers["ce-type"]!);
        problems.push(...problemsOf(message));
      }
    await bus.close();
    expect([...new Set(problems)]).toEqual([]);
    expect(types.size).toBeGreaterThan(20);
  });

  it("every pair of things that belong together is found from both sides", async () => {
    const { adCampaign } = await call("AdCampaignService/CreateAdCampaign", { campaignId, platform: "PLATFORM_GOOGLE_ADS" });
    adCampaignId = adCampaign.adCampaignId;
    // a person and what they did
    const { events, userIds } = await call("TrackingService/GetTimeline", { person: { userId } });
    expect(events.length).toBeGreaterThan(5);
    for (const e of events) expect(userIds).toContain(e.userId);
    // a person and their leads
    expect((await call("LeadService/GetUserLeads", { userId })).leads).toMatchObject([{ leadId, userId }]);
    // a campaign and what it runs
    await until("the advertisement", async () => {
      const { campaign } = await call("CampaignService/GetCampaign", { campaignId, includeAdCampaigns: true });
      return campaign.adCampaigns.some((a: Message) => a.adCampaignId === adCampaignId && a.campaignId === campaignId);
    });
    expect((await call("AdCampaignService/ListAdCampaigns", { campaignId })).adCampaigns).toMatchObject([{ adCampaignId }]);
    // a campaign and its texts
    expect((await call("ContentService/ListContents", { campaignId })).contents).toMatchObject([{ contentId, campaignId }]);
  });

  it("a session's events come in order, all of them", async () => {
    const { events } = await call("TrackingService/GetSessionEvents", { sessionId, pageSize: 100 });
    const ids = events.map((e: Message) => Number(e.eventId));
    expect(events.map((e: Message) => e.eventName)).toEqual([
      "page_view",
      "pricing_viewed",
      "user_signup",
      "demo_requested",
      "pricing_viewed",
      "trial_started",
    ]);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const { session } = await call("IdentityService/GetSession", { sessionId });
    expect(session).toMatchObject({ events: 6, pageViews: 1, userId });
  });

  it("what somebody does is in their profile within two seconds, nineteen times of twenty", async () => {
    const waited: number[] = [];
    for (let i = 0; i < 20; i++) {
      const timestamp = new Date(Date.now() - 1).toISOString();
      const began = Date.now();
      await track("page_view", { userId: "ada", timestamp });
      await until("the profile", async () => {
        const { profile } = await call("IdentityService/GetProfile", { userId: "ada" });
        return Number(profile.lastEventTime) >= Date.parse(timestamp);
      });
      waited.push(Date.now() - began);
    }
    expect(waited.sort((a, b) => a - b)[18]).toBeLessThan(stretched(2_000));
  });

  it("a well-known trait of another type is taken with a warning, and shown as it was given", async () => {
    const { warnings } = await call("IdentityService/Identify", {
      userId: "odd",
      traits: toStruct({ name: 42, plan: "pro", shoe_size: "M" }),
    });
    expect(warnings).toMatchObject([{ code: "trait_type", field: "traits.name" }]);
    await until("the profile", async () => {
      const { profile } = await call("IdentityService/GetProfile", { userId: "odd" });
      return isDeepStrictEqual(fromStruct(profile.traits), { name: 42, plan: "pro", shoe_size: "M" });
    });
  });

  it("Redis saw a channel, a sorted set and a HyperLogLog of the tenant's", async () => {
    await call("CampaignService/PauseCampaign", { campaignId });
    await until("all three", () => ["publish", "zadd", "pfadd"].every((command) => commands.has(command)));
  });

  it("no index that covers a part of its table depends on the clock", async () => {
    const partial = await stack.sql(
      `SELECT DISTINCT pg_get_expr(i.indpred, i.indrelid) AS predicate, c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE i.indpred IS NOT NULL AND n.nspname = ANY ($1)`,
      [serviceNames],
    );
    expect(new Set(partial.filter((p) => p.name.startsWith("idx_")).map((p) => p.name)).size).toBeGreaterThanOrEqual(6);
    for (const { predicate } of partial) expect(predicate).not.toMatch(/now\(|current_|clock/i);
  });

  it("nobody else finds any of it, by any id on any service", async () => {
    const rule = toStruct({ trait: "company", op: "eq", value: "Engines" });
    await call("SegmentService/CreateSegment", { name: segment, priority: 5, rule });
    const ids = { userId, campaignId, taskId, contentId, leadId, adCampaignId, sessionId, anonymousId };
    const gets: ReadonlyArray<[method: string, request: (id: string) => object, own: string]> = [
      ["IdentityService/GetUser", (id) => ({ userId: id }), userId],
      ["IdentityService/GetUser", (id) => ({ anonymousId: id }), anonymousId],
      ["IdentityService/GetProfile", (id) => ({ userId: id }), userId],
      ["IdentityService/GetUserHistory", (id) => ({ userId: id }), userId],
      ["IdentityService/GetSession", (id) => ({ sessionId: id }), sessionId],
      ["CampaignService/GetCampaign", (id) => ({ campaignId: id }), campaignId],
      ["CampaignService/GetRoi", (id) => ({ campaignId: id }), campaignId],
      ["AdCampaignService/GetAdCampaign", (id) => ({ adCampaignId: id }), adCampaignId],
      ["TaskService/GetTask", (id) => ({ taskId: id }), taskId],
      ["LeadService/GetLead", (id) => ({ leadId: id }), leadId],
      ["LeadService/ExplainScore", (id) => ({ leadId: id }), leadId],
      ["LeadService/GetLeadHistory", (id) => ({ leadId: id }), leadId],
      ["ContentService/GetContent", (id) => ({ contentId: id }), contentId],
      ["ContentService/ListVersions", (id) => ({ contentId: id }), contentId],
    ];
    const stranger = await stack.newTenant("Strangers");
    const codes = new Map<string, string>();
    for (const [method, request, own] of gets) {
      await until(`${method} answers its owner`, () => call(method, request(own)).then(() => true));
      for (const [kind, id] of Object.entries(ids)) {
        const answer = await stranger.call(method, request(id)).then(
          (found: Message) => `OK ${JSON.stringify(found)}`,
          (error: unknown) => (error instanceof RpcError ? codeNameOf(error.code) : String(error)),
        );
        if (answer !== "NOT_FOUND") codes.set(`${method} with ${kind}`, answer);
      }
    }
    expect(Object.fromEntries(codes)).toEqual({});
    await expect(stranger.call("LeadService/GetLead", { email })).rejects.toMatchObject({ code: Code.NOT_FOUND });
    await expect(stranger.call("IdentityService/GetUser", { email })).rejects.toMatchObject({ code: Code.NOT_FOUND });
    await expect(stranger.call("SegmentService/GetSegment", { segment })).rejects.toMatchObject({ code: Code.NOT_FOUND });
  });

  it("nor does anybody else's list have anything in it", async () => {
    const stranger = await stack.newTenant("Others");
    const lists: ReadonlyArray<[method: string, request: object, field: string]> = [
      ["IdentityService/ListUsers", {}, "users"],
      ["IdentityService/ListSessions", { userId }, "sessions"],
      ["TrackingService/ListEvents", {}, "events"],
      ["TrackingService/GetTimeline", { person: { userId } }, "events"],
      ["TrackingService/GetSessionEvents", { sessionId }, "events"],
      ["TrackingService/GetRecentEvents", { person: { userId } }, "events"],
      ["CampaignService/ListCampaigns", {}, "campaigns"],
      ["CampaignService/GetLeaderboard", { limit: 10 }, "entries"],
      ["AdCampaignService/ListAdCampaigns", {}, "adCampaigns"],
      ["TaskService/ListTasks", {}, "tasks"],
      ["LeadService/ListLeads", {}, "leads"],
      ["LeadService/GetUserLeads", { userId }, "leads"],
      ["ContentService/ListContents", {}, "contents"],
      ["ContentService/SearchContent", { query: "engines" }, "hits"],
    ];
    for (const [method, request, field] of lists) {
      const items = await stranger.call(method, request).then(
        (answer) => answer[field] as unknown[],
        (error: unknown) => (error instanceof RpcError && error.code === Code.NOT_FOUND ? [] : Promise.reject(error)),
      );
      expect([method, items]).toEqual([method, []]);
    }
  });

  it.each(serviceNames)("%s lists what it serves by reflection", async (name) => {
    const listed = await reflected(stack.service(name).address);
    expect(listed).toEqual(expect.arrayContaining([...rpcServicesOf(name), "marketing.operations.v1.OperationsService"]));
  });

  it.each(serviceNames)("the others go on serving while %s is dead", async (name) => {
    const states = async () =>
      Object.fromEntries(await Promise.all(serviceNames.map(async (n) => [n, await stack.service(n).health()] as const)));
    const all = Object.fromEntries(serviceNames.map((n) => [n, "SERVING"]));
    await until("all serve", async () => isDeepStrictEqual(await states(), all));
    await stack.service(name).kill();
    expect(await states()).toEqual({ ...all, [name]: expect.not.stringMatching(/^SERVING$/) });
    await stack.restart(name);
    expect(await states()).toEqual(all);
  });

  it("the vector store has the three indexes and no other, however often who uses them starts", async () => {
    const { PINECONE_API_KEY: apiKey, PINECONE_CONTROLLER_HOST: controllerHostUrl } = stack.database.vectors;
    const { indexes = [] } = await new Pinecone({ apiKey, controllerHostUrl }).indexes.list();
    expect(indexes.map(({ name, schema }) => [name, schema.fields._values]).sort()).toEqual(
      ["campaign-history", "marketing-knowledge", "user-behavior-patterns"].map((name) => [
        name,
        expect.objectContaining({ type: "dense_vector", dimension: 1_536, metric: "cosine" }),
      ]),
    );
  });
});
