import { type DescService, fromJson, type JsonObject } from "@bufbuild/protobuf";
import { contracts } from "@marketing/client/services";
import { expect, test } from "vitest";
import { gathering } from "./facts.ts";
import { groundwork } from "./plan.ts";
import { aftermath } from "./planAfter.ts";
import { type SimulationOptions, simulate, worldOf } from "./simulate.ts";

const week = 7 * 86_400_000;
const options: SimulationOptions = { seed: 3, days: 7, events: 4_000, end: new Date("2026-01-01T00:00:00Z") };

const played = (change: Partial<SimulationOptions> = {}) => {
  const all = { ...options, ...change };
  const { lines, facts } = gathering(simulate(all));
  const traffic = [...lines];
  const { first, later } = aftermath(worldOf(all), facts, all.end, all.days);
  return { traffic, facts, steps: [...groundwork(), ...first, ...later].flat() };
};
const idsOf = (steps: ReturnType<typeof played>["steps"]) =>
  steps.flatMap(({ request }) => (request.requestId === undefined ? [] : [String(request.requestId)]));

test("the same options give the same calls, each with a request id of its own", () => {
  const [one, two] = [played(), played()];
  expect(JSON.stringify(two.steps)).toBe(JSON.stringify(one.steps));
  const ids = idsOf(one.steps);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(one.steps.length).toBeGreaterThan(100);
});

test("every call exists and has only fields that its request has", () => {
  for (const { api, call, request, lead } of played().steps) {
    const { service }: { readonly service: DescService } = contracts[api];
    expect(Object.keys(service.method)).toContain(call);
    const { input } = service.method[call]!;
    expect(() => fromJson(input, JSON.parse(JSON.stringify(request)) as JsonObject)).not.toThrow();
    if (lead !== undefined) expect(Object.keys(input.field)).toContain("leadId");
  }
});

test("a world that ends whole weeks later tells the same story under other ids", () => {
  const [one, later] = [played(), played({ end: new Date(options.end.getTime() + 3 * week) })];
  const names = ({ traffic }: typeof one) =>
    traffic.map((line) => [JSON.parse(line).type, JSON.parse(line).event, JSON.parse(line).userId]);
  expect(names(later)).toEqual(names(one));
  const told = ({ steps }: typeof one) =>
    steps.map(({ api, call, lead, request }) => ({
      api,
      call,
      lead,
      spend: request.spendMicros,
      value: request.valueMicros,
      clicks: request.clicks,
    }));
  expect(told(later)).toEqual(told(one));
  const ground = groundwork().flat().length;
  const fresh = new Set(idsOf(one.steps.slice(ground)));
  expect(idsOf(later.steps.slice(ground)).filter((id) => fresh.has(id))).toEqual([]);
});

test("the plan follows from the traffic: landings are clicks, purchases are conversions", () => {
  const { facts, steps, traffic } = played();
  const calls = traffic.map((line) => JSON.parse(line));
  const landed = calls.filter(({ type, context }) => type === "page" && context?.campaign?.name === "revops-q4").length;
  const reports = steps.filter(
    ({ call, request }) => call === "reportPerformance" && request.adCampaignId === "0a6f1f52-8d0e-4c1b-8c02-5b1d7e4f1a03",
  );
  expect(reports.length).toBe(7);
  expect(Number(reports.at(-1)!.request.clicks)).toBe(landed);
  const totals = reports.map(({ request }) => Number(request.spendMicros));
  expect(totals).toEqual([...totals].sort((a, b) => a - b));
  const buyers = new Set(calls.filter(({ event }) => event === "purchase").map(({ userId }) => userId));
  expect(steps.filter(({ call }) => call === "convertLead").length).toBe(buyers.size);
  expect(buyers.size).toBe(facts.purchases.length);
  const served = calls.filter(({ event }) => event === "content_served").length;
  const engaged = calls.filter(({ event }) => event === "content_engaged").length;
  expect(engaged).toBeGreaterThan(served / 10);
  expect(engaged).toBeLessThan(served / 2);
});

test("what is gathered stays bounded, and duplicates count once where people are meant", () => {
  const line = (n: number) =>
    JSON.stringify({ type: "identify", userId: `u${n}`, receivedAt: "2026-01-01T00:00:00Z", traits: { email: `a${n}@x.example` } });
  const { lines, facts } = gathering([line(1), line(1), ...Array.from({ length: 2_000 }, (_, i) => line(i))]);
  expect([...lines]).toHaveLength(2_002);
  expect(facts.signups.length).toBe(600);
});
