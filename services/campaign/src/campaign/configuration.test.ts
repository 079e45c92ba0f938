import { expect, it } from "vitest";
import { configProblems, segmentsNamed, taskLimitOf, utmCampaignOf } from "./configuration.ts";

const fields = (config: object, type: Parameters<typeof configProblems>[1] = "lead_gen") =>
  configProblems(config as never, type).map((v) => v.field);

it("accepts what campaigns are made of, and keeps what it does not know", () => {
  const config = {
    audience: { segments: ["trial"], exclude_segments: ["customer"], traits: { plan: "pro" }, min_score: 0.5 },
    channels: ["email", "linkedin"],
    goals: { leads: 100, click_rate: 0.05 },
    task_limit: { max: 10, window_seconds: 60 },
    anything: { else: true },
  };
  expect(fields(config)).toEqual([]);
  expect(fields({})).toEqual([]);
  expect(taskLimitOf(config)).toEqual({ max: 10, windowMs: 60_000 });
  expect(segmentsNamed(config).map((s) => s.segment)).toEqual(["trial", "customer"]);
});

it("measures texts in what people count", () => {
  const named = (n: number) => fields({ utm_campaign: "\u{1f600}".repeat(n), audience: { segments: ["\u{20bb7}".repeat(n)] } });
  expect(named(50)).toEqual([]);
  expect(fields({ utm_campaign: "\u{1f600}".repeat(255) })).toEqual([]);
  expect(fields({ utm_campaign: "\u{1f600}".repeat(256) })).toEqual(["config.utm_campaign"]);
});

it("names everything that is wrong at once", () => {
  expect(
    fields({
      audience: { segments: "trial", traits: [], min_score: 2 },
      channels: ["email", "fax", "email", 7],
      goals: { leads: -1, fame: 1, click_rate: 2 },
      task_limit: { max: 0 },
      utm_campaign: " ",
    }),
  ).toEqual([
    "config.audience.segments",
    "config.audience.traits",
    "config.audience.min_score",
    "config.channels[1]",
    "config.channels[2]",
    "config.channels[3]",
    "config.goals.leads",
    "config.goals.fame",
    "config.goals.click_rate",
    "config.task_limit.max",
    "config.task_limit.window_seconds",
    "config.utm_campaign",
  ]);
  expect(fields({ audience: [], channels: {}, goals: null })).toEqual(["config.audience", "config.channels", "config.goals"]);
});

it("knows where each type of campaign can be", () => {
  expect(fields({ channels: ["google_ads"] }, "ad")).toEqual([]);
  expect(fields({ channels: ["email"] }, "ad")).toEqual(["config.channels[0]"]);
  expect(fields({ channels: ["google_ads"] }, "retention")).toEqual(["config.channels[0]"]);
  expect(fields({ channels: ["sms"] }, "content")).toEqual(["config.channels[0]"]);
});

it.each([
  ["Spring Launch 2026!", {}, "spring-launch-2026"],
  ["Été à Paris", {}, "ete-a-paris"],
  ["x", { utm_campaign: " Spring_26 " }, "spring_26"],
])("utm_campaign of %s", (name, config, utm) => expect(utmCampaignOf(name, config as never)).toBe(utm));
