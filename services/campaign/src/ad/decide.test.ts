import { Result } from "effect";
import { describe, expect, it } from "vitest";
import { audienceProblems } from "./audience.ts";
import { assignVariant, creativeProblems } from "./creatives.ts";
import { type AdCampaignCommand, adCampaignDecider, outcomeOf } from "./decide.ts";
import type { Metrics } from "./events.ts";
import { readReport } from "./reportRows.ts";
import type { AdCampaignState } from "./state.ts";

const id = "0190a0b0-0000-7000-8000-0000000000aa";
const { decide, evolve, initialState } = adCampaignDecider;
const apply = (state: AdCampaignState, c: AdCampaignCommand): AdCampaignState => {
  const d = decide(c, state);
  if (Result.isFailure(d)) throw new Error(d.failure.reason);
  return d.success.reduce(evolve, state);
};
const made = apply(initialState, {
  type: "create",
  data: {
    adCampaignId: id,
    campaignId: id,
    platform: "linkedin",
    name: "",
    platformCampaignId: null,
    audienceConfig: {},
    creatives: [],
    currency: "USD",
    createdAt: 1,
  },
});
const metrics = (asOf: number, clicks = 1): Metrics => ({ impressions: 100, clicks, conversions: 0, spend: 5, revenue: 0, asOf });

describe("reports", () => {
  const known = metrics(10, 5);
  it.each([
    [null, metrics(1), "applied"],
    [known, metrics(11, 4), "applied"],
    [known, metrics(10, 5), "unchanged"],
    [known, metrics(10, 6), "stale"],
    [known, metrics(9, 9), "stale"],
  ] as const)("%j then %j: %s", (before, report, outcome) => expect(outcomeOf(before, report)).toBe(outcome));
  it("only a later one changes anything", () => {
    const s = apply(made, { type: "report", metrics: known, currency: null });
    expect(apply(s, { type: "report", metrics: metrics(9, 9), currency: "USD" })).toEqual(s);
    expect(Result.isFailure(decide({ type: "report", metrics: metrics(11), currency: "EUR" }, s))).toBe(true);
  });
});

it("is linked once", () => {
  const linked = apply(made, { type: "link", platformCampaignId: "p1" });
  expect(apply(linked, { type: "link", platformCampaignId: "p1" })).toEqual(linked);
  expect(decide({ type: "link", platformCampaignId: "p2" }, linked)).toMatchObject({ failure: { reason: "ALREADY_LINKED" } });
});

it("an optimisation is remembered, with the creatives it changed", () => {
  const creative = { variantId: "a", contentId: null, contentVersion: 0, weight: 100, data: {} };
  const s = apply(made, { type: "optimize", kind: "raise_bid", changes: {}, creatives: [creative], now: 77 });
  expect(s).toMatchObject({ lastOptimized: 77, lastOptimization: "raise_bid", creatives: [creative] });
  expect(apply(s, { type: "optimize", kind: "x", changes: {}, creatives: null, now: 50 }).lastOptimized).toBe(77);
});

describe("variants", () => {
  const variants = [
    { variantId: "a", weight: 70 },
    { variantId: "b", weight: 20 },
    { variantId: "c", weight: 10 },
  ];
  const people = Array.from({ length: 10_000 }, (_, i) => `user-${i}`);
  const assigned = (list: typeof variants) => people.map((p) => assignVariant(id, p, list)!.variantId);
  it("are shared out by weight within two points, and the same for a person every time", () => {
    const first = assigned(variants);
    for (const { variantId, weight } of variants)
      expect(Math.abs(first.filter((v) => v === variantId).length / 100 - weight)).toBeLessThan(2);
    expect(assigned(variants)).toEqual(first);
    expect(assigned([...variants].reverse())).toEqual(first);
  });
  it("move nobody but to the variant that grew", () => {
    const before = assigned(variants);
    const after = assigned(variants.map((v) => (v.variantId === "b" ? { ...v, weight: 40 } : v)));
    for (const [i, v] of after.entries()) if (v !== before[i]) expect(v).toBe("b");
  });
  it("weigh 100 together, each once", () => {
    expect(creativeProblems(variants)).toEqual([]);
    expect(creativeProblems([...variants, { variantId: "a", weight: 1 }]).map((p) => p.field)).toEqual([
      "creatives[3].variant_id",
      "creatives",
    ]);
    expect(creativeProblems([{ variantId: "a", weight: 99 }])).toHaveLength(1);
  });
});

it("an audience is what its platform can aim at", () => {
  expect(audienceProblems({ job_titles: ["CTO"], locations: ["DE"] }, "linkedin")).toEqual([]);
  const found = audienceProblems(
    { job_titles: ["CTO"], keywords: "crm", age_min: 50, age_max: 20, toString: ["x"] } as never,
    "google_ads",
  );
  expect(found.map((v) => v.field)).toEqual([
    "audience_config.job_titles",
    "audience_config.keywords",
    "audience_config.toString",
    "audience_config.age_max",
  ]);
});

it("an audience's texts are measured in what people count", () => {
  const aimed = (field: string, n: number) =>
    audienceProblems({ locations: ["\u{1f600}".repeat(n)], [field]: "\u{20bb7}".repeat(8 * n) }, "producthunt");
  expect(aimed("notes", 250)).toEqual([]);
  expect(aimed("notes", 256).map((v) => v.field)).toEqual(["audience_config.locations", "audience_config.notes"]);
});

describe("CSV", () => {
  const now = Date.UTC(2026, 1, 1);
  it("becomes reports, and every error by its row", () => {
    const read = readReport(
      [
        "Campaign ID,as_of,Impressions,clicks,Cost,currency",
        "p1,2026-01-01,100,10,12.34,USD",
        "p2,2026-01-02T03:04:05Z,1,1,,",
        ",yesterday,-1,x,1.2345678,dollars",
        "p3,2027-01-01,1,1,1,USD",
      ].join("\n"),
      { "Campaign ID": "platform_campaign_id", Cost: "spend" },
      now,
    );
    expect(read.rows.map((r) => [r.row, r.platformCampaignId, r.metrics.spend, r.currency])).toEqual([
      [2, "p1", 12_340_000, "USD"],
      [3, "p2", 0, null],
    ]);
    expect(read.errors.map((e) => `${e.row} ${e.field}`)).toEqual([
      "4 ad_campaign_id",
      "4 as_of",
      "4 currency",
      "4 impressions",
      "4 clicks",
      "4 spend",
      "5 as_of",
    ]);
    expect(read).toMatchObject({ total: 4, failed: 2 });
  });
  it("counts the rows before a quote that is never closed, and reads semicolons", () => {
    const { rows, errors } = readReport('platform_campaign_id;as_of;impressions;clicks\np;2026-01-01;1;1\n"q;2026-01-01;1;1\n', {}, now);
    expect(rows.map((r) => [r.row, r.platformCampaignId])).toEqual([[2, "p"]]);
    expect(errors).toEqual([{ row: 0, field: "", message: "a quoted value in the record of line 3 has no end" }]);
  });
  it.each([
    ["", "no first line"],
    ["a,b\n1,2", "lacks as_of"],
    ["ad_campaign_id,as_of,impressions,clicks,clicks\n", "twice"],
    [`platform_campaign_id,as_of,impressions,clicks\n${"p,2026-01-01,1,1\n".repeat(20_001)}`, "more than 20000 rows"],
  ])("%j is no report", (csv, why) => expect(readReport(csv, {}, now).errors[0]!.message).toContain(why));
});
