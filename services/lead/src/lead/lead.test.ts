import { Result } from "effect";
import { describe, expect, it } from "vitest";
import { e164, foldSource } from "./contact.ts";
import { type LeadCommand, leadDecider } from "./decide.ts";
import type { LeadEvent } from "./events.ts";
import { propertyOf } from "./facts.ts";
import { noFields } from "./fields.ts";
import { effective, evolve, initialLead, type LeadState } from "./state.ts";
import { type LeadStatus, statuses } from "./status.ts";

const decide = (command: LeadCommand, state: LeadState) => {
  const result = leadDecider.decide(command, state);
  return Result.isSuccess(result) ? { events: result.success, rejection: null } : { events: [], rejection: result.failure };
};
const then = (state: LeadState, ...commands: ReadonlyArray<LeadCommand>): LeadState =>
  commands.reduce((s, c) => {
    const { events, rejection } = decide(c, s);
    if (rejection) throw new Error(rejection.reason);
    return events.reduce(evolve, s);
  }, state);

const capture = (over: Partial<Extract<LeadCommand, { type: "capture" }>> = {}): LeadCommand => ({
  type: "capture",
  leadId: "l1",
  fields: { ...noFields, email: "a@x.com" },
  properties: {},
  source: "Google",
  campaignId: null,
  userId: null,
  linkedUserId: null,
  origin: "api",
  importId: null,
  onExisting: "fill",
  createdAt: 100,
  at: 100,
  ...over,
});
const permutations = <A>(items: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  items.length < 2 ? [items] : items.flatMap((first, i) => permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]));
const contact: LeadCommand = { type: "contact", channel: null, note: null, at: 200 };
const qualify: LeadCommand = { type: "qualify", reason: "met", at: 300 };
const convert: LeadCommand = { type: "convert", valueMicros: 5, currency: "EUR", campaignId: null, at: 400 };
const lose: LeadCommand = { type: "lose", reason: "gone", at: 500 };
const reopen: LeadCommand = { type: "reopen", reason: "", at: 600 };
const score = (value: number, over: Partial<Extract<LeadCommand, { type: "score" }>> = {}): LeadCommand => ({
  type: "score",
  score: value,
  model: "default",
  version: 0,
  external: false,
  factors: [],
  qualifyAt: 0.7,
  disqualifyBelow: 0.7,
  at: 700,
  ...over,
});

const fresh = then(initialLead, capture());
const at: { readonly [S in LeadStatus]: LeadState } = {
  new: fresh,
  contacted: then(fresh, contact),
  qualified: then(fresh, contact, qualify),
  converted: then(fresh, contact, qualify, convert),
  lost: then(fresh, contact, lose),
};

describe("status", () => {
  // The command that aims at each status. Nothing aims at "new": a lead is captured once.
  const aim = (from: LeadStatus, to: LeadStatus): LeadCommand | null =>
    ({ new: null, contacted: from === "new" ? contact : reopen, qualified: qualify, converted: convert, lost: lose })[to];
  const ok = "ok";
  const same = "same";
  const table: { readonly [F in LeadStatus]: { readonly [T in LeadStatus]: string | null } } = {
    new: { new: null, contacted: ok, qualified: "LEAD_NOT_CONTACTED", converted: "LEAD_NOT_QUALIFIED", lost: ok },
    contacted: { new: null, contacted: same, qualified: ok, converted: "LEAD_NOT_QUALIFIED", lost: ok },
    qualified: { new: null, contacted: "LEAD_NOT_LOST", qualified: same, converted: ok, lost: ok },
    converted: { new: null, contacted: "LEAD_CONVERTED", qualified: "LEAD_CONVERTED", converted: same, lost: "LEAD_CONVERTED" },
    lost: { new: null, contacted: ok, qualified: "LEAD_LOST", converted: "LEAD_LOST", lost: same },
  };
  const cells = statuses.flatMap((from) => statuses.map((to) => [from, to, table[from][to]] as const));
  it.each(cells)("%s → %s: %s", (from, to, wanted) => {
    expect(at[from].status).toBe(from);
    const command = aim(from, to);
    if (command === null) {
      // The only thing that could make a lead new again changes nothing about its status.
      expect(then(at[from], capture()).status).toBe(from);
      return;
    }
    const { events, rejection } = decide(command, at[from]);
    if (wanted === ok) expect(events.reduce(evolve, at[from]).status).toBe(to);
    else if (wanted === same) expect({ events, rejection }).toEqual({ events: [], rejection: null });
    else expect(rejection).toMatchObject({ kind: "failed_precondition", reason: wanted });
  });

  it("is never qualified or converted without the flag", () => {
    for (const status of statuses) expect(at[status].qualified).toBe(status === "qualified" || status === "converted");
  });

  it("contacts later, never earlier; not a lost one, not a converted one", () => {
    const later = then(at.qualified, { ...contact, at: 900 });
    expect(effective(later)).toMatchObject({ lastContacted: 900 });
    expect(later.status).toBe("qualified");
    expect(decide({ ...contact, at: 899 }, later).events).toEqual([]);
    expect(decide(contact, at.lost).rejection?.reason).toBe("LEAD_LOST");
    expect(decide(contact, at.converted).rejection?.reason).toBe("LEAD_CONVERTED");
  });

  it("converts once: time, value and campaign stay", () => {
    const again = then(at.converted, { ...convert, valueMicros: 9, at: 999 });
    expect(again).toMatchObject({ convertedAt: 400, conversion: { valueMicros: 5, currency: "EUR" } });
  });
});

describe("the flag qualified", () => {
  it("comes at the threshold and goes below it, on the score as it is", () => {
    const hot = then(fresh, score(0.7));
    expect(hot).toMatchObject({ qualified: true, qualifiedBy: "threshold", status: "new" });
    expect(then(hot, score(0.69999)).qualified).toBe(false);
    expect(then(fresh, score(0.69999)).qualified).toBe(false);
  });
  it("has two thresholds where the model says so", () => {
    const wide = { qualifyAt: 0.7, disqualifyBelow: 0.5 };
    const hot = then(fresh, score(0.7, wide));
    expect(then(hot, score(0.5, wide)).qualified).toBe(true);
    expect(then(hot, score(0.4999, wide)).qualified).toBe(false);
  });
  it("stays where a person set it, until a person says otherwise", () => {
    expect(then(at.qualified, score(0.1))).toMatchObject({ qualified: true, qualifiedBy: "manual" });
    const no = then(fresh, { type: "disqualify", reason: "competitor", at: 1 });
    expect(then(no, score(0.99)).qualified).toBe(false);
    expect(decide({ type: "disqualify", reason: "competitor", at: 2 }, no).events).toEqual([]);
    expect(then(no, contact, qualify).qualified).toBe(true);
    const gone = then(at.qualified, { type: "disqualify", reason: "no", at: 9 });
    expect(gone).toMatchObject({ status: "lost", qualified: false });
  });
  it("goes when the lead is lost and may come back when it is reopened", () => {
    const lost = then(fresh, score(0.9), lose);
    expect(lost).toMatchObject({ qualified: false, status: "lost" });
    expect(decide(score(0.95), lost).events).toEqual([]);
    expect(then(lost, reopen, score(0.9)).qualified).toBe(true);
  });
});

describe("score", () => {
  it("is an event only when it changed by 0.0001, the model changed, or a threshold is crossed", () => {
    const s = then(fresh, score(0.5));
    expect(decide(score(0.50009), s).events).toEqual([]);
    expect(decide(score(0.5001), s).events).toHaveLength(1);
    expect(decide(score(0.5, { version: 1 }), s).events).toHaveLength(1);
    const near = then(fresh, score(0.69996));
    expect(decide(score(0.70001), near).events.map((e) => e.type)).toEqual(["lead_scored", "lead_qualified"]);
  });
  it("from outside stays until it is released", () => {
    const s = then(fresh, score(0.3, { external: true, model: "gbm" }));
    expect(decide(score(0.9), s).events).toEqual([]);
    expect(then(s, { type: "release_score", at: 1 }, score(0.9)).score).toMatchObject({ value: 0.9, model: "default" });
  });
});

describe("capture", () => {
  it("keeps the first source and what was given, and fills blanks", () => {
    const again = then(
      fresh,
      capture({
        source: "Ads",
        fields: { ...noFields, email: "A@X.com", name: "Ann" },
        properties: { a: 1 },
      }),
      capture({
        source: "Mail",
        fields: { ...noFields, email: "a@x.com", name: "Bob" },
        properties: { a: 2 },
      }),
    );
    expect(again).toMatchObject({ source: "Google", lastSource: "Mail", own: { email: "a@x.com", name: "Ann", properties: { a: 1 } } });
    expect(decide(capture({ source: "GOOGLE " }), fresh).events).toEqual([]);
  });
  it("gives a sign-up the first source that brought the person, as often as an earlier one is found", () => {
    const signup = then(initialLead, capture({ source: "signup", origin: "signup" }));
    const found = { type: "find_source", source: "Google", signedUpAt: 100, at: 200 } as const;
    expect(then(signup, found, { ...found, source: "LinkedIn" })).toMatchObject({ source: "LinkedIn", lastSource: "LinkedIn" });
    expect(then(signup, capture({ source: "Mail", createdAt: 101 }), found)).toMatchObject({ source: "Google", lastSource: "Mail" });
    expect(decide(found, then(signup, found)).events).toEqual([]);
  });
  it("has the source of who came first, a sign-up or a capture, in whatever order they are heard of", () => {
    const captures = [
      capture({ source: "Fair", createdAt: 50 }),
      capture({ source: "Mail", createdAt: 150 }),
      capture({ source: null, createdAt: 10 }),
    ];
    for (const signedUpAt of [20, 100, 200]) {
      const signup = capture({ source: "signup", origin: "signup", createdAt: signedUpAt });
      const found = { type: "find_source", source: "Google", signedUpAt, at: 300 } as const;
      const first = signedUpAt < 50 ? "Google" : "Fair";
      const last = signedUpAt > 150 ? "Google" : "Mail";
      for (const [a, b, c] of permutations(captures)) {
        expect(then(initialLead, a!, b!, c!, found), `${signedUpAt}`).toMatchObject({ source: first });
        expect(then(initialLead, signup, found, a!, b!, c!), `${signedUpAt}`).toMatchObject({ source: first, lastSource: last });
        expect(then(initialLead, signup, a!, b!, found, c!), `${signedUpAt}`).toMatchObject({ source: first });
      }
    }
    expect(decide({ type: "find_source", source: "Google", signedUpAt: null, at: 300 }, fresh).events).toEqual([]);
  });
  it("overwrites or ignores where the import says so, but never by a blank", () => {
    const named = then(fresh, capture({ fields: { ...noFields, email: "a@x.com", name: "Ann", company: "A" } }));
    const over = { fields: { ...noFields, email: "a@x.com", name: "Bob" }, properties: { a: 2 } };
    expect(then(named, capture({ ...over, onExisting: "overwrite" })).own).toMatchObject({
      name: "Bob",
      company: "A",
      properties: { a: 2 },
    });
    expect(decide(capture({ ...over, onExisting: "ignore" }), named).events).toEqual([]);
  });
});

describe("enrichment", () => {
  const said: LeadCommand = { type: "enrich", provider: "p", namespace: "p", data: { industry: "saas", size: 5 }, at: 50 };
  it("never hides what a person gave, and the newest provider wins", () => {
    const l = then(fresh, said, { ...said, namespace: "q", provider: "q", data: { size: 7 }, at: 60 });
    expect(propertyOf(effective(l), ["size"])).toBe(7);
    const given = then(l, { type: "update", fields: {}, properties: { size: 1 }, unset: [], emailHolder: null, at: 70 });
    expect(propertyOf(effective(given), ["size"])).toBe(1);
    expect(effective(given).properties).toEqual({ size: 1 });
  });
  it("says nothing twice, and nothing older", () => {
    const l = then(fresh, said);
    expect(decide({ ...said, at: 99 }, l).events).toEqual([]);
    expect(decide({ ...said, data: { size: 1 }, at: 49 }, l).events).toEqual([]);
  });
});

describe("bounds", () => {
  it("stops a client that makes up names", () => {
    const properties = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`p${i}`, i]));
    expect(decide(capture({ properties }), fresh).rejection?.reason).toBe("TOO_MANY_PROPERTIES");
    const namespaces = Array.from(
      { length: 50 },
      (_, i): LeadCommand => ({ type: "enrich", provider: "p", namespace: `n${i}`, data: {}, at: 1 }),
    );
    const full = then(fresh, ...namespaces);
    expect(decide({ type: "enrich", provider: "p", namespace: "one more", data: {}, at: 1 }, full).rejection?.reason).toBe(
      "TOO_MANY_NAMESPACES",
    );
    expect(decide({ type: "enrich", provider: "p", namespace: "n7", data: { a: 1 }, at: 2 }, full).events).toHaveLength(1);
  });
});

describe("link", () => {
  const link = (userId: string, linkedUserId: string): LeadCommand => ({ type: "link", userId, linkedUserId, at: 1 });
  it("follows the person it was linked to, and nobody else", () => {
    const l = then(fresh, link("u1", "u1"));
    expect(then(l, link("u2", "u1"))).toMatchObject({ userId: "u2", linkedUserId: "u1" });
    expect(decide(link("u9", "u9"), l).events).toEqual([]);
    expect(decide(link("u1", "u1"), l).events).toEqual([]);
    expect(then(l, link("u2", "u1"), link("u1", "u1")).userId).toBe("u1");
  });
});

describe("merge and undo", () => {
  const loser = then(
    initialLead,
    capture({
      leadId: "l2",
      fields: { ...noFields, email: "b@x.com", phone: "+4930123456", name: "Bea" },
      properties: { a: 1, b: 2 },
    }),
    { ...contact, at: 900 },
  );
  const winner = then(fresh, capture({ properties: { a: "mine" } }));
  const merge: LeadCommand = { type: "merge", loser, mergeId: "m1", reason: "same person", at: 1 };
  const undo: LeadCommand = { type: "unmerge", mergeId: "m1", reason: "", at: 2 };

  it("fills the winner's blanks and gives exactly the earlier state back", () => {
    const merged = then(winner, merge);
    expect(effective(merged)).toMatchObject({
      email: "a@x.com",
      phone: "+4930123456",
      name: "Bea",
      properties: { a: "mine", b: 2 },
      lastContacted: 900,
    });
    expect(then(merged, undo)).toEqual(winner);
    expect(decide(undo, winner).events).toEqual([]);
  });
  it("keeps what was learned in between, and what was cleared does not shine through", () => {
    const changed = then(winner, merge, {
      type: "update",
      fields: { name: null, company: "New" },
      properties: {},
      unset: ["b"],
      emailHolder: null,
      at: 3,
    });
    expect(effective(changed)).toMatchObject({ name: null, company: "New", properties: { a: "mine" } });
    expect(then(changed, undo).own).toMatchObject({ company: "New", properties: { a: "mine" } });
  });
  it("refuses whoever is part of another, a conversion lost, and an address taken over", () => {
    const elsewhere = evolve(loser, { type: "lead_merged_into", data: { leadId: "l2", mergeId: "m0", winnerId: "l7", at: 1 } });
    expect(decide({ ...merge, loser: elsewhere } as LeadCommand, winner).rejection).toMatchObject({ reason: "MERGED_ELSEWHERE" });
    expect(decide({ ...merge, loser: initialLead } as LeadCommand, winner).rejection?.kind).toBe("not_found");
    expect(decide({ ...merge, loser: { ...at.converted, leadId: "l3" } } as LeadCommand, winner).rejection?.reason).toBe(
      "LOSER_IS_CONVERTED",
    );
    const took = then(winner, merge, { type: "update", fields: { email: "B@x.com" }, properties: {}, unset: [], emailHolder: "l1", at: 3 });
    expect(decide(undo, took).rejection?.reason).toBe("EMAIL_TAKEN_OVER");
    expect(decide(merge, then(winner, merge)).events).toEqual([]);
  });
});

describe("nobody", () => {
  it("is not found by any command but capture", () => {
    const commands: LeadCommand[] = [contact, qualify, convert, lose, reopen, score(0.5), { type: "release_score", at: 1 }];
    for (const c of commands) expect(decide(c, initialLead).rejection).toMatchObject({ kind: "not_found", reason: "LEAD_NOT_FOUND" });
  });
  it("evolves by every event there is", () => {
    const events = [...decide(capture(), initialLead).events] as LeadEvent[];
    expect(events.reduce(evolve, initialLead)).toEqual(fresh);
  });
});

describe("contact data", () => {
  it.each([
    ["+1 (555) 010-9999", "+15550109999"],
    ["0049 30 12345678", "+493012345678"],
    ["+49 (0)30 1234-5678", "+493012345678"],
    ["+44 20 7946 0958 ext. 12", "+442079460958"],
    ["+1.555.010.9999 x7", "+15550109999"],
    ["(555) 010-9999", null],
    ["030 1234567", null],
    ["+1 800 FLOWERS", null],
    ["+0 123 456 789", null],
    ["+49 12", null],
    ["+123456789012345678", null],
  ])("%s is %s", (raw, expected) => expect(e164(raw)).toBe(expected));
  it("folds sources", () => expect(foldSource("  Google   Ads ")).toBe("google ads"));
});
