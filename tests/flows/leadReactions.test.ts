import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import type { Message, RpcClient } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { openLeadWorld, tracked } from "./leadWorld.ts";

let stack: World;
beforeAll(async () => {
  stack = await openLeadWorld({ SCORE_DECAY_AFTER_MS: "300", SCORE_DECAY_EVERY_MS: "100" });
});
afterAll(() => stack?.close());

const day = 86_400_000;
const iso = (ms = Date.now()) => new Date(ms).toISOString();
const newTenant = () => {
  const tenantId = randomUUID();
  return { tenantId, lead: stack.as(tenantId, "LeadService") };
};
const byEmail = (lead: RpcClient, email: string): Promise<Message> => lead.call("GetLead", { email }).then((r) => r.lead);
const identified = (tenantId: string, userId: string, email: string) =>
  stack.tell("identity", tenantId, "UserIdentified", { userId, email, timestamp: iso(), contextActive: true });
const merged = (tenantId: string, winnerUserId: string, loserUserId: string, name = "UserMerged") =>
  stack.tell("identity", tenantId, name, { mergeId: randomUUID(), winnerUserId, loserUserId, reason: "merge", timestamp: iso() });

describe("links", () => {
  it("links a captured lead to the person identity knows, and one who becomes known later", async () => {
    const { tenantId, lead } = newTenant();
    const [ann, bob] = [randomUUID(), randomUUID()];
    await lead.call("CaptureLead", { email: "bob@acme.io", source: "fair" });
    await identified(tenantId, ann, "Ann@acme.io");
    const created = await until("a lead of who was identified", async () => (await byEmail(lead, "ann@acme.io")).userId === ann);
    expect(created).toBeLessThan(stretched(2_000));
    await identified(tenantId, bob, "BOB@acme.io");
    const linked = await until("the link of the captured lead", async () => (await byEmail(lead, "bob@acme.io")).userId === bob);
    expect(linked).toBeLessThan(stretched(2_000));
    expect(await byEmail(lead, "bob@acme.io")).toMatchObject({ source: "fair" });
    expect(await byEmail(lead, "ann@acme.io")).toMatchObject({ source: "signup" });
    // the other way round: the person first, then the lead under another spelling
    const { leads } = await lead.call("GetUserLeads", { userId: ann });
    expect(leads.map((l: Message) => l.email)).toEqual(["Ann@acme.io"]);
    expect(await lead.call("CaptureLead", { email: "ANN@ACME.io" })).toMatchObject({ deduplicated: true });
  });

  it("makes a lead of a sign-up, from the first source that brought the person, whatever came last", async () => {
    const { tenantId, lead } = newTenant();
    const visitor = randomUUID();
    const at = Date.now();
    await tracked(stack, tenantId, visitor, "page_view", { timestamp: iso(at - 1_000), properties: { utm_source: "LinkedIn" } });
    await tracked(stack, tenantId, visitor, "page_view", { timestamp: iso(at - 90_000), properties: { utm_source: "Google" } });
    await tracked(stack, tenantId, visitor, "user_signup", {
      properties: { email: "new@shop.io", first_name: "Nora", last_name: "Neu", company: "Shop", job_title: "CMO" },
    });
    await until("the lead", async () => (await byEmail(lead, "new@shop.io")).score > 0);
    expect(await byEmail(lead, "new@shop.io")).toMatchObject({
      source: "Google",
      name: "Nora Neu",
      company: "Shop",
      jobTitle: "CMO",
      userId: visitor,
      status: "LEAD_STATUS_NEW",
    });
    // identity hears of them too: the same lead, not a second one
    await identified(tenantId, visitor, "new@shop.io");
    await tracked(stack, tenantId, visitor, "user_signup", { properties: { email: "new@shop.io" } });
    await until("all is worked off", async () => (await stack.pool().query("SELECT 1 FROM lead_work")).rowCount === 0);
    expect((await lead.call("ListLeads", {})).leads).toHaveLength(1);
    await tracked(stack, tenantId, randomUUID(), "user_signup", { properties: { email: "not an address" } });
    await tracked(stack, tenantId, randomUUID(), "user_signup", { isBot: true, properties: { email: "robot@x.com" } });
    await until("all is worked off", async () => (await stack.pool().query("SELECT 1 FROM lead_work")).rowCount === 0);
    expect((await lead.call("ListLeads", {})).leads).toHaveLength(1);
  });

  it("finds the first source of a sign-up also when the page view that names it comes last", async () => {
    const { tenantId, lead } = newTenant();
    const visitor = randomUUID();
    await tracked(stack, tenantId, visitor, "user_signup", { properties: { email: "early@shop.io" } });
    await until("the lead", async () => (await byEmail(lead, "early@shop.io")).source === "signup");
    await lead.call("CaptureLead", { email: "early@shop.io", source: "form" });
    for (const utm_source of ["Google", "LinkedIn"]) {
      await tracked(stack, tenantId, visitor, "page_view", { properties: { utm_source } });
      await until("the source", async () => (await byEmail(lead, "early@shop.io")).source === "Google");
    }
    await until("all is worked off", async () => (await stack.pool().query("SELECT 1 FROM lead_work")).rowCount === 0);
    expect(await byEmail(lead, "early@shop.io")).toMatchObject({ source: "Google", lastSource: "form" });
  });

  it("follows a merge and its undoing, and is never overwritten by the loser", async () => {
    const { tenantId, lead } = newTenant();
    const [visitor, user] = [randomUUID(), randomUUID()];
    await tracked(stack, tenantId, visitor, "user_signup", { properties: { email: "m@shop.io" } });
    const of = async () => (await byEmail(lead, "m@shop.io")).userId;
    await until("the visitor's lead", async () => (await of()) === visitor);
    await merged(tenantId, user, visitor);
    await until("the winner's lead", async () => (await of()) === user);
    // the loser is active and identified once more: nothing goes back
    await tracked(stack, tenantId, visitor, "page_view");
    await identified(tenantId, visitor, "m@shop.io");
    await until("all is worked off", async () => (await stack.pool().query("SELECT 1 FROM lead_work")).rowCount === 0);
    expect(await of()).toBe(user);
    expect((await lead.call("GetUserLeads", { userId: visitor })).leads).toHaveLength(1);
    await merged(tenantId, user, visitor, "UserUnmerged");
    await until("the visitor's again", async () => (await of()) === visitor);
    expect((await lead.call("GetUserLeads", { userId: user })).leads).toEqual([]);
    const { entries } = await lead.call("GetLeadHistory", { leadId: (await byEmail(lead, "m@shop.io")).leadId, kinds: ["linked"] });
    expect(entries.map((e: Message) => e.detail)).toEqual([visitor, user]);
  });

  it("does not make a second lead when a person takes another address", async () => {
    const { tenantId, lead } = newTenant();
    const user = randomUUID();
    await identified(tenantId, user, "one@shop.io");
    await until("the lead", async () => (await byEmail(lead, "one@shop.io")).userId === user);
    await identified(tenantId, user, "two@shop.io");
    await until("all is worked off", async () => (await stack.pool().query("SELECT 1 FROM lead_work")).rowCount === 0);
    expect((await lead.call("ListLeads", {})).leads).toHaveLength(1);
  });

  it("makes one lead of a capture, a sign-up and an identification at once", async () => {
    const { tenantId, lead } = newTenant();
    const users = Array.from({ length: 10 }, () => randomUUID());
    await Promise.all(
      users.flatMap((userId, i) => [
        lead.call("CaptureLead", { email: `all${i}@shop.io` }),
        tracked(stack, tenantId, userId, "user_signup", { properties: { email: `ALL${i}@shop.io` } }),
        identified(tenantId, userId, `all${i}@shop.io`),
      ]),
    );
    await until("every link", async () => {
      const { leads } = await lead.call("ListLeads", { pageSize: 100 });
      return users.every((u) => leads.some((l: Message) => l.userId === u));
    });
    await until("all is worked off", async () => (await stack.pool().query("SELECT 1 FROM lead_work")).rowCount === 0);
    expect((await lead.call("ListLeads", { pageSize: 100 })).leads).toHaveLength(10);
  });
});

describe("behaviour", () => {
  it("moves the score up to qualified and, with time, down again; a person's word stays", async () => {
    const { tenantId, lead } = newTenant();
    const [user, kept] = [randomUUID(), randomUUID()];
    const fields = {
      jobTitle: "CEO",
      properties: {
        fields: { company_size: { kind: "numberValue", numberValue: 500 }, industry: { kind: "stringValue", stringValue: "saas" } },
      },
    };
    const a = (await lead.call("CaptureLead", { email: "hot@corp.io", userId: user, ...fields })).lead.leadId;
    const b = (await lead.call("CaptureLead", { email: "kept@corp.io", userId: kept, ...fields })).lead.leadId;
    const of = async (leadId: string): Promise<Message> => (await lead.call("GetLead", { leadId })).lead;
    await until("the first scores", async () => (await of(a)).score === 0.6 && (await of(b)).score === 0.6);
    // 20 points, two half-lives ago: 0.6 + 0.25 · 0.5 · 0.25 + 0.15 · 0.25 = 0.66875; then now: 0.6 + 0.25 · 0.75 + 0.15
    await tracked(stack, tenantId, user, "demo_requested", { timestamp: iso(Date.now() - 28 * day) });
    await until("the old event", async () => Math.abs((await of(a)).score - 0.66875) < 0.001);
    expect(await of(a)).toMatchObject({ qualified: false });
    await tracked(stack, tenantId, user, "demo_requested", { isBot: true });
    await tracked(stack, tenantId, user, "demo_requested", { contextActive: false });
    for (const who of [user, kept]) await tracked(stack, tenantId, who, "demo_requested");
    await until("qualified", async () => (await of(a)).qualified && (await of(b)).qualified);
    expect((await of(a)).score).toBeCloseTo(0.9375, 3);
    expect(await of(a)).toMatchObject({ qualifiedBy: "threshold", status: "LEAD_STATUS_NEW" });
    await lead.call("MarkContacted", { leadId: b });
    await lead.call("QualifyLead", { leadId: b, reason: "spoke to them" });
    // Time passes: the facts are moved back, as nobody waits for weeks.
    await stack.pool().query("UPDATE behaviour SET last_at = last_at - interval '60 days' WHERE tenant_id = $1", [tenantId]);
    await until("decay", async () => !(await of(a)).qualified);
    await until("decay of the other", async () => (await of(b)).score < 0.7);
    expect((await of(a)).score).toBeLessThan(0.7);
    expect(await of(b)).toMatchObject({ qualified: true, qualifiedBy: "manual", status: "LEAD_STATUS_QUALIFIED" });
    const why = await lead.call("ExplainScore", { leadId: a });
    const sum = why.factors.reduce((s: number, f: Message) => s + f.contribution, 0);
    expect(Math.abs(sum - why.score)).toBeLessThan(1e-6);
    expect(why.factors.find((f: Message) => f.factor === "inactivity").contribution).toBeLessThan(0);
    const { entries } = await lead.call("GetLeadHistory", { leadId: a, kinds: ["qualified", "disqualified"] });
    expect(entries.map((e: Message) => [e.kind, e.detail])).toEqual([
      ["disqualified", "threshold"],
      ["qualified", "threshold"],
    ]);
    // looked at again and again, but a score that does not move is no event
    const scored = async () => (await lead.call("GetLeadHistory", { leadId: a, kinds: ["scored"] })).entries.length;
    const before = await scored();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await scored()) - before).toBeLessThanOrEqual(1);
  });

  it("counts what was done before the merge", async () => {
    const { tenantId, lead } = newTenant();
    const [visitor, user] = [randomUUID(), randomUUID()];
    await tracked(stack, tenantId, visitor, "demo_requested");
    await identified(tenantId, user, "later@corp.io");
    const score = async () => (await byEmail(lead, "later@corp.io")).score as number;
    await until("a score without behaviour", async () => (await score()) === 0.15);
    await merged(tenantId, user, visitor);
    await until("a score with the visitor's behaviour", async () => (await score()) > 0.4);
    await merged(tenantId, user, visitor, "UserUnmerged");
    await until("a score without it again", async () => (await score()) < 0.2);
  });
});

describe("after a crash", () => {
  it("loses nothing, does nothing twice, and its views are what a rebuild makes them", async () => {
    const { tenantId, lead } = newTenant();
    const users = Array.from({ length: 30 }, () => randomUUID());
    for (const [i, u] of users.entries()) await tracked(stack, tenantId, u, "user_signup", { properties: { email: `crash${i}@x.io` } });
    await stack.service().kill();
    for (const [i, u] of users.entries()) await identified(tenantId, u, `crash${i}@x.io`);
    await stack.restart("lead", { SCORE_DECAY_AFTER_MS: "86400000" });
    await until("every lead", async () => (await lead.call("ListLeads", { pageSize: 100 })).leads.length === 30);
    await until("all is worked off", async () => (await stack.pool().query("SELECT 1 FROM lead_work")).rowCount === 0);
    const { leads } = await lead.call("ListLeads", { pageSize: 100 });
    expect(new Set(leads.map((l: Message) => l.userId))).toEqual(new Set(users));
    expect((await stack.pool().query("SELECT 1 FROM parked_events")).rowCount).toBe(0);
    expect((await stack.pool().query("SELECT 1 FROM dead_letters")).rowCount).toBe(0);
    const operations = stack.operator();
    const last = async (rpc: string, request: object): Promise<Message> => {
      let message: Message;
      for await (const m of operations.stream(rpc, request)) message = m;
      return message;
    };
    // `behaviour` was moved by hand above; its rebuild puts it right, and a rebuild asks for nothing to be done again.
    const appended = async () => Number((await stack.pool().query("SELECT max(position) AS n FROM event_log")).rows[0].n);
    for (const name of ["behaviour", "leads", "people"]) await last("RebuildView", { name });
    expect((await stack.pool().query("SELECT 1 FROM lead_work")).rowCount).toBe(0);
    const before = await appended();
    for (const name of ["leads", "people", "behaviour", "scoring_models"]) {
      const verdict = await last("VerifyViews", { names: [name] });
      expect(JSON.stringify(verdict), name).toContain('"equal":true');
    }
    expect(await appended()).toBe(before);
    expect((await lead.call("ListLeads", { pageSize: 100 })).leads).toHaveLength(30);
  });
});
