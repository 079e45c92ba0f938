import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { type Random, randomOf } from "@marketing/tests/support/random";
import { describe, expect, it } from "vitest";
import { saidTraits } from "./saidTraits.ts";
import { join, registersOf, type Said, type SaidTraits, shownValue, type TraitRegisters, traitsOf } from "./traitRegister.ts";

interface Message extends Said {
  readonly set: JsonObject;
  readonly setOnce: JsonObject;
  readonly unset: ReadonlyArray<string>;
}
const names = ["plan", "city", "__proto__", "constructor"];

const randomTraits = (random: Random): JsonObject =>
  Object.fromEntries(names.filter(() => random.below(4) === 0).map((n) => [n, random.pick<JsonValue>([null, "a", "b", 1, { c: [1] }])]));
/** Twelve at most: their ids are a permutation. */
const randomMessages = (random: Random, n: number): ReadonlyArray<Message> =>
  Array.from({ length: n }, (_, i) => ({
    // many of one moment, where the message's id decides
    at: random.below(n),
    id: `m${(i * 7) % 13}`,
    set: random.below(2) === 0 ? randomTraits(random) : {},
    setOnce: random.below(2) === 0 ? randomTraits(random) : {},
    unset: names.filter(() => random.below(6) === 0),
  }));

/** What a person would make of the messages, one after another as they were said. */
const replayed = (messages: ReadonlyArray<Message>): JsonObject => {
  const now = new Map<string, JsonValue>();
  for (const { set, setOnce, unset } of [...messages].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    for (const name of unset) now.delete(name);
    for (const [name, value] of Object.entries(set)) now.set(name, value);
    for (const [name, value] of Object.entries(setOnce)) if (!now.has(name)) now.set(name, value);
  }
  return Object.fromEntries([...now].sort());
};

const heard = (m: Message): TraitRegisters => registersOf(saidTraits(m.set, m.setOnce, m.unset), m);
const shown = (registers: TraitRegisters): JsonObject => Object.fromEntries(Object.entries(traitsOf(registers)).sort());

describe("what is known of traits", () => {
  it("is what was said in order of time, whatever came first: 2,000 histories, each in 5 orders", () => {
    for (let seed = 1; seed <= 2_000; seed++) {
      const random = randomOf(seed);
      const messages = randomMessages(random, 1 + random.below(12));
      const expected = replayed(messages);
      const [first, ...orders] = Array.from({ length: 5 }, () => random.shuffled(messages).map(heard));
      const one = first!.reduce((known, more) => join(known, more), {});
      expect(shown(one), `seed ${seed}`).toEqual(expected);
      for (const order of orders) {
        expect(
          order.reduce((known, more) => join(known, more), {}),
          `seed ${seed}`,
        ).toEqual(one);
        // under several ids, as of a person who was merged, and heard twice
        const cut = random.below(order.length + 1);
        const halves = [join(...order.slice(0, cut), ...order.slice(0, 1)), join(...order.slice(cut), ...order)];
        expect(shown(join(...halves)), `seed ${seed}`).toEqual(expected);
        for (const name of names) expect(shownValue(name, halves)).toEqual(Object.hasOwn(expected, name) ? expected[name] : undefined);
      }
    }
  });

  it("does not grow with every visit that says the same once", () => {
    const every = (value: (i: number) => JsonValue) =>
      Array.from({ length: 1_000 }, (_, i): SaidTraits => ({ setOnce: { first: value(i) } })).reduce<TraitRegisters>(
        (known, said, at) => join(known, registersOf(said, { at, id: "" })),
        {},
      );
    expect(every(() => "ad").first!.once!.length).toBeLessThanOrEqual(17);
    const changing = every((i) => i);
    expect(changing.first!.once!).toHaveLength(32);
    expect(traitsOf(changing)).toEqual({ first: 0 });
    expect(traitsOf(join(changing, registersOf({ unset: ["first"] }, { at: 998.5, id: "" })))).toEqual({ first: 999 });
  });
});
