import { uuidv7 } from "@marketing/shared/base/ids";
import { toStruct, toTimestamp } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import { caller, type Message } from "../support/rpc.ts";
import { startService } from "../support/services.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
const tenant = uuidv7();
let call: ReturnType<typeof caller>;
beforeAll(async () => {
  world = await openWorld({ services: ["content"], plays: ["identity", "campaign", "tracking"] });
  call = caller(world.as(tenant, "ContentService"));
});
afterAll(() => world?.close());

/** With a connection of its own: the old one waits ever longer between its tries. */
const restarted = async (): Promise<void> => {
  await world.restart();
  call = caller(world.as(tenant, "ContentService"));
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const create = async (title: string, more: object = {}): Promise<string> =>
  (await call("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title, content: `The text of ${title}.`, ...more })).content.contentId;

describe("whatever dies", () => {
  it("every tracked event and every completed task counts once", async () => {
    const contentId = await create("counted");
    const properties = { content_id: contentId, version: 1 };
    const tasks = 30;
    for (let round = 0; round < 3; round++) {
      const telling = (async () => {
        for (let i = 0; i < 400; i++) {
          const eventName = i % 4 === 0 ? "content_engaged" : "content_served";
          await world.tell("tracking", tenant, "EventTracked", { eventName, properties });
          if (i % 40 > 0) continue;
          const result = { title: `task ${round}.${i}`, content: "x", content_type: "blog" };
          await world.tell("campaign", tenant, "TaskCompleted", { taskId: uuidv7(), taskType: "content_creator", workerId: "w", result });
        }
      })();
      await pause(200 + 100 * round);
      await world.service().kill();
      await telling;
      await restarted();
    }
    const read = async (): Promise<Message> => (await call("GetContent", { contentId })).content;
    await until("all are counted", async () => Number((await read()).served) >= 900 && Number((await read()).engaged) >= 300);
    const drafts = async () => (await call("ListContents", { generatedBy: "w", pageSize: 1_000 })).contents.length;
    await until("all drafts are there", async () => (await drafts()) >= tasks);
    await pause(1_000);
    expect(await read()).toMatchObject({ served: "900", engaged: "300", performanceScore: 0.3333 });
    expect(await drafts()).toBe(tasks);
    const [total] = (await world.pool().query("SELECT served, engaged FROM performance_totals WHERE content_id = $1", [contentId])).rows;
    expect(total).toEqual({ served: 900, engaged: 300 });
  });

  it("what is scheduled is published once, also by two processes", async () => {
    const second = await startService("content", world.envOf());
    await second.ready();
    const ids: string[] = [];
    const reviewer = await world.reviewer(tenant);
    for (let i = 0; i < 20; i++) {
      const contentId = await create(`twice ${i}`);
      await call("SubmitForReview", { contentId });
      await reviewer.call("Approve", { contentId });
      ids.push(contentId);
    }
    const due = Date.now() + stretched(1_500);
    for (const contentId of ids) await call("SchedulePublish", { contentId, scheduledFor: toTimestamp(new Date(due)) });
    await pause(due - Date.now() + 100);
    await world.service().kill();
    await until("all are published", async () => {
      const { rows } = await world
        .pool()
        .query("SELECT count(*)::int AS n FROM content_library WHERE state = 'published' AND content_id = ANY ($1)", [ids]);
      return rows[0].n === ids.length;
    });
    await restarted();
    await pause(1_500);
    const { rows } = await world
      .pool()
      .query(
        "SELECT count(*)::int AS n, count(DISTINCT stream_id)::int AS contents FROM event_log WHERE type = 'content_published' AND stream_id = ANY ($1)",
        [ids.map((id) => `content-${id}`)],
      );
    expect(rows[0]).toEqual({ n: 20, contents: 20 });
    await second.stop();
  });

  it("every view can be thrown away and comes back equal, and the bus holds what the log does", async () => {
    const contentId = await create("rebuilt", { metadata: toStruct({ seo: { slug: "rebuilt", keywords: ["phoenix"] } }) });
    await call("UpdateContent", { contentId, content: "long words ".repeat(50_000) });
    const operations = world.operator();
    const all = async (rpc: string, request: object): Promise<Message[]> => {
      const messages: Message[] = [];
      for await (const m of operations.stream(rpc, request)) messages.push(m);
      return messages;
    };
    const verify = async () =>
      (await all("VerifyViews", { names: ["content_library"] })).map(({ equal, difference }) => ({ equal, difference }));
    expect(await verify()).toEqual([{ equal: true, difference: "" }]);
    await all("RebuildView", { name: "content_library" });
    expect((await call("SearchContent", { query: "phoenix words" })).hits.map((h: Message) => h.content.contentId)).toEqual([contentId]);
    const { position } = await call("UpdateContent", { contentId, title: "after the rebuild" });
    expect((await call("SearchContent", { query: '"after the rebuild"', minPosition: position })).hits).toHaveLength(1);
    expect((await call("ListContents", { metadataContains: toStruct({ seo: { slug: "rebuilt" } }) })).contents).toHaveLength(1);
    expect(await verify()).toEqual([{ equal: true, difference: "" }]);
    await until("the bus is whole", async () => {
      const log = (await all("VerifyLog", {})).at(-1);
      return log.missing === "0" && log.duplicated === "0" && log.outOfOrder === "0" && Number(log.checked) > 0;
    });
  });
});
