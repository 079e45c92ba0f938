import { type JsonObject, type JsonValue, sameJson } from "@marketing/shared/base/json";

// What is known of traits, taken in in any order and always the same in the end: as if everything had arrived when it was said.

/** When something was said, in ms since 1970, and in which message: that decides between two of the same moment. */
export interface Said {
  readonly at: number;
  readonly id: string;
}

export const isBefore = (a: Said, b: Said): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);

/** A value that was said of a trait; without one it was unset. */
export interface SaidValue extends Said {
  readonly value?: JsonValue;
}

export interface TraitRegister {
  /** The latest that set or unset it; absent = nothing did. */
  readonly last?: SaidValue;
  /** Later than that, only where the trait is absent, the earliest first: an unset that is yet to arrive may lie between them. */
  readonly once?: ReadonlyArray<SaidValue>;
}
export type TraitRegisters = { readonly [trait: string]: TraitRegister };

/** What one message says; each trait is in one of the three. */
export interface SaidTraits {
  readonly set?: JsonObject;
  readonly setOnce?: JsonObject;
  readonly unset?: ReadonlyArray<string>;
}

/** So many are kept whatever they say. Of more, those between two neighbours of the same value go; never are there more than the second. */
const [keptAtLeast, keptAtMost] = [16, 32];

const thinned = (once: ReadonlyArray<SaidValue>): ReadonlyArray<SaidValue> => {
  if (once.length <= keptAtLeast) return once;
  const ends = once.filter((s, i) => {
    const [before, after] = [once[i - 1], once[i + 1]];
    return !before || !after || !sameJson(before.value, s.value) || !sameJson(after.value, s.value);
  });
  return ends.length <= keptAtMost ? ends : [ends[0]!, ...ends.slice(1 - keptAtMost)];
};

const joined = (a: TraitRegister, b: TraitRegister): TraitRegister => {
  const last = a.last && b.last ? (isBefore(a.last, b.last) ? b.last : a.last) : (a.last ?? b.last);
  const distinct = new Map([...(a.once ?? []), ...(b.once ?? [])].map((s) => [`${s.at} ${s.id}`, s]));
  const once = [...distinct.values()].filter((s) => !last || isBefore(last, s)).sort((x, y) => (isBefore(x, y) ? -1 : 1));
  return { ...(last && { last }), ...(once.length > 0 && { once: thinned(once) }) };
};

const registerOf = (registers: TraitRegisters, trait: string): TraitRegister => (Object.hasOwn(registers, trait) ? registers[trait]! : {});

/** All that several know, in whatever order. */
export const join = (...all: ReadonlyArray<TraitRegisters>): TraitRegisters => {
  const [first = {}, ...others] = all;
  if (others.length === 0) return first;
  const known = new Map(Object.entries(first));
  for (const other of others)
    for (const [trait, register] of Object.entries(other)) {
      const before = known.get(trait);
      known.set(trait, before ? joined(before, register) : register);
    }
  return Object.fromEntries(known);
};

/** What one message says, as registers. */
export const registersOf = ({ set = {}, setOnce = {}, unset = [] }: SaidTraits, { at, id }: Said): TraitRegisters =>
  Object.fromEntries<TraitRegister>([
    ...unset.map((trait) => [trait, { last: { at, id } }] as const),
    ...Object.entries(set).map(([trait, value]) => [trait, { last: { at, id, value } }] as const),
    ...Object.entries(setOnce).map(([trait, value]) => [trait, { once: [{ at, id, value }] }] as const),
  ]);

/** Undefined = the trait is absent. */
const valueIn = ({ last, once }: TraitRegister): JsonValue | undefined => last?.value ?? (last?.value === null ? null : once?.[0]?.value);

/** A trait's value by all that several know of it; undefined = it is absent. */
export const shownValue = (trait: string, all: ReadonlyArray<TraitRegisters>): JsonValue | undefined =>
  valueIn(all.map((registers) => registerOf(registers, trait)).reduce(joined));

export const traitsOf = (registers: TraitRegisters): JsonObject =>
  Object.fromEntries(
    Object.entries(registers).flatMap(([trait, register]) => {
      const value = valueIn(register);
      return value === undefined ? [] : [[trait, value]];
    }),
  );

/** Whether all of it was heard before, and nothing would change by hearing it again. */
export const isKnown = (said: TraitRegisters, registers: TraitRegisters): boolean =>
  Object.entries(said).every(([trait, { last, once = [] }]) => {
    const known = registerOf(registers, trait);
    const same = (a: SaidValue, b: SaidValue | undefined) => a.at === b?.at && a.id === b.id && sameJson(a.value, b.value);
    return (!last || same(last, known.last)) && once.every((s) => known.once?.some((k) => same(s, k)));
  });
