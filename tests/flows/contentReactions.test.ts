import { randomUUID } from "node:crypto";
import { uuidv7 } from "@marketing/shared/base/ids";
import { jetStreamSource } from "@marketing/shared/bus/jetStreamSource";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { caller } from "../support/rpc.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
const tenant = uuidv7();
let call: ReturnType<typeof caller>;
beforeAll(async () => {
  world = await openWorld({ services: ["content"], plays: ["identity", "campaign", "tracking"] });
  call = caller(world.as(tenant, "ContentService"));
});
afterAll(() => world?.close());

const list = async (request: object = {}): Promise<Message[]> => (await call("ListContents", request)).contents;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("what content hears", () => {
  it("puts the text of a completed task into the library, once, however often it is told", async () => {
    const [campaignId, eventId, taskId] = [randomUUID(), uuidv7(), uuidv7()];
    await world.tell("campaign", tenant, "CampaignCreated", { campaignId, name: "Spring", type: "content" });
    const task = {
      taskId,
      taskType: "content_creator",
      campaignId,
      workerId: "writer-1",
      result: {
        title: "From an agent",
        content: "Four words by machine",
        content_type: "email",
        model: "m",
        seo: { slug: "from-an-agent" },
      },
    };
    await world.tell("campaign", tenant, "TaskCompleted", task, { eventId });
    await world.tell("campaign", tenant, "TaskCompleted", task, { eventId });
    await world.tell("campaign", tenant, "TaskCompleted", task, { eventId: uuidv7() });
    await world.tell("campaign", tenant, "TaskCompleted", { ...task, taskId: uuidv7(), taskType: "lead_gen" });
    await until("the draft is there", async () => (await list({ campaignId })).length > 0);
    await pause(500);
    const drafts = await list({ campaignId });
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({
      title: "From an agent",
      contentType: "CONTENT_TYPE_EMAIL",
      state: "CONTENT_STATE_DRAFT",
      generatedBy: "writer-1",
      campaignId,
      campaignName: "Spring",
      model: "m",
      slug: "from-an-agent",
    });
    expect(fromStruct(drafts[0].metadata)).toMatchObject({ word_count: 4, reading_time: 1 });
    // the same slug from another task: the text is kept, without it
    await world.tell("campaign", tenant, "TaskCompleted", { ...task, taskId: uuidv7() });
    await until("the second draft is there", async () => (await list({ campaignId })).length === 2);
    expect((await list({ campaignId })).map((c) => c.slug)).toEqual(["", "from-an-agent"]);
  });

  it("goes on behind a task whose result is no draft", async () => {
    const broken = { taskId: uuidv7(), taskType: "content_creator", workerId: "w", result: { content_type: "video", title: "x" } };
    await world.tell("campaign", tenant, "TaskCompleted", broken);
    const good = { ...broken, taskId: uuidv7(), result: { content_type: "social", title: "after the broken one" } };
    await world.tell("campaign", tenant, "TaskCompleted", good);
    await until("the good one is there", async () => (await list()).some((c) => c.title === "after the broken one"));
  });

  it("keeps a campaign's name, and after its purge nothing else of it", async () => {
    const campaignId = randomUUID();
    const early = await call("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title: "early", campaignId });
    await world.tell("campaign", tenant, "CampaignCreated", { campaignId, name: "First name" });
    await world.tell("campaign", tenant, "CampaignUpdated", { campaignId, name: "Second name" });
    const read = async (): Promise<Message> => (await call("GetContent", { contentId: early.content.contentId })).content;
    await until("it has its name", async () => (await read()).campaignName === "Second name");
    const late = await call("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title: "late", campaignId });
    const lateId = late.content.contentId;
    expect((await call("GetContent", { contentId: lateId, minPosition: late.position })).content.campaignName).toBe("Second name");
    await world.tell("campaign", tenant, "CampaignPurged", { campaignId });
    await until("the campaign is gone", async () => (await read()).campaignId === "");
    expect((await read()).campaignName).toBe("Second name");
    expect(await list({ campaignId })).toEqual([]);
    const { position } = await call("UpdateContent", { contentId: lateId, title: "edited after" });
    expect((await call("GetContent", { contentId: lateId, minPosition: position })).content).toMatchObject({
      campaignId: "",
      campaignName: "Second name",
    });
  });

  it("counts what tracking tells of contents served and engaged, and tells the totals", async () => {
    const made = await call("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title: "tracked" });
    const { contentId } = made.content;
    await call("UpdateContent", { contentId, title: "tracked, second" });
    const tracked = (eventName: string, properties: object, more: object = {}) =>
      world.tell("tracking", tenant, "EventTracked", {
        ...{ eventName, properties, userId: uuidv7(), timestamp: new Date().toISOString() },
        ...more,
      });
    for (let i = 0; i < 100; i++) await tracked("content_served", { content_id: contentId, version: 1 });
    for (let i = 0; i < 40; i++) await tracked("content_engaged", { content_id: contentId.toUpperCase(), version: "1" });
    await tracked("content_served", { content_id: contentId });
    await tracked("content_served", { content_id: contentId, version: 1 }, { isBot: true });
    await tracked("content_served", { content_id: randomUUID(), version: 1 });
    await tracked("content_served", { content_id: contentId, version: 99 });
    await tracked("content_served", { content_id: "nonsense" });
    await tracked("content_engaged", {});
    await tracked("page_view", { content_id: contentId, version: 1 });
    const read = async (): Promise<Message> => (await call("GetContent", { contentId })).content;
    await until("all are counted", async () => {
      const c = await read();
      return c.served === "101" && c.engaged === "40";
    });
    await pause(300);
    expect(await read()).toMatchObject({ served: "101", engaged: "40", performanceScore: 0.396 });
    const { versions } = await call("ListVersions", { contentId });
    expect(versions.map((v: Message) => [v.version, v.served, v.engaged, v.performanceScore])).toEqual([
      [2, "1", "0", 0],
      [1, "100", "40", 0.4],
    ]);
    await until("the totals are told", async () => {
      let last: Message = null;
      for await (const m of world
        .as(tenant, "ContentService")
        .stream("Subscribe", { eventTypes: ["ContentPerformanceChanged"], contentIds: [contentId] })) {
        if (m.event) {
          const told = JSON.parse(m.event.data);
          if (told.version === 1) last = told;
        }
        if (m.live) break;
      }
      return last?.served === "100" && last?.engaged === "40" && last?.performanceScore === 0.4;
    });
  });

  it("tells the bus what happened, and never a text, however long", async () => {
    const text = `needle ${"x".repeat(3_000_000)}`;
    const made = await call("CreateContent", {
      contentType: "CONTENT_TYPE_BLOG",
      title: "on the bus",
      content: text,
      metadata: toStruct({ seo: { slug: "on-the-bus" } }),
    });
    const { contentId } = made.content;
    await call("SubmitForReview", { contentId });
    await (await world.reviewer(tenant)).call("Approve", { contentId });
    for (const rpc of ["Publish", "Unpublish", "Archive"]) await call(rpc, { contentId });
    const source = jetStreamSource(world.bus.nc, "CONTENT", {});
    const heard: Message[] = [];
    let cursor = { position: 0, token: null as string | null };
    await until("everything is on the bus", async () => {
      const batch = await source.read(cursor, 500);
      cursor = batch.next;
      heard.push(...batch.events.filter((e) => (e.data as Message).contentId === contentId));
      return heard.length >= 6;
    });
    await source.close();
    expect(heard.map((e) => e.type.split(".").at(-1))).toEqual([
      "ContentCreated",
      "ContentSubmitted",
      "ContentApproved",
      "ContentPublished",
      "ContentUnpublished",
      "ContentArchived",
    ]);
    expect(heard[3].data).toMatchObject({ contentId, version: 1, contentType: "blog", title: "on the bus", slug: "on-the-bus" });
    expect(JSON.stringify(heard)).not.toContain("needle");
  });
});
