import type { JsonObject } from "@marketing/shared/base/json";
import { describe, expect, it } from "vitest";
import { keywordsOf, normalizeKeywords } from "./keywords.ts";
import { type Experience, outlookOf } from "./outlook.ts";
import { planText } from "./plan.ts";
import { itemsOf, planOf, resultsOf } from "./results.ts";
import { evolveAd, evolveCampaign, noAd, noCampaign, type PastAd, type PastCampaign } from "./state.ts";

const day = 86_400_000;
const finished: PastCampaign = {
  ...noCampaign,
  name: "Spring launch",
  channels: ["email", "linkedin"],
  currency: "EUR",
  budget: 5_000_000_000,
  startedAt: 10 * day,
  endedAt: 30 * day + 1_999,
  finished: "completed",
};
const ad = (platform: PastAd["platform"], metrics: Partial<NonNullable<PastAd["metrics"]>> = {}, more: Partial<PastAd> = {}): PastAd => ({
  ...noAd,
  platform,
  metrics: { impressions: 0, clicks: 0, conversions: 0, spend: 0, revenue: 0, ...metrics },
  ...more,
});

describe("words", () => {
  it("are the same however they were written, and tell of nobody", () => {
    expect(normalizeKeywords(["  CTO ", "cto", "Chief\n Officer", "", "b"])).toEqual(["b", "Chief Officer", "CTO"]);
    expect(
      normalizeKeywords([
        "anna@example.com",
        "call +49 (170) 123-45 67",
        "https://x.io/?u=1",
        "0190a0b0-0000-7000-8000-00000000000a",
        "plan 2026",
        "\ud83d\ude80 rockets",
      ]),
    ).toEqual(["plan 2026", "\ud83d\ude80 rockets"]);
    expect(keywordsOf({ traits: { plan: "pro", vip: true, seen: false }, segments: ["b", "a"], size: 9 }, new Set(["size"]))).toEqual([
      "a",
      "b",
      "pro",
      "vip",
    ]);
    expect(normalizeKeywords(Array.from({ length: 500 }, (_, i) => `w${i}`))).toHaveLength(60);
    expect(normalizeKeywords(Array.from({ length: 50 }, (_, i) => `${i} ${"x".repeat(500)}`)).join("").length).toBeLessThanOrEqual(2_000);
  });
});

describe("the text of a plan", () => {
  const created = (config: JsonObject) =>
    evolveCampaign(noCampaign, {
      type: "campaign_created",
      data: {
        ...{ campaignId: "c", name: " Spring ", type: "lead_gen", config, budget: 2_000_000_000, dailyBudget: null, currency: "USD" },
        ...{ createdBy: "user:x", createdAt: 0 },
      },
    });
  it("does not depend on the order of what was planned, and leaves out whom nobody aims at", () => {
    const one = {
      channels: ["web", "email"],
      theme: "privacy first",
      audience: { segments: ["vip", "cto"], exclude_segments: ["churned"] },
    };
    const two = { audience: { exclude_segments: ["x"], segments: ["cto", "vip"] }, channels: ["email", "web"], theme: "privacy first" };
    const text = planText(planOf(created(one), []));
    expect(planText(planOf(created(two), []))).toBe(text);
    expect(text).toBe("Spring\nfor leads\non email, web\nto cto, vip\nabout privacy first\nwith thousands");
  });
  it("has the audiences and titles of the ads", () => {
    const made = evolveAd(noAd, {
      type: "ad_campaign_created",
      data: {
        ...{ adCampaignId: "a", campaignId: "c", name: "", platformCampaignId: null, currency: "USD", createdAt: 0 },
        platform: "linkedin",
        audienceConfig: { job_titles: ["CTO"], age_min: 30, size: 900 },
        creatives: [{ variantId: "v", contentId: null, contentVersion: 0, weight: 100, data: { title: "Try it", cta: "x" } }],
      },
    });
    expect(made).toMatchObject({ audience: ["age min 30", "CTO"], size: 900, creatives: ["Try it"] });
    const text = planText(planOf(finished, [made]));
    expect(text).toBe("Spring launch\nfor leads\non linkedin, email\nto age min 30, CTO\nabout Try it\nwith thousands\nover weeks");
  });
  it("takes whatever a caller calls a channel", () => {
    const plan = { ...planOf(noCampaign, []), type: null, channels: ["toString", "google_ads"], platforms: ["google_ads" as const] };
    expect(planText(plan)).toBe("on google ads, toString\nwith unlimited");
  });
  it.each([
    [99_999_999, "tens"],
    [100_000_000, "hundreds"],
    [1_000_000_000_000_000, "millions"],
    [null, "unlimited"],
  ])("has the budget's order of magnitude: %s micros", (budget, words) =>
    expect(planText(planOf({ ...finished, budget }, []))).toMatch(new RegExp(`^with ${words}$`, "m")),
  );
});

describe("results", () => {
  it("of several platforms make exactly the campaign's", () => {
    const c = { ...finished, spent: 1_000_000_000_000_001, revenue: 100 };
    const ads = [
      ad("linkedin", { spend: 1, clicks: 10, conversions: 4 }),
      ad("google_ads", { spend: 1, clicks: 30, conversions: 5 }),
      ad("producthunt", { spend: 1 }),
      ad("google_ads", { clicks: 10 }),
    ];
    const results = resultsOf(c, ads);
    expect(results.map((r) => [r.platform, r.spent, r.revenue, r.conversionRate])).toEqual([
      ["google_ads", 333_333_333_333_335, 56, 0.125],
      ["linkedin", 333_333_333_333_333, 44, 0.4],
      ["producthunt", 333_333_333_333_333, 0, null],
    ]);
    expect(results.reduce((sum, r) => sum + r.spent, 0)).toBe(c.spent);
  });
  it("are scored as the leaderboard scores", () => {
    const [only] = resultsOf({ ...finished, spent: 30, revenue: 90 }, [ad("linkedin", { clicks: 2, conversions: 5 })]);
    expect(only).toMatchObject({ performanceScore: 0.75, conversionRate: 1 });
    expect(resultsOf({ ...finished }, [ad("linkedin", { impressions: 1 })])[0]).toMatchObject({
      performanceScore: null,
      conversionRate: null,
    });
  });
  it("count an audience once", () => {
    const same = { audience: ["cto"], size: 100 };
    const [only] = resultsOf({ ...finished, spent: 1 }, [
      ad("linkedin", {}, same),
      ad("linkedin", {}, same),
      ad("linkedin", {}, { size: 7 }),
    ]);
    expect(only!.audienceSize).toBe(107);
  });
  it("are none of a campaign that goes on, or that did nothing", () => {
    expect(resultsOf({ ...finished, finished: null, spent: 5 }, [])).toEqual([]);
    expect(resultsOf(finished, [ad("linkedin")])).toEqual([]);
  });
  it("become items with nothing but the figures there are", () => {
    expect(itemsOf("c1", { ...finished, spent: 5 }, [])).toEqual([
      {
        id: "c1#linkedin",
        text: expect.stringContaining("Spring launch\n"),
        metadata: { platform: "linkedin", campaign_type: "lead_gen", finished_at: 2_592_001, performance_score: 0 },
      },
    ]);
    expect(itemsOf("c1", { ...finished, channels: ["linkedin", "google_ads"], spent: 5 }, []).map((i) => i.id)).toEqual(["c1#none"]);
  });
});

describe("an outlook", () => {
  const experience = (campaignId: string, score: number, result: Partial<Experience["result"]>, currency = "USD"): Experience => ({
    campaignId,
    currency,
    score,
    result: { spent: 0, conversions: 0, performanceScore: null, conversionRate: null, ...result },
  });
  it("weighs by the square of the similarity, and money by its currency", () => {
    const outlook = outlookOf(
      [
        experience("a", 0.8, { conversionRate: 0.1, spent: 100, conversions: 4 }),
        experience("a", 0.4, { conversionRate: 0.2, spent: 200 }),
        experience("b", 0.4, { spent: 9_999, conversions: 1 }, "EUR"),
        experience("c", -0.1, { conversionRate: 1 }),
      ],
      "",
    );
    expect(outlook.conversionRate).toEqual({ mean: expect.closeTo(0.12, 10), spread: expect.closeTo(0.04, 10), campaigns: 1 });
    expect(outlook).toMatchObject({ performanceScore: null, currency: "USD" });
    expect(outlook.spent).toMatchObject({ mean: expect.closeTo(120, 6), campaigns: 1 });
    expect(outlook.costPerConversion).toEqual({ mean: 25, spread: 0, campaigns: 1 });
    expect(outlookOf([], "EUR")).toMatchObject({ conversionRate: null, spent: null, currency: "EUR" });
  });
});
