import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { describe, expect, it, test } from "vitest";
import { bucketOf, type Count, evaluate, type RuleFacts } from "./evaluate.ts";
import { parseRule, storedRule } from "./parseRule.ts";
import { countersOf } from "./rule.ts";

const now = Date.parse("2026-06-01T12:00:00Z");
const [hour, day] = [3_600_000, 86_400_000];
const problems = (json: JsonValue): ReadonlyArray<string> => parseRule(json).problems.map((p) => `${p.path}: ${p.message}`);
const known = (over: Partial<RuleFacts> = {}): RuleFacts => ({
  userId: "0190a0b0-0000-7000-8000-00000000000a",
  traits: {},
  segments: new Set(),
  added: false,
  counts: new Map(),
  ...over,
});
const verdict = (json: JsonValue, over: Partial<RuleFacts> = {}, at = now) => evaluate(storedRule(json), known(over), at);
test("names in a rule are measured in what people count", () => {
  const trait = (n: number) => problems({ trait: "\u{1f600}".repeat(n), op: "exists" });
  expect([trait(255), trait(256)]).toEqual([[], ["rule.trait: must be a text of 1 to 255 characters"]]);
});

/** What the rule's first counter has counted, as ago in ms. */
const did = (json: JsonValue, ...ago: number[]): { counts: ReadonlyMap<string, Count> } => {
  const counter = countersOf(storedRule(json))[0]!;
  return {
    counts: new Map([
      [
        counter.counterId,
        {
          total: ago.length,
          latest: ago
            .map((a) => now - a)
            .sort((a, b) => b - a)
            .slice(0, counter.keep),
        },
      ],
    ]),
  };
};

describe("a rule is read", () => {
  it("with everything that is wrong at once, by its path", () => {
    const json = {
      and: [
        { trait: "", op: "like", value: 1 },
        { performed: "x", at_least: 0, within: "1y", wher: {} },
        { not: { or: [] } },
        { last_performed: "login" },
        { manual: false },
        { random_percent: 101 },
        { and: [], or: [] },
        { trait: "born", op: "lt", value: "yesterday", as: "date" },
        7,
      ],
    };
    expect(problems(json)).toEqual([
      "rule.and[0].op: must be one of eq, ne, gt, gte, lt, lte, exists, contains, in, starts_with",
      "rule.and[0].trait: must be a text of 1 to 255 characters",
      "rule.and[1].wher: is nothing that goes with performed",
      'rule.and[1].within: must be a window of up to five years, as "90m", "36h", "30d" or "2w"',
      "rule.and[1].at_least: must be a whole number from 1 to 1024 in a window",
      "rule.and[2].not.or: must be a list of 1 to 50 rules",
      "rule.and[3]: exactly one of within and not_within is required",
      "rule.and[4].manual: must be true",
      "rule.and[5].random_percent: must be a number over 0, up to 100",
      "rule.and[6]: must have exactly one of and, or, not, trait, performed, last_performed, in_segment, manual, random_percent",
      "rule.and[7].value: must be an RFC 3339 date or time",
      "rule.and[8]: must be an object",
    ]);
  });

  it("only when it is neither too deep nor too large", () => {
    let deep: JsonValue = { manual: true };
    for (let i = 0; i < 10; i++) deep = { not: deep };
    expect(problems(deep)).toEqual([`rule${".not".repeat(10)}: must be at most 10 deep`]);
    const wide = { or: Array.from({ length: 40 }, () => ({ and: [{ manual: true }, { manual: true }] })) };
    expect(problems(wide)).toEqual(["rule: must have at most 100 nodes"]);
    expect(problems({ or: Array.from({ length: 51 }, () => ({ manual: true })) })).toEqual(["rule.or: must be a list of 1 to 50 rules"]);
  });

  it("whatever strange JSON it is", () => {
    for (const json of [
      null,
      1,
      "x",
      [],
      {},
      { __proto__: null },
      { and: {} },
      { and: null },
      { trait: {}, op: [], value: {} },
      { performed: null, where: [] },
    ])
      expect(parseRule(json as JsonValue).problems.length).toBeGreaterThan(0);
  });

  it("counting the same for the same, whatever the order of properties", () => {
    const one = countersOf(storedRule({ performed: "buy", where: { a: 1, b: "x" }, at_least: 3, within: "1d" }));
    const two = countersOf(
      storedRule({ or: [{ performed: "buy", where: { b: "x", a: 1 }, at_least: 4, within: "30d" }, { manual: true }] }),
    );
    expect(one).toEqual(two);
    expect(one[0]).toMatchObject({ eventName: "buy", keep: 4 });
  });
});

describe("traits", () => {
  const traits: JsonObject = {
    plan: "pro",
    n: 5,
    zero: 0,
    yes: true,
    none: null,
    tags: ["a", 2],
    born: "2000-02-29",
    seen: "2026-05-01T10:00:00+02:00",
    address: { city: "Bonn" },
    "a.b": 1,
  };
  it.each([
    ["plan", "eq", "pro", true],
    ["plan", "eq", "Pro", false],
    ["plan", "ne", "free", true],
    ["absent", "ne", "free", true],
    ["absent", "eq", null, false],
    ["none", "eq", null, true],
    ["n", "eq", 5, true],
    ["n", "eq", "5", false],
    ["n", "gt", 4.9, true],
    ["n", "gt", 5, false],
    ["n", "gte", 5, true],
    ["n", "lt", "9", false],
    ["zero", "lte", 0, true],
    ["plan", "gt", "basic", true],
    ["plan", "lt", "zero", true],
    ["absent", "lt", 1, false],
    ["yes", "eq", true, true],
    ["yes", "eq", "true", false],
    ["absent", "exists", false, true],
    ["none", "exists", true, true],
    ["plan", "contains", "r", true],
    ["tags", "contains", "a", true],
    ["tags", "contains", 2, true],
    ["tags", "contains", "2", false],
    ["n", "contains", 5, false],
    ["plan", "in", ["free", "pro"], true],
    ["n", "in", ["5", 6], false],
    ["plan", "starts_with", "pr", true],
    ["n", "starts_with", "5", false],
    ["address.city", "eq", "Bonn", true],
    ["a.b", "eq", 1, true],
    ["address.street", "exists", true, false],
    ["plan.length", "exists", true, false],
    ["constructor", "exists", true, false],
  ] as ReadonlyArray<[string, string, JsonValue, boolean]>)("%s %s %j: %s", (trait, op, value, holds) => {
    expect(verdict({ trait, op, value }, { traits })).toEqual({ holds, next: null });
  });

  it.each([
    ["born", "lt", "2000-03-01", true],
    ["born", "eq", "2000-02-29T00:00:00Z", true],
    ["seen", "eq", "2026-05-01T08:00:00Z", true],
    ["seen", "gte", "2026-05-01T08:00:01Z", false],
    ["plan", "lt", "2000-03-01", false],
    ["plan", "ne", "2000-03-01", true],
    ["n", "gt", "2000-03-01", false],
  ] as ReadonlyArray<[string, string, JsonValue, boolean]>)("as dates: %s %s %s: %s", (trait, op, value, holds) => {
    expect(verdict({ trait, op, value, as: "date" }, { traits }).holds).toBe(holds);
  });
});

describe("behaviour", () => {
  it("counts in a window, and says when the window lets go", () => {
    const rule = { performed: "buy", at_least: 2, within: "7d" };
    expect(verdict(rule)).toEqual({ holds: false, next: null });
    expect(verdict(rule, did(rule, day))).toEqual({ holds: false, next: null });
    expect(verdict(rule, did(rule, day, 6 * day, 8 * day))).toEqual({ holds: true, next: now + day });
    expect(verdict(rule, did(rule, day, 7 * day))).toEqual({ holds: false, next: null });
    expect(verdict(rule, did(rule, day, 7 * day - 1))).toEqual({ holds: true, next: now + 1 });
  });

  it("counts for ever without a window", () => {
    const rule = { performed: "buy", at_least: 3 };
    expect(verdict(rule, did(rule, 1, 2)).holds).toBe(false);
    expect(verdict(rule, did(rule, 1, 2, 900 * day))).toEqual({ holds: true, next: null });
  });

  it("knows the last time", () => {
    const within = { last_performed: "login", within: "14d" };
    const not = { last_performed: "login", not_within: "14d" };
    expect([verdict(within), verdict(not)]).toEqual([
      { holds: false, next: null },
      { holds: false, next: null },
    ]);
    expect(verdict(within, did(within, 13 * day))).toEqual({ holds: true, next: now + day });
    expect(verdict(not, did(not, 13 * day))).toEqual({ holds: false, next: now + day });
    expect(verdict(within, did(within, 14 * day))).toEqual({ holds: false, next: null });
    expect(verdict(not, did(not, 14 * day))).toEqual({ holds: true, next: null });
  });
});

describe("together", () => {
  const soon = { last_performed: "a", within: "2h" };
  const later = { last_performed: "b", within: "5h" };
  const both = new Map([...did(soon, hour).counts, ...did(later, hour).counts]);
  it.each([
    ["and: as soon as either lets go", { and: [soon, later] }, { holds: true, next: now + hour }],
    ["or: only when both have", { or: [soon, later] }, { holds: true, next: now + 4 * hour }],
    ["not", { not: soon }, { holds: false, next: now + hour }],
    ["and with what never turns", { and: [soon, { manual: true }] }, { holds: false, next: null }],
    ["and of two that must both turn", { and: [{ not: soon }, { not: later }] }, { holds: false, next: now + 4 * hour }],
    ["or with what always holds", { or: [soon, { not: { manual: true } }] }, { holds: true, next: null }],
  ] as ReadonlyArray<[string, JsonValue, object]>)("%s", (_, rule, expected) => {
    expect(verdict(rule, { counts: both })).toEqual(expected);
  });

  it("looks at segments, hands and chance", () => {
    expect(verdict({ in_segment: "vip" }, { segments: new Set(["vip"]) }).holds).toBe(true);
    expect(verdict({ in_segment: "vip" }, { segments: new Set(["VIP"]) }).holds).toBe(false);
    expect(verdict({ manual: true }, { added: true }).holds).toBe(true);
    const users = Array.from({ length: 10_000 }, (_, i) => `0190a0b0-0000-7000-8000-${String(i).padStart(12, "0")}`);
    const tenth = users.filter((userId) => verdict({ random_percent: 10 }, { userId }).holds);
    const fifth = users.filter((userId) => verdict({ random_percent: 20 }, { userId }).holds);
    const other = users.filter((userId) => verdict({ random_percent: 10, salt: "b" }, { userId }).holds);
    expect(tenth.length).toBeGreaterThan(900);
    expect(tenth.length).toBeLessThan(1_100);
    expect(tenth.every((u) => fifth.includes(u))).toBe(true);
    expect(other.filter((u) => tenth.includes(u)).length).toBeLessThan(200);
    expect(users.every((u) => verdict({ random_percent: 100 }, { userId: u }).holds && bucketOf(u, "") < 100)).toBe(true);
  });
});
