import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { uuidv7 } from "@marketing/shared/base/ids";
import { fromStruct, toStruct, toTimestamp } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { caller, refusal } from "../support/rpc.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
const tenant = uuidv7();
let call: ReturnType<typeof caller>;
let review: ReturnType<typeof caller>;
beforeAll(async () => {
  world = await openWorld({ services: ["content"], plays: ["identity", "campaign", "tracking"] });
  call = caller(world.as(tenant, "ContentService"));
  review = caller(await world.reviewer(tenant));
});
afterAll(() => world?.close());

const create = (request: object = {}): Promise<Message> =>
  call("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title: "A title", content: "Some words here.", ...request });
const get = async (contentId: string, minPosition: unknown, more: object = {}): Promise<Message> =>
  (await call("GetContent", { contentId, minPosition, ...more })).content;
const approve = async (contentId: string): Promise<void> => {
  await call("SubmitForReview", { contentId });
  await review("Approve", { contentId });
};
const ms = (t: { seconds: string; nanos: number }): number => Number(t.seconds) * 1_000 + t.nanos / 1e6;

describe("the library", () => {
  it("gives back what was written, and computes words and reading time whatever the caller says", async () => {
    const before = Date.now();
    const text = Array.from({ length: 450 }, (_, i) => `word${i}`).join(" ");
    const campaignId = randomUUID();
    const metadata = {
      seo: { title: "T", description: "D", slug: "written", keywords: ["a", "b"] },
      word_count: 9,
      own: { x: [1, null, true] },
    };
    const made = await create({
      contentType: "CONTENT_TYPE_LANDING_PAGE",
      title: "Größe & Mass",
      content: text,
      metadata: toStruct(metadata),
      generatedBy: "content_creator",
      campaignId,
      language: "de",
      model: "m-1",
      promptHash: "abc",
    });
    const content = await get(made.content.contentId, made.position);
    expect(content).toEqual({ ...made.content, content: text });
    expect(content).toMatchObject({
      contentType: "CONTENT_TYPE_LANDING_PAGE",
      title: "Größe & Mass",
      generatedBy: "content_creator",
      campaignId,
      language: "de",
      model: "m-1",
      promptHash: "abc",
      state: "CONTENT_STATE_DRAFT",
      version: 1,
      publishedVersion: 0,
      slug: "written",
      publishedAt: null,
    });
    expect(fromStruct(content.metadata)).toEqual({ ...metadata, word_count: 450, reading_time: 2 });
    expect("performanceScore" in content).toBe(false);
    expect(Math.abs(ms(content.createdAt) - before)).toBeLessThan(stretched(1_000));
    expect((await call("GetContent", { slug: "written" })).content.contentId).toBe(content.contentId);
  });

  it("takes contents without title or without text", async () => {
    const a = await create({ title: "" });
    const b = await create({ content: "" });
    expect(await get(a.content.contentId, a.position)).toMatchObject({ title: "", content: "Some words here." });
    const { metadata, ...read } = await get(b.content.contentId, b.position);
    expect(read).toMatchObject({ title: "A title", content: "" });
    expect(fromStruct(metadata)).toEqual({ word_count: 0, reading_time: 0 });
  });

  it("names everything that is wrong at once", async () => {
    const bad = await refusal(
      call("CreateContent", {
        contentId: "x",
        contentType: 9,
        title: "t".repeat(501),
        metadata: toStruct({ seo: { title: "t".repeat(61), description: "d".repeat(161), slug: "Not A Slug", keywords: ["", 1] } }),
        generatedBy: "g".repeat(51),
        campaignId: "y",
        language: "English",
      }),
    );
    expect(bad.code).toBe(status.INVALID_ARGUMENT);
    expect(bad.violations.map((v) => v.field).sort()).toEqual(
      [
        "campaign_id",
        "content_id",
        "content_type",
        "generated_by",
        "language",
        "metadata.seo.description",
        "metadata.seo.keywords[0]",
        "metadata.seo.keywords[1]",
        "metadata.seo.slug",
        "metadata.seo.title",
        "title",
      ].sort(),
    );
    const wrong = async (request: object) => (await refusal(create(request))).code;
    expect(await wrong({ content: `${"x".repeat(5 * 1024 * 1024)}y` })).toBe(status.INVALID_ARGUMENT);
    expect(await wrong({ content: "ü".repeat(3 * 1024 * 1024) })).toBe(status.INVALID_ARGUMENT);
    expect(await wrong({ content: "nul\0" })).toBe(status.INVALID_ARGUMENT);
    expect(await wrong({ metadata: toStruct({ seo: "none" }) })).toBe(status.INVALID_ARGUMENT);
    expect((await refusal(call("UpdateContent", { contentId: randomUUID() }))).code).toBe(status.INVALID_ARGUMENT);
    expect((await refusal(call("ListContents", { minPerformanceScore: 1.5 }))).violations.map((v) => v.field)).toEqual([
      "min_performance_score",
    ]);
    expect((await refusal(call("GetContent", {}))).code).toBe(status.INVALID_ARGUMENT);
    expect((await refusal(call("Reject", { contentId: randomUUID() }))).violations.map((v) => v.field)).toEqual(["reason"]);
  });

  it("answers a repeated request with the first result, and refuses an expected version that is not the content's", async () => {
    const request = { requestId: randomUUID() };
    const [first, second] = [await create(request), await create(request)];
    expect([second.content.contentId, second.version, second.position]).toEqual([first.content.contentId, first.version, first.position]);
    const { contentId } = first.content;
    expect((await refusal(create({ contentId }))).reason).toBe("CONTENT_EXISTS");
    const change = { contentId, title: "B", requestId: randomUUID() };
    const a = await call("UpdateContent", change);
    const { position } = await call("UpdateContent", { contentId, title: "C" });
    expect((await call("UpdateContent", change)).position).toBe(a.position);
    const stale = await refusal(call("UpdateContent", { contentId, title: "D", expectedVersion: a.version }));
    expect(stale.code).toBe(status.ABORTED);
    expect((await call("ListVersions", { contentId, minPosition: position })).versions).toHaveLength(3);
    const unknown = { contentId: randomUUID() };
    for (const rpc of ["SubmitForReview", "Approve", "Publish", "Unpublish", "Archive", "CancelSchedule", "GetContent", "ListVersions"])
      expect((await refusal(call(rpc, unknown))).code, rpc).toBe(status.NOT_FOUND);
  });

  it("gives a slug to one of twenty, and back when its content goes on or ends", async () => {
    const seo = (slug: string) => ({ metadata: toStruct({ seo: { slug } }) });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => create(seo("race"))));
    const won = results.filter((r) => r.status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const r of results)
      if (r.status === "rejected") expect(r.reason).toMatchObject({ code: status.ALREADY_EXISTS, reason: "SLUG_TAKEN" });
    const { contentId } = won[0]!.value.content;
    await approve(contentId);
    await call("Publish", { contentId });
    await call("UpdateContent", { contentId, ...seo("moved-on") });
    expect((await refusal(create(seo("race")))).reason).toBe("SLUG_TAKEN"); // the published version still lives there
    expect((await refusal(create(seo("moved-on")))).reason).toBe("SLUG_TAKEN");
    await approve(contentId);
    await call("Publish", { contentId });
    await create(seo("race"));
    await call("Archive", { contentId });
    await create(seo("moved-on"));
    const mine = await create(seo("kept"));
    await call("UpdateContent", { contentId: mine.content.contentId, ...seo("kept"), title: "same slug, other title" });
  });

  it("lists by every filter, best first with the never served last, page by page", async () => {
    const other = caller(world.as(uuidv7(), "ContentService"));
    const campaignId = randomUUID();
    const made: Message[] = [];
    for (const [i, contentType] of ["BLOG", "EMAIL", "BLOG", "AD_COPY", "SOCIAL"].entries())
      made.push(
        await other("CreateContent", {
          contentType: `CONTENT_TYPE_${contentType}`,
          title: `n${i}`,
          generatedBy: i % 2 ? "odd" : "even",
          language: i === 4 ? "de" : "en",
          metadata: toStruct({ nested: { i } }),
          ...(i < 2 ? { campaignId } : {}),
        }),
      );
    const counts = [100, 10, 0, 4, 0];
    const engaged = [40, 5, 0, 4, 0];
    let minPosition: string = made[4].position;
    for (const [i, served] of counts.entries())
      if (served > 0)
        minPosition = (
          await other("RecordPerformance", { contentId: made[i].content.contentId, served, engaged: engaged[i], messageId: `m${i}` })
        ).position;
    const list = async (request: object): Promise<string[]> =>
      (await other("ListContents", { minPosition, ...request })).contents.map((c: Message) => c.title);
    expect(await list({})).toEqual(["n4", "n3", "n2", "n1", "n0"]);
    expect(await list({ contentType: "CONTENT_TYPE_BLOG" })).toEqual(["n2", "n0"]);
    expect(await list({ campaignId })).toEqual(["n1", "n0"]);
    expect(await list({ generatedBy: "odd" })).toEqual(["n3", "n1"]);
    expect(await list({ language: "de" })).toEqual(["n4"]);
    expect(await list({ metadataContains: toStruct({ nested: { i: 3 } }) })).toEqual(["n3"]);
    expect(await list({ state: "CONTENT_STATE_PUBLISHED" })).toEqual([]);
    expect(await list({ createdFrom: made[3].content.createdAt })).toEqual(["n4", "n3"]);
    expect(await list({ createdUntil: made[1].content.createdAt })).toEqual(["n0"]);
    const best = await list({ order: "CONTENT_ORDER_PERFORMANCE" });
    expect(best.slice(0, 3)).toEqual(["n3", "n1", "n0"]);
    expect(best.slice(3).sort()).toEqual(["n2", "n4"]);
    expect(await list({ order: "CONTENT_ORDER_PERFORMANCE", minPerformanceScore: 0.5 })).toEqual(["n3", "n1"]);
    for (const request of [
      {},
      { order: "CONTENT_ORDER_PERFORMANCE" },
      { metadataContains: toStruct({ nested: {} }) },
      { metadataContains: toStruct({ nested: {} }), order: "CONTENT_ORDER_PERFORMANCE" },
    ]) {
      const whole = await list(request);
      const paged: string[] = [];
      for (let pageToken = ""; ; ) {
        const page = await other("ListContents", { ...request, pageSize: 2, pageToken });
        paged.push(...page.contents.map((c: Message) => c.title));
        pageToken = page.nextPageToken;
        if (pageToken === "") break;
      }
      expect(paged).toEqual(whole);
    }
    const { nextPageToken: pageToken } = await other("ListContents", { pageSize: 2 });
    expect((await refusal(other("ListContents", { pageSize: 2, pageToken, generatedBy: "odd" }))).reason).toBe("INVALID_PAGE_TOKEN");
  });
});

describe("versions", () => {
  it("restores the first as the third, equal to it, and says what differs", async () => {
    const one = { title: "First", content: "one\ntwo\nthree\n", metadata: toStruct({ seo: { title: "S" }, tags: ["a"] }) };
    const made = await create(one);
    const { contentId } = made.content;
    const second = await call("UpdateContent", { contentId, title: "Second", content: "one\n2\nthree\nfour\n" });
    const third = await call("RestoreVersion", { contentId, version: 1 });
    expect(third.content).toMatchObject({ version: 3, title: "First" });
    const [v1, v2, v3] = await Promise.all([1, 2, 3].map((version) => get(contentId, third.position, { version })));
    expect([v3.title, v3.content, v3.metadata, v3.language]).toEqual([v1.title, v1.content, v1.metadata, v1.language]);
    expect([v2.title, v2.content, v2.latestVersion]).toEqual(["Second", "one\n2\nthree\nfour\n", 3]);
    const { versions } = await call("ListVersions", { contentId });
    expect(versions.map((v: Message) => [v.version, v.restoredFrom, v.wordCount])).toEqual([
      [3, 1, 3],
      [2, 0, 4],
      [1, 0, 3],
    ]);
    expect(versions[0].sizeBytes).toBe("14");
    const diff = await call("DiffVersions", { contentId, fromVersion: 1, toVersion: 2, contextLines: 0 });
    expect(diff.lines.map((l: Message) => [l.kind, l.text, l.fromLine, l.toLine])).toEqual([
      ["DIFF_KIND_REMOVED", "two", 2, 0],
      ["DIFF_KIND_ADDED", "2", 0, 2],
      ["DIFF_KIND_ADDED", "four", 0, 4],
    ]);
    expect([diff.added, diff.removed]).toEqual([2, 1]);
    expect(diff.fields).toEqual([
      { field: "metadata.word_count", before: "3", after: "4" },
      { field: "title", before: '"First"', after: '"Second"' },
    ]);
    const same = await call("DiffVersions", { contentId, fromVersion: 1 });
    expect([same.fields, same.lines]).toEqual([[], []]);
    expect((await call("RestoreVersion", { contentId, version: 3 })).content.version).toBe(3);
    expect((await refusal(call("RestoreVersion", { contentId, version: 9 }))).code).toBe(status.NOT_FOUND);
    expect((await refusal(call("GetContent", { contentId, version: 9 }))).code).toBe(status.NOT_FOUND);
    expect((await call("UpdateContent", { contentId, title: "First" })).content.version).toBe(3);
    expect(second.content.version).toBe(2);
  });

  it("keeps the published version beside the draft that follows it", async () => {
    const { content } = await create({ title: "Live", content: "the live text" });
    const { contentId } = content;
    await approve(contentId);
    await call("Publish", { contentId });
    const edited = await call("UpdateContent", { contentId, title: "Draft", content: "the draft text" });
    expect(edited.content).toMatchObject({ state: "CONTENT_STATE_DRAFT", version: 2, publishedVersion: 1 });
    expect(await get(contentId, edited.position)).toMatchObject({ title: "Draft", content: "the draft text", version: 2 });
    expect(await get(contentId, edited.position, { published: true })).toMatchObject({
      title: "Live",
      content: "the live text",
      version: 1,
    });
    expect((await call("SearchContent", { query: "draft" })).hits.map((h: Message) => h.content.contentId)).toContain(contentId);
    expect(
      (await call("SearchContent", { query: "draft", publishedOnly: true })).hits.map((h: Message) => h.content.contentId),
    ).not.toContain(contentId);
    const [hit] = (await call("SearchContent", { query: '"live text"', publishedOnly: true })).hits;
    expect(hit.content).toMatchObject({ contentId, title: "Live", version: 1, publishedVersion: 1 });
    expect(hit.highlight).toContain("<mark>live</mark>");
    await approve(contentId);
    const again = await call("Publish", { contentId });
    expect(again.content).toMatchObject({ publishedVersion: 2, state: "CONTENT_STATE_PUBLISHED" });
    expect((await call("SearchContent", { query: '"live text"', publishedOnly: true, minPosition: again.position })).hits).toEqual([]);
  });
});

describe("review and publishing", () => {
  it("asks for approval before it publishes, unless the policy is off", async () => {
    const { content } = await create({ contentType: "CONTENT_TYPE_SOCIAL" });
    const { contentId } = content;
    expect(await refusal(call("Publish", { contentId }))).toMatchObject({ code: status.FAILED_PRECONDITION, reason: "NOT_APPROVED" });
    expect((await refusal(review("Approve", { contentId }))).reason).toBe("WRONG_STATE");
    await call("SubmitForReview", { contentId });
    expect((await refusal(call("Publish", { contentId }))).reason).toBe("NOT_APPROVED");
    const no = await call("Reject", { contentId, reason: "too loud" });
    expect(no.content).toMatchObject({ state: "CONTENT_STATE_DRAFT", rejectionReason: "too loud" });
    const { policies, version } = await call("SetPolicy", { contentType: "CONTENT_TYPE_SOCIAL", approvalRequired: false });
    expect(policies.filter((p: Message) => !p.approvalRequired).map((p: Message) => p.contentType)).toEqual(["CONTENT_TYPE_SOCIAL"]);
    expect((await call("Publish", { contentId })).content.state).toBe("CONTENT_STATE_PUBLISHED");
    expect((await refusal(call("Publish", { contentId: (await create()).content.contentId }))).reason).toBe("NOT_APPROVED");
    await call("SetPolicy", { contentType: "CONTENT_TYPE_SOCIAL", approvalRequired: true, expectedVersion: version });
    const fresh = await create({ contentType: "CONTENT_TYPE_SOCIAL" });
    expect((await refusal(call("Publish", { contentId: fresh.content.contentId }))).reason).toBe("NOT_APPROVED");
    expect((await call("GetPolicies")).policies.every((p: Message) => p.approvalRequired)).toBe(true);
  });

  it("keeps first_published_at through unpublishing, and archives for good", async () => {
    const { contentId } = (await create()).content;
    await approve(contentId);
    const first = await call("Publish", { contentId });
    const off = await call("Unpublish", { contentId });
    expect(off.content).toMatchObject({
      state: "CONTENT_STATE_APPROVED",
      publishedAt: null,
      firstPublishedAt: first.content.firstPublishedAt,
    });
    expect((await refusal(call("Unpublish", { contentId }))).reason).toBe("NOT_PUBLISHED");
    const second = await call("Publish", { contentId });
    expect(second.content.firstPublishedAt).toEqual(first.content.firstPublishedAt);
    expect(ms(second.content.publishedAt)).toBeGreaterThanOrEqual(ms(first.content.publishedAt));
    const gone = await call("Archive", { contentId });
    expect(await get(contentId, gone.position)).toMatchObject({
      state: "CONTENT_STATE_ARCHIVED",
      publishedAt: null,
      publishedVersion: 0,
      firstPublishedAt: first.content.firstPublishedAt,
    });
    for (const [rpc, more] of [
      ["UpdateContent", { title: "x" }],
      ["Publish", {}],
      ["SubmitForReview", {}],
      ["RestoreVersion", { version: 1 }],
    ] as const)
      expect((await refusal(call(rpc, { contentId, ...more }))).reason).toBe("ARCHIVED");
  });

  it("publishes at its time, once; what came due while nobody ran, at the start", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await create({ title: `scheduled ${i}` })).content.contentId);
    const [soon, missed, edited] = ids as [string, string, string];
    const at = (delay: number) => ({ scheduledFor: toTimestamp(new Date(Date.now() + delay)) });
    expect((await refusal(call("SchedulePublish", { contentId: soon, ...at(60_000) }))).reason).toBe("NOT_APPROVED");
    for (const id of ids) await approve(id);
    expect((await refusal(call("SchedulePublish", { contentId: soon, ...at(-1_000) }))).violations.map((v) => v.field)).toEqual([
      "scheduled_for",
    ]);
    const due = Date.now() + stretched(1_000);
    await call("SchedulePublish", { contentId: soon, scheduledFor: toTimestamp(new Date(due)) });
    await call("SchedulePublish", { contentId: edited, ...at(stretched(1_000)) });
    const changed = await call("UpdateContent", { contentId: edited, title: "no more" });
    expect(changed.content.scheduledFor).toBe(null);
    await until("published", async () => (await get(soon, 0)).state === "CONTENT_STATE_PUBLISHED");
    const published = await get(soon, 0);
    expect(ms(published.publishedAt)).toBeGreaterThanOrEqual(due);
    expect(ms(published.publishedAt)).toBeLessThan(due + stretched(2_000));
    expect((await get(edited, 0)).state).toBe("CONTENT_STATE_DRAFT");
    const away = stretched(1_500); // so that it is stopped before
    await call("SchedulePublish", { contentId: missed, ...at(away) });
    await world.service().stop();
    await new Promise((resolve) => setTimeout(resolve, away + 200));
    await world.restart();
    await until("published after the restart", async () => (await get(missed, 0)).state === "CONTENT_STATE_PUBLISHED");
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const { rows } = await world
      .pool()
      .query("SELECT stream_id, count(*)::int AS n FROM event_log WHERE type = 'content_published' AND stream_id = ANY ($1) GROUP BY 1", [
        [soon, missed].map((id) => `content-${id}`),
      ]);
    expect(rows.map((r) => r.n)).toEqual([1, 1]);
    const cancel = (await create()).content.contentId;
    await approve(cancel);
    await call("SchedulePublish", { contentId: cancel, ...at(60_000) });
    expect((await call("CancelSchedule", { contentId: cancel })).content.scheduledFor).toBe(null);
  });
});

describe("performance", () => {
  it("is engaged of served, per version and in total, and counts each report once", async () => {
    const { contentId } = (await create()).content;
    const record = (request: object) => call("RecordPerformance", { contentId, messageId: randomUUID(), ...request });
    const first = { served: 100, engaged: 40, messageId: "report-1" };
    expect((await record(first)).duplicate).toBe(false);
    const again = await record(first);
    expect(again.duplicate).toBe(true);
    expect(await get(contentId, again.position)).toMatchObject({ served: "100", engaged: "40", performanceScore: 0.4 });
    expect((await refusal(record({ ...first, served: 101 }))).reason).toBe("MESSAGE_ID_REUSED");
    expect((await refusal(record({ served: 2, engaged: 3 }))).violations.map((v) => v.field)).toEqual(["engaged"]); // 1.5
    expect((await refusal(record({}))).code).toBe(status.INVALID_ARGUMENT);
    expect((await refusal(record({ served: 1, version: 2 }))).code).toBe(status.NOT_FOUND);
    await call("UpdateContent", { contentId, title: "v2" });
    await record({ served: 300, engaged: 20, version: 2 });
    const { position } = await record({ engaged: 1, version: 1 });
    expect(await get(contentId, position)).toMatchObject({ served: "400", engaged: "61", performanceScore: 0.1525 });
    const { versions } = await call("ListVersions", { contentId });
    expect(versions.map((v: Message) => v.performanceScore)).toEqual([0.0667, 0.41]);
    const [row] = (await world.pool().query("SELECT performance_score FROM content_library WHERE content_id = $1", [contentId])).rows;
    expect(row.performance_score).toBe("0.1525");
  });
});

describe("tenants and scopes", () => {
  it("keep to themselves", async () => {
    const { content } = await create({ title: "secretword", metadata: toStruct({ seo: { slug: "mine-alone" } }) });
    const { contentId } = content;
    const other = caller(world.as(uuidv7(), "ContentService"));
    for (const [rpc, more] of [
      ["GetContent", {}],
      ["ListVersions", {}],
      ["UpdateContent", { title: "x" }],
      ["Archive", {}],
      ["DiffVersions", { fromVersion: 1 }],
      ["RecordPerformance", { served: 1, messageId: "m" }],
    ] as const)
      expect((await refusal(other(rpc, { contentId, ...more }))).code, rpc).toBe(status.NOT_FOUND);
    expect((await refusal(other("GetContent", { slug: "mine-alone" }))).code).toBe(status.NOT_FOUND);
    expect((await other("SearchContent", { query: "secretword" })).hits).toEqual([]);
    expect((await other("ListContents")).contents).toEqual([]);
    await other("CreateContent", { contentType: "CONTENT_TYPE_BLOG", contentId, metadata: toStruct({ seo: { slug: "mine-alone" } }) });
    const reader = caller((await world.withKey(tenant, ["content:read"], "ContentService")).client);
    expect((await reader("GetContent", { contentId })).content.title).toBe("secretword");
    expect((await refusal(reader("Archive", { contentId }))).code).toBe(status.PERMISSION_DENIED);
    const stranger = caller((await world.withKey(tenant, ["lead:*"], "ContentService")).client);
    expect((await refusal(stranger("ListContents"))).code).toBe(status.PERMISSION_DENIED);
  });

  it("hear their own events, history and live, without any text", async () => {
    const mine = uuidv7();
    const client = world.as(mine, "ContentService");
    const made = await client.call("CreateContent", { contentType: "CONTENT_TYPE_EMAIL", title: "T", content: "the hidden text" });
    const { contentId } = made.content;
    const heard: string[] = [];
    for await (const m of client.stream("Subscribe", { afterPosition: 0 })) {
      if (m.event) {
        expect(m.event.data).not.toContain("hidden");
        heard.push(m.event.type.split(".").at(-1));
      }
      if (m.live && heard.length === 1) await client.call("SubmitForReview", { contentId });
      if (heard.length === 2) break;
    }
    expect(heard).toEqual(["ContentCreated", "ContentSubmitted"]);
    const own: string[] = [];
    for await (const m of client.stream("Subscribe", { afterPosition: 0, eventTypes: ["ContentSubmitted"] })) {
      if (m.event) own.push(m.event.type);
      if (m.live) break;
    }
    expect(own).toEqual(["marketing.content.v1.ContentSubmitted"]);
  });
});
