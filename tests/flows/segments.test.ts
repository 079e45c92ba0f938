import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { patience, stretched, until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { behaved } from "./identityWorld.ts";
import { type Did, openSegmentsWorld, type SegmentTenant, segmentsSettled, segmentTenant } from "./segmentsWorld.ts";

let stack: World;
let tenant: SegmentTenant;
beforeAll(async () => {
  stack = await openSegmentsWorld();
  tenant = await segmentTenant(stack);
});
afterAll(() => stack?.close());

const day = 86_400_000;
const did = (who: string, eventName: string, over: Did = {}) => ({
  userId: userIdOf(tenant.tenantId, who),
  externalId: who,
  eventName,
  at: Date.now(),
  ...over,
});
const visited = (anonymousId: string, eventName: string, over: Did = {}) => ({
  userId: anonymousUserIdOf(tenant.tenantId, anonymousId),
  anonymousId,
  eventName,
  at: Date.now(),
  ...over,
});
const inside = (who: string, segment: string, ms = patience) =>
  until(`${who} is in ${segment}`, async () => (await tenant.members(segment)).includes(who), ms);
const outside = (who: string, segment: string, ms = patience) =>
  until(`${who} is not in ${segment}`, async () => !(await tenant.members(segment)).includes(who), ms);
const history = async (request: object): Promise<string[]> =>
  (await tenant.segment("GetSegmentHistory", request)).entries.map((e: Message) => `${e.change.slice(15).toLowerCase()} ${e.cause}`);

describe("entry", () => {
  it("counts who fits already at activation, and whoever comes to fit within two seconds", async () => {
    await tenant.identify("ann", { plan: "pro" });
    await tenant.identify("bob", { plan: "free" });
    await tenant.define("pros", { trait: "plan", op: "eq", value: "pro" });
    const build = await tenant.built("pros");
    expect(Number(build.peopleEvaluated)).toBeGreaterThanOrEqual(2);
    await inside("ann", "pros", stretched(2_000));
    expect(await tenant.members("pros")).toEqual(["ann"]);
    const started = Date.now();
    await tenant.identify("bob", { plan: "pro" });
    await inside("bob", "pros", stretched(2_000));
    expect(Date.now() - started).toBeLessThan(stretched(2_000));
    await tenant.identify("cid", { plan: "pro" });
    await inside("cid", "pros", stretched(2_000));
    await tenant.identify("ann", { plan: "free" });
    await outside("ann", "pros", stretched(2_000));
    expect(await history({ segment: "pros", userId: "ann" })).toEqual(["exited traits", "entered activated"]);
    expect(await history({ segment: "pros", userId: "bob" })).toEqual(["entered traits"]);
    expect(await history({ segment: "pros", userId: "cid" })).toEqual([expect.stringMatching(/^entered (traits|identified)$/)]);
    // the profile that pages are personalised by has it too
    await until("the profile knows", async () => (await tenant.identity.call("GetProfile", { userId: "bob" })).profile.segment === "pros");
    // everybody is told
    const told: Message[] = [];
    for await (const m of tenant.identity.stream("Subscribe", {
      eventTypes: ["SegmentCreated", "SegmentActivated", "SegmentEntered", "SegmentExited"],
    })) {
      if (m.event) told.push({ type: m.event.type.split(".").at(-1), ...JSON.parse(m.event.data) });
      if (m.live) break;
    }
    expect(told.map((e) => e.type)).toEqual([
      "SegmentCreated",
      "SegmentActivated",
      "SegmentEntered",
      "SegmentEntered",
      "SegmentEntered",
      "SegmentExited",
    ]);
    const ann = userIdOf(tenant.tenantId, "ann");
    expect(told[5]).toMatchObject({ userId: ann, segment: "pros", segmentId: told[0]!.segmentId, cause: "traits" });
    const { members, segment } = await tenant.segment("GetSegment", { segment: "PROS" });
    expect([members, segment.status]).toEqual(["2", "SEGMENT_STATUS_ACTIVE"]);
  });

  it("counts what people did, before and after activation, once each, crawlers left out", async () => {
    await tenant.identify("dan");
    await behaved(stack, tenant, [
      did("dan", "purchase", { at: Date.now() - 2 * day, properties: { currency: "EUR" } }),
      did("dan", "purchase", { at: Date.now() - 9 * day, properties: { currency: "EUR" } }),
      did("dan", "purchase", { at: Date.now() - 1 * day, properties: { currency: "USD" } }),
      did("eve", "purchase", { isBot: true, properties: { currency: "EUR" } }),
    ]);
    await tenant.define("buyers", { performed: "purchase", at_least: 2, within: "7d", where: { currency: "EUR" } });
    await tenant.define("loyal", { performed: "purchase", at_least: 3 });
    await tenant.built("buyers");
    await tenant.built("loyal");
    await inside("dan", "loyal", stretched(2_000));
    expect(await tenant.members("buyers")).toEqual([]);
    const started = Date.now();
    await behaved(stack, tenant, [did("dan", "purchase", { properties: { currency: "EUR" } })]);
    await inside("dan", "buyers", stretched(2_000));
    expect(Date.now() - started).toBeLessThan(stretched(2_000));
    expect(await history({ segment: "buyers" })).toEqual(["entered behaviour"]);
    const counts = await stack.sql("SELECT total FROM segment_counts WHERE tenant_id = $1 ORDER BY total", [tenant.tenantId]);
    expect(counts).toEqual([{ total: 3 }, { total: 4 }]);
  });

  it("looks at visitors nobody has identified, from their first event on", async () => {
    await tenant.define("quiet", { not: { performed: "shouted" } });
    await tenant.built("quiet");
    const device = randomUUID();
    const id = anonymousUserIdOf(tenant.tenantId, device);
    await behaved(stack, tenant, [visited(device, "page_view")]);
    await inside(id, "quiet", stretched(2_000));
    await behaved(stack, tenant, [visited(device, "shouted")]);
    await outside(id, "quiet", stretched(2_000));
    await tenant.segment("ArchiveSegment", { segment: "quiet" });
  });
});

describe("exit", () => {
  it("comes with time, although nothing happens", async () => {
    await tenant.identify("fay");
    await tenant.define("recent", { performed: "opened", within: "1h" });
    await tenant.define("lapsed", { last_performed: "opened", not_within: "1h" });
    await tenant.built("recent");
    await tenant.built("lapsed");
    const turnsAt = Date.now() + stretched(4_000);
    await behaved(stack, tenant, [did("fay", "opened", { at: turnsAt - 3_600_000 })]);
    await inside("fay", "recent", stretched(2_000));
    expect(await tenant.members("lapsed")).toEqual([]);
    await outside("fay", "recent");
    expect(Date.now()).toBeGreaterThanOrEqual(turnsAt);
    expect(Date.now()).toBeLessThan(turnsAt + stretched(2_000));
    await inside("fay", "lapsed", stretched(2_000));
    expect(await history({ segment: "recent", userId: "fay" })).toEqual(["exited time", "entered behaviour"]);
    expect(await history({ segment: "lapsed", userId: "fay" })).toEqual(["entered time"]);
  });
});

describe("priority", () => {
  it("decides users.segment; leaving gives the next one, then none", async () => {
    await tenant.identify("gil", { low: true, high: true });
    await tenant.define("low-one", { trait: "low", op: "eq", value: true }, 100);
    await tenant.define("high-one", { trait: "high", op: "eq", value: true }, 200);
    await until("the higher one", async () => (await tenant.primary("gil")) === "high-one");
    const { segments } = await tenant.segment("ListUserSegments", { userId: "gil" });
    expect(segments.map((s: Message) => [s.segment, s.priority, s.source])).toEqual([
      ["high-one", 200, "rule"],
      ["low-one", 100, "rule"],
    ]);
    const counts = (await tenant.identity.call("CountUsersBySegment", {})).counts;
    expect(counts).toContainEqual({ segment: "high-one", users: "1" });
    await tenant.identify("gil", { high: false });
    await until("the next one", async () => (await tenant.primary("gil")) === "low-one", stretched(2_000));
    // one given by hand competes with those decided by rules
    await tenant.identity.call("AssignSegment", { userId: "gil", segment: "label", priority: 150 });
    await until("the given one", async () => (await tenant.primary("gil")) === "label", stretched(2_000));
    await tenant.identity.call("RemoveSegment", { userId: "gil", segment: "label" });
    await segmentsSettled(stack);
    await tenant.identify("gil", { low: false });
    await until("none", async () => (await tenant.primary("gil")) === "", stretched(2_000));
    expect(await stack.sql("SELECT segment FROM users WHERE tenant_id = $1 AND external_id = 'gil'", [tenant.tenantId])).toEqual([
      { segment: null },
    ]);
    expect(await history({ userId: "gil" })).toEqual([
      "exited traits",
      "exited manual",
      "entered manual",
      "exited traits",
      "entered activated",
      "entered activated",
    ]);
  });

  it("changes for everybody with the segment's, and is no entry", async () => {
    await tenant.identify("hal", { team: "red" });
    await tenant.define("reds", { trait: "team", op: "eq", value: "red" }, 1);
    await tenant.define("not-blue", { trait: "team", op: "ne", value: "blue" }, 2);
    await until("the higher one", async () => (await tenant.primary("hal")) === "not-blue");
    await tenant.segment("UpdateSegment", { segment: "reds", priority: 3 });
    await until("the raised one", async () => (await tenant.primary("hal")) === "reds");
    expect(await history({ segment: "reds" })).toEqual(["entered activated"]);
    const command = await tenant.identify("hal", { seen: 1 });
    expect(command.user.segment).toBe("reds");
    await tenant.segment("ArchiveSegment", { segment: "not-blue" });
  });
});

describe("a segment that looks at another", () => {
  it("follows it, and labels, in the same moment; no way leads back", async () => {
    await tenant.define("inner", { trait: "size", op: "gte", value: 10 });
    await tenant.define("outer", { and: [{ in_segment: "inner" }, { not: { in_segment: "banned" } }] });
    await tenant.built("outer");
    await tenant.identify("ida", { size: 11 });
    await inside("ida", "outer", stretched(2_000));
    const positions = await stack.sql("SELECT segment, at FROM segment_history WHERE tenant_id = $1 AND user_id = $2 ORDER BY position", [
      tenant.tenantId,
      userIdOf(tenant.tenantId, "ida"),
    ]);
    expect(positions.map((p) => p.segment)).toEqual(["inner", "outer"]);
    expect(positions[0]!.at).toEqual(positions[1]!.at);
    await tenant.identity.call("AssignSegment", { userId: "ida", segment: "banned", priority: 0 });
    await outside("ida", "outer", stretched(2_000));
    await inside("ida", "inner", stretched(2_000));
    const cycle = await refusal(tenant.segment("UpdateSegment", { segment: "inner", rule: toStruct({ in_segment: "outer" }) }));
    expect(cycle).toMatchObject({ code: status.FAILED_PRECONDITION, reason: "SEGMENT_CYCLE", metadata: { way: "inner > outer > inner" } });
    const used = await refusal(tenant.segment("ArchiveSegment", { segment: "inner" }));
    expect(used).toMatchObject({ code: status.FAILED_PRECONDITION, reason: "SEGMENT_IN_USE" });
  });

  it("cannot be closed to a circle by two at once", async () => {
    const names = ["r0", "r1", "r2", "r3"];
    for (const name of names) await tenant.create(name, { manual: true });
    const updates = await Promise.allSettled(
      names.map((name, i) => tenant.segment("UpdateSegment", { segment: name, rule: toStruct({ in_segment: names[(i + 1) % 4]! }) })),
    );
    const refused = updates.filter((u) => u.status === "rejected");
    expect(refused.map((r) => (r as PromiseRejectedResult).reason.reason)).toEqual(["SEGMENT_CYCLE"]);
  });

  it("has its name once, however many ask for it at once", async () => {
    const made = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => tenant.create(i % 2 ? "Once" : "once", { manual: true })));
    expect(made.filter((m) => m.status === "fulfilled").length).toBe(1);
    for (const m of made) if (m.status === "rejected") expect(m.reason).toMatchObject({ code: status.ALREADY_EXISTS });
  });
});

describe("preview", () => {
  const rule = {
    or: [
      {
        and: [
          { trait: "tier", op: "in", value: ["a", "b"] },
          { performed: "previewed", at_least: 2, within: "30d" },
        ],
      },
      {
        and: [
          { random_percent: 30, salt: "p" },
          { trait: "tier", op: "exists" },
        ],
      },
    ],
  };
  it("says beforehand who activation lets in, and changes nothing", async () => {
    const people = Array.from({ length: 40 }, (_, i) => `pre-${i}`);
    await Promise.all(people.map((p, i) => tenant.identify(p, { tier: ["a", "b", "c"][i % 3] })));
    await behaved(
      stack,
      tenant,
      people.flatMap((p, i) => Array.from({ length: i % 4 }, (_, k) => did(p, "previewed", { at: Date.now() - k * 20 * day }))),
    );
    await segmentsSettled(stack);
    const before = await stack.sql("SELECT (SELECT max(position) FROM event_log) AS head, (SELECT count(*) FROM segment_meters) AS meters");
    const first = await tenant.segment("PreviewSegment", { rule: toStruct(rule), sampleSize: 100 });
    const after = await stack.sql("SELECT (SELECT max(position) FROM event_log) AS head, (SELECT count(*) FROM segment_meters) AS meters");
    expect(after).toEqual(before);
    expect(Number(first.matching)).toBeGreaterThan(5);
    expect(Number(first.matching)).toBeLessThan(35);
    expect(Number(first.total)).toBeGreaterThanOrEqual(40);
    const { segment, position } = await tenant.create("previewed", rule);
    const draft = await tenant.segment("PreviewSegment", { segment: segment.segmentId, sampleSize: 100, minPosition: position });
    expect(draft.matching).toBe(first.matching);
    expect(await tenant.members("previewed")).toEqual([]);
    await tenant.segment("ActivateSegment", { segment: "previewed" });
    await tenant.built("previewed");
    await segmentsSettled(stack);
    expect(await tenant.members("previewed")).toEqual(first.sample.map((u: Message) => u.externalId).sort());
    expect((await tenant.segment("PreviewSegment", { segment: "previewed" })).matching).toBe(first.matching);
  });
});

describe("a changed rule", () => {
  it("lets out whom it no longer fits and in whom it does; the old one holds until the new one's past is known", async () => {
    await tenant.identify("joy", { colour: "green" });
    await tenant.identify("kim", { colour: "blue" });
    await behaved(stack, tenant, [did("kim", "painted")]);
    await tenant.define("colourful", { trait: "colour", op: "eq", value: "green" });
    await inside("joy", "colourful");
    await tenant.segment("UpdateSegment", { segment: "colourful", rule: toStruct({ performed: "painted" }) });
    await tenant.built("colourful");
    await inside("kim", "colourful", stretched(2_000));
    await outside("joy", "colourful", stretched(2_000));
    expect(await history({ segment: "colourful", userId: "joy" })).toEqual(["exited updated", "entered activated"]);
    await tenant.segment("ArchiveSegment", { segment: "colourful" });
    await outside("kim", "colourful");
    expect(await history({ segment: "colourful", userId: "kim" })).toEqual(["exited archived", "entered updated"]);
    await segmentsSettled(stack);
    const left = await stack.sql("SELECT 1 FROM segment_meters WHERE tenant_id = $1 AND event_name = 'painted'", [tenant.tenantId]);
    expect(left).toEqual([]);
    // the name is free again, and the past counts once more
    await tenant.define("colourful", { performed: "painted" });
    await inside("kim", "colourful");
    const counted = await stack.sql(
      "SELECT total FROM segment_counts c JOIN segment_meters m USING (tenant_id, meter_id) WHERE tenant_id = $1 AND event_name = 'painted'",
      [tenant.tenantId],
    );
    expect(counted).toEqual([{ total: 1 }]);
  });
});

describe("merges", () => {
  it("give the winner what the visitor did, and take it away again", async () => {
    await tenant.define("shoppers", { performed: "added_to_cart", at_least: 3, within: "2d" });
    await tenant.built("shoppers");
    const device = randomUUID();
    const id = anonymousUserIdOf(tenant.tenantId, device);
    await behaved(stack, tenant, [visited(device, "added_to_cart"), visited(device, "added_to_cart"), did("lea", "added_to_cart")]);
    await segmentsSettled(stack);
    expect(await tenant.members("shoppers")).toEqual([]);
    const { mergeId } = await tenant.identify("lea", {}, { anonymousId: device });
    expect(mergeId).not.toBe("");
    await inside("lea", "shoppers", stretched(2_000));
    await behaved(stack, tenant, [visited(device, "added_to_cart")]);
    await tenant.identity.call("UndoMerge", { mergeId });
    await outside("lea", "shoppers", stretched(2_000));
    await inside(id, "shoppers", stretched(2_000));
    expect(await history({ segment: "shoppers", userId: "lea" })).toEqual(["exited unmerge", "entered merge"]);
    // who becomes part of somebody is a member no longer
    const again = await tenant.identity.call("MergeUsers", { winnerUserId: "lea", loserUserId: id });
    await inside("lea", "shoppers", stretched(2_000));
    await outside(id, "shoppers", stretched(2_000));
    expect((await stack.sql("SELECT 1 FROM segment_memberships WHERE user_id = $1", [id])).length).toBe(0);
    await tenant.identity.call("UndoMerge", { mergeId: again.mergeId });
    await inside(id, "shoppers", stretched(2_000));
  });
});

describe("by hand", () => {
  it("people are added where the rule asks for hands, and nowhere else", async () => {
    await tenant.define("panel", { and: [{ manual: true }, { trait: "consent", op: "eq", value: true }] });
    await tenant.built("panel");
    await tenant.identify("max");
    const { segment } = await tenant.segment("GetSegment", { segment: "panel" });
    await tenant.segment("AddMember", { segment: segment.segmentId, userId: "max" });
    await segmentsSettled(stack);
    expect(await tenant.members("panel")).toEqual([]);
    await tenant.identify("max", { consent: true });
    await inside("max", "panel", stretched(2_000));
    const first = await tenant.segment("RemoveMember", { segment: "panel", userId: "max", requestId: "r1" });
    const again = await tenant.segment("RemoveMember", { segment: "panel", userId: "max", requestId: "r1" });
    expect(again).toEqual(first);
    await outside("max", "panel", stretched(2_000));
    expect(await history({ segment: "panel" })).toEqual(["exited member", "entered traits"]);
    for (const [call, reason] of [
      [() => tenant.segment("AddMember", { segment: "pros", userId: "max" }), "SEGMENT_NOT_MANUAL"],
      [() => tenant.identity.call("AssignSegment", { userId: "max", segment: "Panel", priority: 1 }), "SEGMENT_HAS_RULE"],
      [() => tenant.identity.call("RemoveSegment", { userId: "cid", segment: "pros" }), "SEGMENT_HAS_RULE"],
    ] as const)
      expect(await refusal(call())).toMatchObject({ code: status.FAILED_PRECONDITION, reason });
    expect((await refusal(tenant.segment("AddMember", { segment: "panel", userId: "nobody-yet" }))).code).toBe(status.NOT_FOUND);
    expect((await refusal(tenant.segment("AddMember", { segment: "no-such", userId: "max" }))).code).toBe(status.NOT_FOUND);
  });
});

describe("leads", () => {
  it("put their people into qualified_lead and customer, once, also when they are known only later", async () => {
    const { position } = await tenant.identify("nia", {}, { email: "nia@x.com" });
    await tenant.identity.call("GetUser", { userId: "nia", minPosition: position });
    const [known, unknown] = [randomUUID(), randomUUID()];
    const qualified = { type: "LeadQualified", data: { leadId: known, userId: userIdOf(tenant.tenantId, "nia"), email: "nia@x.com" } };
    await stack.tellAll("lead", tenant.tenantId, [
      qualified,
      qualified,
      { type: "LeadQualified", data: { leadId: unknown, email: "later@x.com" } },
    ]);
    await inside("nia", "qualified_lead", stretched(2_000));
    await stack.tellAll("lead", tenant.tenantId, [{ type: "LeadConverted", data: { leadId: known, email: "NIA@x.com" } }]);
    await until("the customer", async () => (await tenant.primary("nia")) === "customer", stretched(2_000));
    const { segments } = await tenant.segment("ListUserSegments", { userId: "nia" });
    expect(segments.map((s: Message) => [s.segment, s.priority, s.source])).toEqual([
      ["customer", 80, `lead:${known}`],
      ["qualified_lead", 60, `lead:${known}`],
    ]);
    expect(await history({ segment: "qualified_lead" })).toEqual([`entered lead:${known}`]);
    await tenant.identify("oli", {}, { email: "later@x.com" });
    await stack.tellAll("lead", tenant.tenantId, [
      { type: "LeadLinked", data: { leadId: unknown, userId: userIdOf(tenant.tenantId, "oli") } },
    ]);
    await inside("oli", "qualified_lead", stretched(2_000));
    expect(await stack.sql("SELECT 1 FROM segment_leads")).toEqual([]);
  });
});

describe("requests", () => {
  it("are refused with everything that is wrong, and repeated without effect", async () => {
    const bad = await refusal(
      tenant.segment("CreateSegment", {
        name: " x",
        rule: toStruct({ and: [{ trait: "a", op: "nope" }, { performed: "" }] }),
        priority: -1,
      }),
    );
    expect(bad.code).toBe(status.INVALID_ARGUMENT);
    expect(bad.violations.map((v) => v.field)).toEqual(["name", "priority", "rule.and[0].op", "rule.and[1].performed"]);
    expect((await refusal(tenant.segment("CreateSegment", { name: "no-rule" }))).violations.map((v) => v.field)).toEqual(["rule"]);
    expect((await refusal(tenant.segment("PreviewSegment", {}))).violations.map((v) => v.field)).toEqual(["segment"]);
    const once = { name: "repeat", rule: toStruct({ manual: true }), priority: 1, requestId: "create-1" };
    const [first, again] = [await tenant.segment("CreateSegment", once), await tenant.segment("CreateSegment", once)];
    expect(again).toEqual(first);
    const stale = await refusal(tenant.segment("UpdateSegment", { segment: "repeat", priority: 4, expectedVersion: 9 }));
    expect(stale.code).toBe(status.ABORTED);
    for (const rpc of ["GetSegment", "ActivateSegment", "ArchiveSegment"])
      expect((await refusal(tenant.segment(rpc, { segment: randomUUID() }))).code).toBe(status.NOT_FOUND);
  });

  it("see one tenant's segments", async () => {
    const other = await segmentTenant(stack);
    expect((await other.segment("ListSegments", {})).segments).toEqual([]);
    const { segments } = await tenant.segment("ListSegments", { pageSize: 3 });
    expect(segments.length).toBe(3);
    expect((await refusal(other.segment("GetSegment", { segment: segments[0].segmentId }))).code).toBe(status.NOT_FOUND);
    expect((await refusal(other.segment("ArchiveSegment", { segment: segments[0].segmentId }))).code).toBe(status.NOT_FOUND);
    await other.define("pros", { trait: "plan", op: "eq", value: "pro" });
    await other.built("pros");
    expect(await other.members("pros")).toEqual([]);
    const names: string[] = [];
    for (let pageToken = ""; ; ) {
      const page = await tenant.segment("ListSegments", { pageSize: 4, pageToken });
      names.push(...page.segments.map((s: Message) => s.name));
      pageToken = page.nextPageToken;
      if (pageToken === "") break;
    }
    expect(names).toEqual([...new Set(names)].sort());
  });
});
