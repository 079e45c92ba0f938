import { describe, expect, it } from "vitest";
import { consentDecider, type NewStatement } from "../consent/decide.ts";
import { type ConsentState, initialConsent, placeOf } from "../consent/state.ts";
import { ofPerson } from "../consent/subject.ts";
import { type Identities, standing } from "./standing.ts";

/** Always the same numbers for one seed. */
const chance = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
};

const people = ["ada", "bob", "cid", "dan", "eve"];

interface Said {
  readonly who: string;
  readonly granted: boolean;
  readonly at: number;
}
interface Merged {
  readonly loser: string;
  readonly winner: string;
  readonly at: number;
}

/** A history by chance: what was said, and the merges that stand after some were undone. Whoever was merged is merged no second time. */
const historyOf = (seed: number): { said: ReadonlyArray<Said>; merges: ReadonlyArray<Merged> } => {
  const pick = chance(seed);
  const said: Said[] = [];
  let merges: Merged[] = [];
  const canonical = (id: string): string => {
    const into = merges.find((m) => m.loser === id);
    return into ? canonical(into.winner) : id;
  };
  const length = 3 + pick(22);
  for (let n = 0; n < length; n++) {
    const [who, other] = [people[pick(people.length)]!, people[pick(people.length)]!];
    const action = pick(10);
    // several at one moment now and then
    const at = 1_000 + pick(30);
    if (action < 6) said.push({ who, granted: action < 4, at });
    else if (action < 9) {
      const winner = canonical(who);
      if (canonical(other) !== winner && canonical(other) === other) merges.push({ loser: other, winner, at });
    } else merges = merges.filter((m) => m.loser !== who || canonical(m.winner) !== m.winner);
  }
  return { said, merges };
};

/** What the code is held against: the history replayed by the clock, a mark on every id that said no, which a later yes of its person wipes off. */
const strictest = ({ said, merges }: ReturnType<typeof historyOf>): ReadonlyMap<string, "granted" | "withdrawn" | null> => {
  const group = new Map(people.map((id) => [id, new Set([id])]));
  const [refused, agreed] = [new Set<string>(), new Set<string>()];
  const steps = [
    ...said.map((s) => ({ at: s.at, order: s.granted ? 0 : 2, run: () => say(s) })),
    // a yes of the very moment of a merge was said before it
    ...merges.map((m) => ({ at: m.at, order: 1, run: () => join(m) })),
  ];
  const say = ({ who, granted }: Said) => {
    if (granted) for (const id of group.get(who)!) refused.delete(id);
    else refused.add(who);
    if (granted) agreed.add(who);
  };
  const join = ({ loser, winner }: Merged) => {
    const all = new Set([...group.get(loser)!, ...group.get(winner)!]);
    for (const id of all) group.set(id, all);
  };
  for (const { run } of steps.sort((a, b) => a.at - b.at || a.order - b.order)) run();
  const some = (ids: ReadonlySet<string>, among: ReadonlySet<string>) => [...ids].some((id) => among.has(id));
  return new Map(people.map((id) => [id, some(group.get(id)!, refused) ? "withdrawn" : some(group.get(id)!, agreed) ? "granted" : null]));
};

const statement = ({ granted, at }: Said, messageId: string): NewStatement => ({
  ...{ channel: "email", purpose: "newsletter", source: "test", wordingVersion: null, proof: null },
  ...{ status: granted ? "granted" : "withdrawn", at, messageId },
});

/** As the service decides, whatever order it hears things in. */
const decided = ({ said, merges }: ReturnType<typeof historyOf>, seed: number): ReadonlyMap<string, "granted" | "withdrawn" | null> => {
  const pick = chance(seed);
  const states = new Map<string, ConsentState>();
  // of one moment the withdrawal has the later message id, as the model has it
  const heard = said.map((s, i) => ({ s, statement: statement(s, `${s.granted ? "a" : "b"}${i}`), by: pick(1_000) }));
  for (const { s, statement } of heard.sort((a, b) => a.by - b.by)) {
    const before = states.get(s.who) ?? initialConsent;
    const decision = consentDecider.decide({ ...ofPerson(s.who), statements: [statement] }, before);
    if (decision._tag === "Failure") throw new Error(decision.failure.message);
    states.set(s.who, decision.success.reduce(consentDecider.evolve, before));
  }
  const merged = new Map(merges.map((m) => [m.loser, { into: m.winner, since: m.at }]));
  const top = (id: string): string => (merged.has(id) ? top(merged.get(id)!.into) : id);
  const place = placeOf({ channel: "email", purpose: "newsletter" });
  return new Map(
    people.map((id) => {
      const ids = people.filter((other) => top(other) === top(id));
      const words = ids.flatMap((subjectId) => {
        const word = states.get(subjectId)?.words.get(place);
        return word ? [{ ...word, subjectId }] : [];
      });
      return [id, standing({ own: top(id), merged, address: null }, words)?.status ?? null];
    }),
  );
};

describe("the strictest counts", () => {
  it("4000 histories of grants, withdrawals, merges and undone merges, each heard in two orders, come to what the strictest says", () => {
    const outcomes = { granted: 0, withdrawn: 0, nothing: 0 };
    for (let seed = 1; seed <= 4_000; seed++) {
      const history = historyOf(seed);
      const expected = strictest(history);
      expect([seed, decided(history, seed)]).toEqual([seed, expected]);
      expect([seed, decided(history, -seed)]).toEqual([seed, expected]);
      for (const status of expected.values()) outcomes[status ?? "nothing"] += 1;
    }
    // the histories are not all of one kind
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(1_000);
  });

  const who = (over: Partial<Identities> = {}): Identities => ({ own: "ada", merged: new Map(), address: "mail", ...over });
  const word = (subjectId: string, status: "granted" | "withdrawn", at: number) => ({ subjectId, status, at, messageId: `m${at}` });

  it("an address takes a person's consent away and never gives back what the person withdrew", () => {
    expect(standing(who(), [word("ada", "granted", 1), word("mail", "withdrawn", 2)])?.status).toBe("withdrawn");
    expect(standing(who(), [word("ada", "withdrawn", 1), word("mail", "granted", 2)])?.status).toBe("withdrawn");
    expect(standing(who(), [word("ada", "granted", 3), word("mail", "withdrawn", 2)])?.status).toBe("granted");
    expect(standing(who(), [word("mail", "granted", 2)])?.status).toBe("granted");
  });

  it("a yes from before a merge does not count for whom it was merged with, a yes from after it does", () => {
    const merged = new Map([["visitor", { into: "ada", since: 10 }]]);
    const no = word("visitor", "withdrawn", 5);
    expect(standing(who({ merged }), [no, word("ada", "granted", 9)])?.status).toBe("withdrawn");
    expect(standing(who({ merged }), [no, word("ada", "granted", 10)])?.status).toBe("withdrawn");
    expect(standing(who({ merged }), [no, word("ada", "granted", 11)])?.status).toBe("granted");
    expect(standing(who(), [word("visitor", "withdrawn", 5)])?.status).toBe("withdrawn");
  });
});
