import type { JsonObject } from "@marketing/shared/base/json";
import { describe, expect, it } from "vitest";
import { noFields } from "../lead/fields.ts";
import { evolve, initialLead, type LeadState } from "../lead/state.ts";
import { companySizeOf, rangeOf } from "./companySize.ts";
import { defaultModel } from "./defaultModel.ts";
import { addressKind } from "./domains.ts";
import { type Behaviour, noBehaviour, scoreLead } from "./score.ts";
import { seniorityOf } from "./seniority.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 0, 31);
const lead = (fields: { email?: string | null; jobTitle?: string | null }, properties: JsonObject = {}): LeadState =>
  evolve(initialLead, {
    type: "lead_captured",
    data: {
      leadId: "l",
      ...noFields,
      properties,
      source: null,
      campaignId: null,
      userId: null,
      linkedUserId: null,
      createdAt: now,
      origin: "api",
      importId: null,
      at: now,
      ...fields,
    },
  });
const scoreOf = (l: LeadState, behaviour: Behaviour = noBehaviour, at = now) => {
  const scored = scoreLead(defaultModel, l, behaviour, at);
  const sum = scored.factors.reduce((total, f) => total + f.contribution, 0);
  expect(Math.abs(sum - scored.score)).toBeLessThan(1e-9);
  expect(scored.score).toBeGreaterThanOrEqual(0);
  expect(scored.score).toBeLessThanOrEqual(1);
  return scored;
};
const perfect = lead({ email: "a@acme.io", jobTitle: "CEO & Founder" }, { company_size: "201-1000", industry: "SaaS" });

describe("the default model", () => {
  it("adds up to one at most", () => {
    expect(defaultModel.factors.reduce((sum, f) => sum + f.weight, 0)).toBeCloseTo(1, 12);
  });
  it("needs more than form fields to qualify, and less than everything", () => {
    expect(scoreOf(perfect).score).toBe(0.6);
    const signed = scoreOf(perfect, { lastAt: now, kinds: { user_signup: 1 } }).score;
    expect(signed).toBeGreaterThan(0.7);
    expect(signed).toBeLessThan(0.95);
  });
  it("does not go below zero for a throw-away address, and says why", () => {
    const { score, factors } = scoreOf(lead({ email: "x@mailinator.com" }));
    expect(score).toBe(0);
    expect(factors.find((f) => f.factor === "email")).toMatchObject({ contribution: -0.15, reason: "address disposable" });
    expect(factors.find((f) => f.factor === "limit")?.contribution).toBe(0.15);
  });
  it("decays with inactivity: half after the half-life", () => {
    const did: Behaviour = { lastAt: now, kinds: { demo_requested: 2, page_view: 7 } };
    const of = (days: number) => {
      const { factors } = scoreOf(perfect, did, now + days * day);
      const c = (name: string) => factors.find((f) => f.factor === name)?.contribution ?? 0;
      return { activity: c("activity") + c("inactivity"), recency: c("recency") };
    };
    expect(of(14).activity).toBeCloseTo(of(0).activity / 2, 9);
    expect(of(28).activity).toBeCloseTo(of(0).activity / 4, 9);
    expect(of(14).recency).toBeCloseTo(0.075, 9);
    const scores = Array.from({ length: 60 }, (_, d) => scoreOf(perfect, did, now + d * day).score);
    for (const [i, s] of scores.entries()) if (i > 0) expect(s).toBeLessThan(scores[i - 1]!);
    expect(scores.findIndex((s) => s < 0.7)).toBeGreaterThan(0);
  });
  it("never falls by doing more", () => {
    let last = 0;
    for (let n = 0; n <= 200; n++) {
      const { score } = scoreOf(perfect, { lastAt: now, kinds: n === 0 ? {} : { page_view: n } });
      expect(score).toBeGreaterThanOrEqual(n === 0 ? 0 : last);
      last = n === 0 ? 0 : score;
    }
  });
  it("adds up whatever the lead is", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const pick = <A>(xs: ReadonlyArray<A>): A => xs[Math.floor(random() * xs.length)]!;
    for (let i = 0; i < 500; i++)
      scoreOf(
        lead(
          { email: pick([null, "a@gmail.com", "a@yopmail.com", "a@b.io"]), jobTitle: pick([null, "intern", "VP Sales", "CTO", "Baker"]) },
          { company_size: pick([null, 3, "11-50", "10k+", "many", {}]), industry: pick([null, "SaaS", "bakery", 5]) },
        ),
        { lastAt: now - random() * 90 * day, kinds: { [pick(["page_view", "user_signup", "x"])]: Math.floor(random() * 50) + 1 } },
      );
  });
});

describe("what it reads", () => {
  it.each([
    ["ann@gmail.com", "free"],
    ["ann@GMX.de", "free"],
    ["ann@mail.yahoo.com", "free"],
    ["ann@mailinator.com", "disposable"],
    ["ann@x.mailinator.com", "disposable"],
    ["ann@acme.com", "business"],
    ["ann@notgmail.com", "business"],
  ])("%s is %s", (email, kind) => expect(addressKind(email)).toBe(kind));

  it.each([
    ["CEO", "executive"],
    ["Co-Founder & CTO", "executive"],
    ["C.E.O.", "executive"],
    ["Vice President Sales", "vice_president"],
    ["SVP, Marketing", "vice_president"],
    ["Head of IT", "director"],
    ["Product Manager", "manager"],
    ["Senior Engineer", "senior"],
    ["Marketing Intern", "junior"],
    ["Assistant to the CEO", "junior"],
    ["Baker", "other"],
    ["Ctoria", "other"],
    ["Owner", "executive"],
    ["Business Owner", "executive"],
    ["Co-Owner", "executive"],
    ["Owner, Bluebird Bakery", "executive"],
    ["Owner of a bakery", "executive"],
    ["Owner/Operator", "executive"],
    ["Product Owner", "other"],
    ["Technical Product Owner", "other"],
    ["Senior Product Owner", "senior"],
    ["Process Owner", "other"],
    ["Data Owner & Steward", "other"],
    ["Owner's assistant", "junior"],
    ["Owner’s Representative", "other"],
    ["Owner Relations Manager", "manager"],
    ["Vice President's secretary", "junior"],
    ["Secretary to the Vice President", "junior"],
    ["Executive Assistant to CEO", "junior"],
    ["Advisor to the President", "other"],
    ["Office of the CEO", "other"],
    ["CEO Office", "other"],
    ["Assistentin der Geschäftsführung", "junior"],
    ["Mitglied der Geschäftsleitung", "executive"],
    ["Geschäftsführerin", "executive"],
    ["Member of the Board", "executive"],
    ["President Sales EMEA", "executive"],
    ["Leiter Einkauf", "director"],
    ["Assistant Vice President", "vice_president"],
    ["Assistant Director of Sales", "director"],
    ["Partner", "executive"],
    ["Managing Partner", "executive"],
    ["HR Business Partner", "other"],
    ["Partner Marketing Manager", "manager"],
    ["Channel Partner Lead", "manager"],
    ["Founder's Associate", "other"],
    ["Founding Engineer", "other"],
    ["Co-Founder & VP Product", "executive"],
    ["Former CEO", "other"],
    ["Ex-CTO, Baker", "other"],
    ["Lead Generation Specialist", "other"],
    ["Lead Developer", "manager"],
    ["Director of Student Affairs", "director"],
    ["Women's Fashion Director", "director"],
    ["Head of Owner Success", "director"],
    ["Chief of Staff to the CEO", "executive"],
    ["Chief of Staff", "executive"],
    ["Internal Auditor", "other"],
    ["Mrs.", null],
    ["Prof. Dr.", null],
  ])("%s is %s", (title, rank) => expect(seniorityOf(title)).toBe(rank));

  it.each([
    [250, 250],
    ["250", 250],
    ["51-200", 125.5],
    ["1,001 - 5,000", 3000.5],
    ["10k+", 10_000],
    ["> 500", 500],
    ["1M+", 1_000_000],
    ["10k-50k", 30_000],
    ["10-50k", 30_000],
    ["10K – 50K employees", 30_000],
    ["500-1k", 750],
    ["1,000-5,000", 3_000],
    ["1.000 - 5.000", 3_000],
    ["1 001 – 5 000", 3_000.5],
    ["5000+", 5_000],
    [">10000", 10_000],
    ["10,001+ employees", 10_001],
    ["<10", 10],
    ["1.5k", 1_500],
    ["1,5k", 1_500],
    ["2 million", 2_000_000],
    ["1-10", 5.5],
    ["0-1", 1],
    ["Self-employed", 1],
    ["self employed", 1],
    ["Freelancer", 1],
    ["Selbständig", 1],
    ["5 managers", 5],
    ["self-service", null],
    ["many", null],
    [0, null],
    [Number.NaN, null],
    [null, null],
  ])("a company of %s has %s people", (value, size) => expect(companySizeOf(value)).toBe(size));

  it("finds the range", () => {
    const ranges = ["1-10", "11-50", "51-200", "201-1000", "1001+"];
    expect([1, 10, 10.5, 11, 200, 1_000, 1_000.5, 1_001, 1e6].map((n) => rangeOf(n, ranges))).toEqual([
      "1-10",
      "1-10",
      "1-10",
      "11-50",
      "51-200",
      "201-1000",
      "201-1000",
      "1001+",
      "1001+",
    ]);
  });
});
