import { Result } from "effect";
import { describe, expect, it } from "vitest";
import { type CampaignCommand, campaignDecider } from "./decide.ts";
import type { CampaignEvent } from "./events.ts";
import type { CampaignState } from "./state.ts";
import { type Move, moves, type Status, statuses } from "./status.ts";
import type { Terms } from "./terms.ts";

const { decide, evolve, initialState } = campaignDecider;
const day = 86_400_000;
const t0 = Date.UTC(2026, 0, 10, 12);
const campaignId = "0190a0b0-0000-7000-8000-000000000001";
const terms: Terms = { name: "Spring", type: "lead_gen", config: {}, budget: 100_000_000, dailyBudget: null, currency: "USD" };

const apply = (state: CampaignState, ...commands: ReadonlyArray<CampaignCommand>): CampaignState =>
  commands.reduce((s, c) => {
    const decision = decide(c, s);
    if (Result.isFailure(decision)) throw new Error(decision.failure.reason);
    return decision.success.reduce(evolve, s);
  }, state);
const eventsOf = (state: CampaignState, c: CampaignCommand): ReadonlyArray<CampaignEvent> => {
  const decision = decide(c, state);
  if (Result.isFailure(decision)) throw new Error(decision.failure.reason);
  return decision.success;
};
const reasonOf = (state: CampaignState, c: CampaignCommand): string | null => {
  const decision = decide(c, state);
  return Result.isFailure(decision) ? decision.failure.reason : null;
};
const move = (m: Move, now = t0): CampaignCommand => ({ type: "move", move: m, reason: "", now });
const create = (over: Partial<Terms> = {}): CampaignCommand => ({
  type: "create",
  campaignId,
  terms: { ...terms, ...over },
  createdBy: "user:k",
  now: t0,
});
const reserve = (amount: number, now = t0): CampaignCommand => ({ type: "reserve", amount, currency: null, source: "reservation", now });
const record = (amount: number): CampaignCommand => ({ type: "record", amount, currency: null, source: "bill", now: t0 });
const draft = apply(initialState, create());
const paths: Record<Status, ReadonlyArray<CampaignCommand>> = {
  draft: [],
  active: [move("start")],
  paused: [move("start"), move("pause")],
  completed: [move("start"), move("complete")],
  stopped: [move("stop")],
};
const at = (status: Status, over: Partial<Terms> = {}): CampaignState => apply(apply(initialState, create(over)), ...paths[status]);

describe("status", () => {
  const allowed = new Set([
    "draft>active",
    "active>paused",
    "paused>active",
    "active>completed",
    "paused>completed",
    "draft>stopped",
    "active>stopped",
    "paused>stopped",
  ]);
  const cells = statuses.flatMap((from) => statuses.map((to) => [from, to, allowed.has(`${from}>${to}`)] as const));
  it("has 25 cells", () => expect(cells).toHaveLength(25));
  it.each(cells)("%s > %s: %s", (from, to, may) => {
    const tried = (Object.keys(moves) as Move[]).filter((m) => moves[m].to === to);
    const results = tried.map((m) => decide(move(m), at(from)));
    expect(results.some((r) => Result.isSuccess(r))).toBe(may);
    for (const r of results)
      if (Result.isFailure(r))
        expect(r.failure).toMatchObject({ kind: "failed_precondition", reason: "ILLEGAL_TRANSITION", metadata: { from, to } });
    if (may) expect(apply(at(from), move(tried.find((m) => Result.isSuccess(decide(move(m), at(from))))!)).status).toBe(to);
  });
  it("starts from draft only and resumes from paused only", () => {
    expect(reasonOf(at("paused"), move("start"))).toBe("ILLEGAL_TRANSITION");
    expect(reasonOf(at("draft"), move("resume"))).toBe("ILLEGAL_TRANSITION");
    expect(reasonOf(initialState, move("start"))).toBe("CAMPAIGN_NOT_FOUND");
  });
});

describe("times", () => {
  it("started_at is of the first start, whatever comes after", () => {
    const s = apply(draft, move("start", t0 + 1), move("pause", t0 + 2), move("resume", t0 + 3));
    expect(s).toMatchObject({ status: "active", startedAt: t0 + 1, endedAt: null });
    expect(apply(s, move("complete", t0 + 9))).toMatchObject({ startedAt: t0 + 1, endedAt: t0 + 9 });
  });
  it("a draft that is stopped ended and never started", () =>
    expect(apply(draft, move("stop", t0 + 5))).toMatchObject({ startedAt: null, endedAt: t0 + 5 }));
  it("no end is before its start, whatever the clocks say", () =>
    expect(apply(draft, move("start", t0 + 100), move("stop", t0)).endedAt).toBe(t0 + 100));
});

describe("terms", () => {
  it("are changed until the end, the type until the start", () => {
    const update = (changes: Partial<Terms>): CampaignCommand => ({ type: "update", changes, now: t0 });
    expect(apply(draft, update({ type: "ad", name: "x" }))).toMatchObject({ type: "ad", name: "x" });
    expect(reasonOf(at("active"), update({ type: "ad" }))).toBe("TYPE_IS_FIXED");
    expect(reasonOf(at("paused"), update({ type: "ad" }))).toBe("TYPE_IS_FIXED");
    expect(eventsOf(at("active"), update({ name: "Spring", config: {} }))).toEqual([]);
    expect(reasonOf(at("completed"), update({ name: "x" }))).toBe("CAMPAIGN_ENDED");
  });
  it("the budget cannot go below what is spent, but may meet it, and may go altogether", () => {
    const s = apply(at("active"), reserve(40_000_000));
    const to = (budget: number | null): CampaignCommand => ({ type: "update", changes: { budget }, now: t0 });
    expect(reasonOf(s, to(39_999_999))).toBe("BUDGET_BELOW_SPENT");
    expect(apply(s, to(40_000_000))).toMatchObject({ budget: 40_000_000, status: "paused", pauseReason: "budget_exceeded" });
    expect(apply(at("active"), to(0))).toMatchObject({ budget: 0, status: "active" });
    expect(apply(s, to(null)).budget).toBeNull();
  });
  it("creating again is refused", () => expect(reasonOf(draft, create())).toBe("CAMPAIGN_EXISTS"));
});

describe("money", () => {
  it("a tenth and two tenths are three tenths", () => expect(apply(at("active"), reserve(100_000), reserve(200_000)).spent).toBe(300_000));
  it("a reservation meets the budget and never passes it", () => {
    const s = apply(at("active"), reserve(99_999_999));
    expect(reasonOf(s, reserve(2))).toBe("BUDGET_EXCEEDED");
    expect(apply(s, reserve(1))).toMatchObject({ spent: 100_000_000, status: "paused", pauseReason: "budget_exceeded" });
    expect(reasonOf(apply(s, reserve(1)), reserve(1))).toBe("BUDGET_EXCEEDED");
    expect(apply(at("active", { budget: null }), reserve(1_000_000_000_000)).spent).toBe(1_000_000_000_000);
  });
  it("only an active campaign reserves, in its own currency", () => {
    for (const status of statuses) if (status !== "active") expect(reasonOf(at(status), reserve(1))).toBe("CAMPAIGN_NOT_ACTIVE");
    expect(reasonOf(at("active"), { type: "reserve", amount: 1, currency: "EUR", source: "", now: t0 })).toBe("CURRENCY_MISMATCH");
  });
  it("a day's budget is the day's, in UTC, and what is released on it comes back", () => {
    const s = apply(at("active", { dailyBudget: 10 }), reserve(10));
    expect(reasonOf(s, reserve(1))).toBe("DAILY_BUDGET_EXCEEDED");
    expect(apply(s, reserve(10, t0 + day)).spent).toBe(20);
    expect(apply(s, { type: "release", amount: 4, now: t0 }, reserve(4)).spent).toBe(10);
  });
  it("who uses up the budget pauses the campaign once, in the same event batch; what is released of it lets it go on", () => {
    const used = [reserve(100_000_000), record(100_000_000)];
    for (const command of used)
      expect(eventsOf(at("active"), command).map(({ type }) => type)).toEqual(["spend_recorded", "campaign_paused"]);
    const full = apply(at("active"), reserve(100_000_000));
    const back: CampaignCommand = { type: "release", amount: 1, now: t0 };
    expect(eventsOf(full, back).map(({ type }) => type)).toEqual(["spend_recorded", "campaign_resumed"]);
    const over = apply(full, record(5));
    expect(apply(over, back)).toMatchObject({ status: "paused", spent: 100_000_004 });
    // paused by somebody, it stays so
    const byHand = apply(at("active"), reserve(10), move("pause"));
    expect(apply(byHand, back)).toMatchObject({ status: "paused", spent: 9 });
    expect(reasonOf(apply(full, { type: "update", changes: { budget: null }, now: t0 }), reserve(1))).toBe("CAMPAIGN_NOT_ACTIVE");
  });
  it("imported spend is booked whatever it does, and pauses what is over", () => {
    const almost = apply(at("active"), record(99_999_999));
    expect(almost).toMatchObject({ status: "active", spent: 99_999_999 });
    for (const amount of [1, 2])
      expect(apply(almost, record(amount))).toMatchObject({ status: "paused", pauseReason: "budget_exceeded", spent: 99_999_999 + amount });
    for (const status of ["draft", "paused", "completed", "stopped"] as const)
      expect(apply(at(status), record(200_000_000))).toMatchObject({ status, spent: 200_000_000 });
  });
  it("what is over its budget resumes when the budget is raised, not before", () => {
    const s = apply(at("active"), record(150_000_000));
    expect(reasonOf(s, move("resume"))).toBe("BUDGET_EXHAUSTED");
    expect(apply(s, { type: "update", changes: { budget: 150_000_001 }, now: t0 }, move("resume")).status).toBe("active");
  });
  it("a platform's totals are booked by their difference, once, in order of their times, down as well as up", () => {
    const import_ = (total: number, asOf: number): CampaignCommand => ({
      type: "import",
      adCampaignId: "a",
      total,
      asOf,
      source: "",
      now: t0,
    });
    const s = apply(at("active"), import_(10, 1), import_(10, 1), import_(30, 2), import_(20, 1));
    expect(s.spent).toBe(30);
    expect(apply(s, import_(25, 3)).spent).toBe(25);
    expect(apply(s, { type: "import", adCampaignId: "b", total: 5, asOf: 1, source: "", now: t0 }).spent).toBe(35);
  });
  it("sums that cannot be exact are refused", () =>
    expect(reasonOf(apply(at("active", { budget: null }), record(8_999_999_999_999_999)), record(2))).toBe("AMOUNT_TOO_LARGE"));
});

describe("schedule", () => {
  const schedule = { startAt: t0 + 1_000, startUntil: t0 + 2_000, endAt: t0 + 9_000 };
  const set = apply(draft, { type: "schedule", schedule, now: t0 });
  const keep = (now: number): CampaignCommand => ({ type: "keep_schedule", now });
  it("starts within its window", () => {
    expect(eventsOf(set, keep(t0 + 999))).toEqual([]);
    expect(apply(set, keep(t0 + 1_000))).toMatchObject({ status: "active", startedAt: t0 + 1_000 });
    expect(apply(set, keep(t0 + 2_000)).status).toBe("active");
  });
  it("past the window does not start, ever, and says so", () => {
    const late = apply(set, keep(t0 + 2_001));
    expect(late).toMatchObject({ status: "draft", schedule: null, missedAt: t0 + 2_001 });
    expect(eventsOf(late, keep(t0 + 9_999))).toEqual([]);
    expect(apply(late, { type: "schedule", schedule, now: t0 }).missedAt).toBeNull();
  });
  it("completes when its time is over, paused or not, and not twice", () => {
    const running = apply(set, keep(t0 + 1_500));
    expect(eventsOf(running, keep(t0 + 8_999))).toEqual([]);
    const done = apply(running, move("pause"), keep(t0 + 9_000));
    expect(done.status).toBe("completed");
    expect(eventsOf(done, keep(t0 + 9_999))).toEqual([]);
  });
  it("belongs to a draft", () => {
    expect(reasonOf(at("active"), { type: "schedule", schedule, now: t0 })).toBe("ALREADY_STARTED");
    expect(apply(set, { type: "unschedule" }).schedule).toBeNull();
    expect(eventsOf(draft, { type: "unschedule" })).toEqual([]);
  });
});
