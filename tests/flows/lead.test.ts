import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import type { Message, RpcClient } from "../support/rpc.ts";
import { pages, refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { openLeadWorld } from "./leadWorld.ts";

let stack: World;
let tenantId: string;
let lead: RpcClient;
beforeAll(async () => {
  stack = await openLeadWorld();
  tenantId = randomUUID();
  lead = stack.as(tenantId, "LeadService");
});
afterAll(() => stack?.close());

const call = (name: string, request: object) => lead.call(name, request);
const capture = (request: object) => call("CaptureLead", request);
const get = async (leadId: string, minPosition?: unknown) =>
  (await call("GetLead", { leadId, ...(minPosition ? { minPosition } : {}) })).lead;
const properties = (l: { properties: never }) => fromStruct(l.properties);
const scored = async (leadId: string, holds: (l: Message) => boolean = (l) => typeof l.score === "number") => {
  let last: Message;
  await until(`the score of ${leadId}`, async () => {
    last = await get(leadId);
    return holds(last);
  });
  return last;
};
/** A lead with every field that the default model likes. */
const perfect = { company: "Acme", jobTitle: "CEO", properties: toStruct({ company_size: "201-1000", industry: "SaaS" }) };

describe("capture", () => {
  it("makes a lead that reads back as written", async () => {
    const before = Date.now();
    const made = await capture({
      email: "Ada@Acme.com",
      phone: "+1 (555) 010-9999",
      name: "Ada",
      company: "Acme",
      jobTitle: "Head of IT",
      source: "Google",
      properties: toStruct({ industry: "saas", nested: { a: [1, null, "x"] } }),
    });
    expect(made).toMatchObject({ deduplicated: false, version: "1" });
    expect(made.lead).toMatchObject({
      email: "Ada@Acme.com",
      phone: "+15550109999",
      phoneRaw: "+1 (555) 010-9999",
      source: "Google",
      lastSource: "Google",
      status: "LEAD_STATUS_NEW",
      qualified: false,
      userId: "",
    });
    const read = await get(made.lead.leadId, made.position);
    expect(properties(read)).toEqual({ industry: "saas", nested: { a: [1, null, "x"] } });
    expect(Math.abs(Number(read.createdAt.seconds) * 1000 - before)).toBeLessThan(stretched(3_000));
    expect((await call("GetLead", { email: "ADA@acme.COM" })).lead.leadId).toBe(made.lead.leadId);
    const { rows } = await stack
      .pool()
      .query("SELECT phone, phone_raw, source, job_title FROM leads WHERE lead_id = $1", [made.lead.leadId]);
    expect(rows[0]).toEqual({ phone: "+15550109999", phone_raw: "+1 (555) 010-9999", source: "google", job_title: "Head of IT" });
  });

  it("makes one lead of fifty captures of one address at once", async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, i) => capture({ email: i % 2 ? "Race@x.com" : "race@X.com", source: "ads", name: "R" })),
    );
    expect(new Set(all.map((r) => r.lead.leadId)).size).toBe(1);
    expect(all.filter((r) => r.deduplicated)).toHaveLength(49);
  });

  it("fills blanks of a lead it knows, keeps what was given, and remembers first and last source", async () => {
    const first = await capture({ email: "fill@x.com", name: "Fill", source: "Google", properties: toStruct({ industry: "media" }) });
    const again = await capture({
      email: "FILL@x.com",
      name: "Other",
      company: "Acme",
      source: "LinkedIn",
      properties: toStruct({ industry: "retail", seats: 4 }),
    });
    expect(again).toMatchObject({ deduplicated: true });
    expect(again.lead).toMatchObject({
      leadId: first.lead.leadId,
      name: "Fill",
      company: "Acme",
      source: "Google",
      lastSource: "LinkedIn",
    });
    expect(properties(again.lead)).toEqual({ industry: "media", seats: 4 });
    // Nothing new about it is no event; its score may come meanwhile.
    const told = async ({ position }: Message): Promise<string[]> => {
      const { entries } = await call("GetLeadHistory", { leadId: first.lead.leadId, minPosition: position });
      return entries.map((e: Message) => e.kind).filter((kind: string) => kind !== "scored");
    };
    const before = await told(again);
    expect(await told(await capture({ email: "fill@x.com", source: "linkedin" }))).toEqual(before);
  });

  it("suggests a merge by telephone, and merges nothing by itself", async () => {
    const a = await capture({ email: "tel1@x.com", phone: "+49 (0)30 1234-5678" });
    await get(a.lead.leadId, a.position);
    const b = await capture({ email: "tel2@x.com", phone: "0049 30 12345678" });
    expect(b).toMatchObject({ deduplicated: false, mergeSuggestions: [a.lead.leadId] });
    expect(b.lead.leadId).not.toBe(a.lead.leadId);
    const local = await capture({ phone: "030 1234567" });
    expect(local.lead).toMatchObject({ phone: "030 1234567", email: "" });
  });

  it("refuses what is the server's own, and names everything that is wrong at once", async () => {
    const captures = async () =>
      (await stack.pool().query("SELECT count(*)::int AS n FROM event_log WHERE type = 'lead_captured'")).rows[0].n as number;
    const before = await captures();
    for (const bad of [
      { status: "converted" },
      { status: "foo" },
      { score: 0.5 },
      { score: 0 },
      { qualified: true },
      { qualified: false },
    ]) {
      const refused = await refusal(capture({ email: `owned-${randomUUID()}@x.com`, ...bad }));
      expect(refused.code).toBe(status.INVALID_ARGUMENT);
      expect(refused.violations.map((v) => v.field)).toEqual(Object.keys(bad));
    }
    expect(await captures()).toBe(before);
    const bad = await refusal(
      capture({
        email: "nope",
        name: "n".repeat(256),
        company: "c".repeat(256),
        jobTitle: "j".repeat(101),
        source: "s".repeat(101),
        phone: "1".repeat(51),
        campaignId: "x",
        properties: toStruct({ enrichment: {} }),
        status: "converted",
      }),
    );
    expect(bad.violations.map((v) => v.field).sort()).toEqual(
      ["campaign_id", "company", "email", "job_title", "name", "phone", "properties", "source", "status"].sort(),
    );
    expect((await refusal(capture({ name: "nobody" }))).violations.map((v) => v.field)).toEqual(["email"]);
    expect((await refusal(capture({ email: `${"a".repeat(250)}@x.com` }))).code).toBe(status.INVALID_ARGUMENT);
    expect((await refusal(capture({ email: "big@x.com", properties: toStruct({ big: "x".repeat(40_000) }) }))).code).toBe(
      status.INVALID_ARGUMENT,
    );
  });

  it("answers a repeated request with the first result", async () => {
    const requestId = randomUUID();
    const one = await capture({ email: "again@x.com", requestId });
    const two = await capture({ email: "again@x.com", requestId });
    expect(two).toMatchObject({ deduplicated: false, version: one.version, position: one.position });
    expect(two.lead.leadId).toBe(one.lead.leadId);
    const { leadId } = one.lead;
    const contact = { leadId, channel: "email", requestId: randomUUID() };
    const a = await call("MarkContacted", contact);
    const b = await call("MarkContacted", contact);
    expect(b.position).toBe(a.position);
    expect(await refusal(call("LoseLead", { leadId, expectedVersion: 1 }))).toMatchObject({ code: status.ABORTED });
  });
});

describe("the way of a lead", () => {
  it("goes new, contacted, qualified, converted, and ends there", async () => {
    const { leadId } = (await capture({ email: "way@x.com" })).lead;
    const of = (name: string, request: object = {}) => call(name, { leadId, ...request });
    const refused = async (name: string, reason: string, request: object = {}) =>
      expect(await refusal(of(name, request))).toMatchObject({ code: status.FAILED_PRECONDITION, reason });
    await refused("QualifyLead", "LEAD_NOT_CONTACTED", { reason: "budget" });
    await refused("ConvertLead", "LEAD_NOT_QUALIFIED");
    await refused("ReopenLead", "LEAD_NOT_LOST");
    const at = (seconds: number) => ({ contactedAt: { seconds, nanos: 0 } });
    expect((await of("MarkContacted", at(1_700_000_100))).lead).toMatchObject({ status: "LEAD_STATUS_CONTACTED" });
    expect((await of("MarkContacted", at(1_700_000_000))).lead.lastContacted.seconds).toBe("1700000100");
    expect((await of("MarkContacted", at(1_700_000_200))).lead.lastContacted.seconds).toBe("1700000200");
    await refused("ConvertLead", "LEAD_NOT_QUALIFIED");
    expect((await of("QualifyLead", { reason: "budget" })).lead).toMatchObject({
      status: "LEAD_STATUS_QUALIFIED",
      qualified: true,
      qualifiedBy: "manual",
    });
    const campaignId = randomUUID();
    const first = await of("ConvertLead", { valueMicros: "1429999948", currency: "EUR", campaignId });
    expect(first.lead).toMatchObject({
      status: "LEAD_STATUS_CONVERTED",
      valueMicros: "1429999948",
      currency: "EUR",
      conversionCampaignId: campaignId,
    });
    const second = await of("ConvertLead", { valueMicros: "5", currency: "USD" });
    expect(second.lead).toEqual(first.lead);
    for (const [name, request] of [
      ["MarkContacted", {}],
      ["QualifyLead", { reason: "x" }],
      ["DisqualifyLead", { reason: "x" }],
      ["LoseLead", {}],
      ["ReopenLead", {}],
    ] as const)
      await refused(name, "LEAD_CONVERTED", request);
    const history = await call("GetLeadHistory", {
      leadId,
      kinds: ["captured", "contacted", "qualified", "converted"],
      minPosition: first.position,
    });
    expect(history.entries.map((e: Message) => [e.kind, e.fromStatus, e.toStatus]).reverse()).toEqual([
      ["captured", "LEAD_STATUS_UNSPECIFIED", "LEAD_STATUS_NEW"],
      ["contacted", "LEAD_STATUS_NEW", "LEAD_STATUS_CONTACTED"],
      ["contacted", "LEAD_STATUS_UNSPECIFIED", "LEAD_STATUS_UNSPECIFIED"],
      ["qualified", "LEAD_STATUS_CONTACTED", "LEAD_STATUS_QUALIFIED"],
      ["converted", "LEAD_STATUS_QUALIFIED", "LEAD_STATUS_CONVERTED"],
    ]);
    expect((await refusal(of("ConvertLead", { valueMicros: "1" }))).violations.map((v) => v.field)).toEqual(["currency"]);
    expect((await refusal(of("ConvertLead", { valueMicros: "-1", currency: "eur" }))).violations.map((v) => v.field).sort()).toEqual([
      "currency",
      "value_micros",
    ]);
  });

  it("loses and reopens", async () => {
    const { leadId } = (await capture({ email: "lost@x.com" })).lead;
    expect((await call("LoseLead", { leadId, reason: "no budget" })).lead).toMatchObject({
      status: "LEAD_STATUS_LOST",
      lostReason: "no budget",
    });
    expect(await refusal(call("MarkContacted", { leadId }))).toMatchObject({ reason: "LEAD_LOST" });
    expect(await refusal(call("QualifyLead", { leadId, reason: "x" }))).toMatchObject({ reason: "LEAD_LOST" });
    expect((await call("ReopenLead", { leadId })).lead).toMatchObject({ status: "LEAD_STATUS_CONTACTED", lostReason: "" });
    expect((await refusal(call("LoseLead", { leadId: randomUUID() }))).code).toBe(status.NOT_FOUND);
    expect((await refusal(call("QualifyLead", { leadId }))).violations.map((v) => v.field)).toEqual(["reason"]);
  });
});

describe("update and enrichment", () => {
  it("moves an address with its reservation, and clears by the mask", async () => {
    const { leadId } = (await capture({ email: "old@u.com", name: "Old", company: "Acme" })).lead;
    const other = await capture({ email: "taken@u.com" });
    expect(await refusal(call("UpdateLead", { leadId, email: "TAKEN@u.com" }))).toMatchObject({
      code: status.ALREADY_EXISTS,
      reason: "EMAIL_TAKEN",
      metadata: { lead_id: other.lead.leadId },
    });
    const moved = await call("UpdateLead", { leadId, email: "new@u.com", updateMask: ["email", "company"] });
    expect(moved.lead).toMatchObject({ email: "new@u.com", name: "Old", company: "" });
    expect((await capture({ email: "old@u.com" })).lead.leadId).not.toBe(leadId);
    expect((await capture({ email: "New@U.com" })).lead.leadId).toBe(leadId);
    expect((await get(leadId, moved.position)).email).toBe("new@u.com");
    expect((await refusal(call("UpdateLead", { leadId, updateMask: ["status", "score"] }))).violations).toHaveLength(2);
    expect(await refusal(call("UpdateLead", { leadId, updateMask: ["email"] }))).toMatchObject({ reason: "LEAD_UNREACHABLE" });
  });

  it("keeps what a provider says apart, and says it once", async () => {
    const { leadId } = (await capture({ email: "en@x.com", properties: toStruct({ industry: "media" }) })).lead;
    const enrich = (more: object) =>
      call("EnrichLead", { leadId, provider: "Clear Bit", properties: toStruct({ industry: "retail", company_size: 900 }), ...more });
    const one = await enrich({ at: { seconds: 1_700_000_000, nanos: 0 } });
    expect(properties(one.lead)).toEqual({
      industry: "media",
      enrichment: {
        clear_bit: { provider: "Clear Bit", at: "2023-11-14T22:13:20.000Z", data: { industry: "retail", company_size: 900 } },
      },
    });
    const two = await enrich({});
    expect(properties(two.lead)).toEqual(properties(one.lead));
    const { entries } = await call("GetLeadHistory", { leadId, kinds: ["enriched"], minPosition: two.position });
    expect(entries).toHaveLength(1);
  });
});

describe("scores", () => {
  it("scores within moments, explains to the last digit, and qualifies at the threshold", async () => {
    const { leadId } = (await capture({ email: "boss@acme-corp.com", ...perfect })).lead;
    const l = await scored(leadId);
    expect(l).toMatchObject({ score: 0.6, qualified: false, scoreModel: "default" });
    const why = await call("ExplainScore", { leadId });
    expect(why.factors.map((f: Message) => [f.factor, f.contribution])).toEqual([
      ["email", 0.15],
      ["company_size", 0.2],
      ["industry", 0.1],
      ["job_title", 0.15],
      ["activity", 0],
      ["recency", 0],
    ]);
    const sum = why.factors.reduce((s: number, f: Message) => s + f.contribution, 0);
    expect(Math.abs(sum - why.score)).toBeLessThan(1e-6);
    const trash = (await capture({ email: "x@mailinator.com", jobTitle: "Intern" })).lead.leadId;
    const bad = await scored(trash);
    expect(bad.score).toBe(0);
    const account = (await call("ExplainScore", { leadId: trash })).factors;
    expect(account.reduce((s: number, f: Message) => s + f.contribution, 0)).toBeCloseTo(0, 9);
    expect(account.map((f: Message) => f.factor)).toContain("limit");
  });

  it("takes a score from outside, checked before it is rounded", async () => {
    const { leadId } = (await capture({ email: "ext@acme.io" })).lead;
    await scored(leadId);
    const set = (p: object) => call("SetScore", { leadId, model: "gbm-7", ...p });
    for (const bad of [{ score: 1.004 }, { score: -0.001 }, { score: Number.NaN }, { score: 0.5, model: "" }])
      expect((await refusal(set(bad))).code, JSON.stringify(bad)).toBe(status.INVALID_ARGUMENT);
    expect((await set({ score: 0.7 })).lead).toMatchObject({ score: 0.7, qualified: true, qualifiedBy: "threshold", scoreModel: "gbm-7" });
    const below = await set({ score: 0.69996 });
    expect(below.lead).toMatchObject({ score: 0.69996, qualified: false });
    await get(leadId, below.position);
    const { rows } = await stack.pool().query("SELECT score, qualified FROM leads WHERE lead_id = $1", [leadId]);
    expect(rows[0]).toEqual({ score: "0.7000", qualified: false });
    expect((await call("ExplainScore", { leadId })).external).toBe(true);
    expect((await call("UpdateLead", { leadId, jobTitle: "CEO" })).lead.score).toBe(0.69996);
    await call("SetScore", { leadId });
    expect(await scored(leadId, (l) => l.scoreModel === "default")).toMatchObject({ score: 0.3 });
  });

  it("keeps a lead that a person qualified, and one that a person disqualified", async () => {
    const { leadId } = (await capture({ email: "man@acme.io" })).lead;
    await call("MarkContacted", { leadId });
    await call("QualifyLead", { leadId, reason: "met at a fair" });
    expect((await call("SetScore", { leadId, model: "m", score: 0.1 })).lead).toMatchObject({ qualified: true, qualifiedBy: "manual" });
    const other = (await capture({ email: "no@acme.io" })).lead.leadId;
    await call("DisqualifyLead", { leadId: other, reason: "a competitor" });
    expect((await call("SetScore", { leadId: other, model: "m", score: 0.99 })).lead).toMatchObject({ qualified: false });
    expect((await call("DisqualifyLead", { leadId, reason: "no budget after all" })).lead).toMatchObject({
      qualified: false,
      status: "LEAD_STATUS_LOST",
    });
  });

  it("scores every open lead anew when the model changes", async () => {
    const own = stack.as(randomUUID(), "LeadService");
    const { leadId } = (await own.call("CaptureLead", { email: "m@acme.io", properties: toStruct({ plan: "Enterprise" }) })).lead;
    const current = async () => (await own.call("GetLead", { leadId })).lead;
    await until("the first score", async () => (await current()).score !== undefined);
    const { model } = await own.call("GetScoringModel", {});
    expect(model).toMatchObject({ name: "default", version: "0", active: true });
    const factors = [
      { name: "plan", kind: "FACTOR_KIND_PROPERTY", property: "plan", weight: 0.8, values: [{ value: "enterprise", worth: 1 }] },
      { name: "email", kind: "FACTOR_KIND_EMAIL", weight: 0.2, values: [{ value: "business", worth: 0.5 }] },
    ];
    const set = { name: "plans", factors, halfLifeDays: 7, qualifyAt: 0.9, disqualifyBelow: 0.85 };
    const made = await own.call("SetScoringModel", { model: set });
    expect(made).toMatchObject({ version: "1", model: { version: "1", active: true } });
    expect((await own.call("SetScoringModel", { model: set })).version).toBe("1");
    await until("the new score", async () => (await current()).scoreModel === "plans");
    expect(await current()).toMatchObject({ score: 0.9, scoreModelVersion: "1", qualified: true });
    const list = await pages(own, "ListScoringModels", "models", { minPosition: made.position }, 1);
    expect(list.map((m) => [m.version, m.active])).toEqual([
      ["1", true],
      ["0", false],
    ]);
    const bad = await refusal(
      own.call("SetScoringModel", {
        model: {
          ...set,
          qualifyAt: 0.5,
          factors: [...factors, { ...factors[0], weight: 0.5 }, { name: "act", kind: "FACTOR_KIND_ACTIVITY", weight: 0 }],
        },
      }),
    );
    expect(bad.violations.map((v) => v.field).sort()).toEqual([
      "model.disqualify_below",
      "model.factors",
      "model.factors[2].name",
      "model.factors[3].saturation",
    ]);
  });
});

describe("merge and undo", () => {
  it("gives exactly the earlier leads back, addresses too", async () => {
    const a = (await capture({ email: "win@m.com", name: "Win", properties: toStruct({ industry: "media" }) })).lead.leadId;
    const b = (await capture({ email: "lose@m.com", name: "Lose", company: "Acme", properties: toStruct({ industry: "saas", seats: 2 }) }))
      .lead.leadId;
    await Promise.all([scored(a), scored(b)]);
    const before = { a: await get(a), b: await get(b) };
    const merged = await call("MergeLeads", { winnerLeadId: a, loserLeadId: b });
    expect(merged.lead).toMatchObject({ leadId: a, email: "win@m.com", name: "Win", company: "Acme", mergedLeadIds: [b] });
    expect(properties(merged.lead)).toEqual({ industry: "media", seats: 2 });
    expect((await get(b, merged.position)).leadId).toBe(a);
    expect((await call("GetLead", { email: "lose@m.com" })).lead.leadId).toBe(a);
    expect(await capture({ email: "LOSE@m.com" })).toMatchObject({ deduplicated: true, lead: { leadId: a } });
    expect((await call("MergeLeads", { winnerLeadId: a, loserLeadId: b })).mergeId).toBe(merged.mergeId);
    const undone = await call("UndoMerge", { mergeId: merged.mergeId });
    expect(undone).toMatchObject({ winner: { leadId: a, company: "" }, loser: { leadId: b } });
    const plain = (l: Message) => ({ ...l, version: "", scoredAt: null, score: 0 });
    await until("both are again what they were", async () => {
      const [x, y] = [await get(a, undone.position), await get(b)];
      return x.score === before.a.score && y.score === before.b.score;
    });
    expect(plain(await get(a))).toEqual(plain(before.a));
    expect(plain(await get(b))).toEqual(plain(before.b));
    expect((await capture({ email: "lose@m.com" })).lead.leadId).toBe(b);
    expect((await refusal(call("UndoMerge", { mergeId: randomUUID() }))).code).toBe(status.NOT_FOUND);
  });

  it("gives an address to a lead that has none, and back, and lets two leads change addresses", async () => {
    const a = (await capture({ phone: "+49 30 7654321", name: "By phone" })).lead.leadId;
    const b = (await capture({ email: "hand@over.com" })).lead.leadId;
    const merged = await call("MergeLeads", { winnerLeadId: a, loserLeadId: b });
    expect(await get(a, merged.position)).toMatchObject({ leadId: a, email: "hand@over.com", phone: "+49307654321" });
    const undone = await call("UndoMerge", { mergeId: merged.mergeId });
    expect(await get(a, undone.position)).toMatchObject({ leadId: a, email: "" });
    expect(await get(b)).toMatchObject({ leadId: b, email: "hand@over.com" });
    const c = (await capture({ email: "swap@over.com" })).lead.leadId;
    await call("UpdateLead", { leadId: c, email: "between@over.com" });
    await call("UpdateLead", { leadId: b, email: "swap@over.com" });
    const last = await call("UpdateLead", { leadId: c, email: "hand@over.com" });
    expect(await get(c, last.position)).toMatchObject({ email: "hand@over.com" });
    expect(await get(b)).toMatchObject({ email: "swap@over.com" });
    expect((await stack.pool().query("SELECT error FROM parked_events")).rows).toEqual([]);
  });

  it("refuses to lose a conversion, and merges one lead once whoever asks", async () => {
    const [w, l] = [(await capture({ email: "cw@m.com" })).lead.leadId, (await capture({ email: "cl@m.com" })).lead.leadId];
    await call("MarkContacted", { leadId: l });
    await call("QualifyLead", { leadId: l, reason: "x" });
    await call("ConvertLead", { leadId: l });
    expect(await refusal(call("MergeLeads", { winnerLeadId: w, loserLeadId: l }))).toMatchObject({ reason: "LOSER_IS_CONVERTED" });
    const loser = (await capture({ email: "many@m.com" })).lead.leadId;
    const winners = await Promise.all(Array.from({ length: 8 }, async (_, i) => (await capture({ email: `w${i}@m.com` })).lead.leadId));
    const all = await Promise.allSettled(winners.map((winnerLeadId) => call("MergeLeads", { winnerLeadId, loserLeadId: loser })));
    expect(all.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    for (const r of all) if (r.status === "rejected") expect(r.reason).toMatchObject({ reason: "MERGED_ELSEWHERE" });
  });
});

describe("tenants and scopes", () => {
  it("shows a tenant nothing of another's", async () => {
    const { leadId } = (await capture({ email: "mine@x.com", phone: "+4930123456789" })).lead;
    const other = stack.as(randomUUID(), "LeadService");
    for (const [name, request] of [
      ["GetLead", { leadId }],
      ["GetLead", { email: "mine@x.com" }],
      ["ExplainScore", { leadId }],
      ["GetLeadHistory", { leadId }],
      ["UpdateLead", { leadId, name: "x" }],
      ["EnrichLead", { leadId, provider: "p" }],
      ["MarkContacted", { leadId }],
      ["QualifyLead", { leadId, reason: "x" }],
      ["DisqualifyLead", { leadId, reason: "x" }],
      ["ConvertLead", { leadId }],
      ["LoseLead", { leadId }],
      ["ReopenLead", { leadId }],
      ["SetScore", { leadId, score: 0.5, model: "m" }],
      ["MergeLeads", { winnerLeadId: leadId, loserLeadId: leadId }],
    ] as const)
      expect((await refusal(other.call(name, request))).code, name).toBe(status.NOT_FOUND);
    expect((await other.call("ListLeads", {})).leads).toEqual([]);
    expect((await other.call("ListLeads", { order: "LEAD_ORDER_SCORE" })).leads).toEqual([]);
    expect((await other.call("GetFunnel", {})).sources).toEqual([]);
    const made = await other.call("CaptureLead", { email: "mine@x.com", phone: "+4930123456789" });
    expect(made).toMatchObject({ deduplicated: false, mergeSuggestions: [] });
    const reader = (await stack.withKey(tenantId, ["lead:read"], "LeadService")).client;
    expect((await reader.call("GetLead", { leadId })).lead.leadId).toBe(leadId);
    expect((await refusal(reader.call("CaptureLead", { email: "r@x.com" }))).code).toBe(status.PERMISSION_DENIED);
  });
});
