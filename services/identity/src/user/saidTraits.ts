import { type Decision, refuse } from "@marketing/shared/base/decider";
import { type JsonValue, sameJson } from "@marketing/shared/base/json";
import { knownUnder, saidOf } from "./effective.ts";
import type { UserEvent } from "./events.ts";
import { heard } from "./layers.ts";
import type { Traits } from "./profileData.ts";
import type { UserState } from "./state.ts";
import { isKnown, registersOf, type Said, type SaidTraits, shownValue, type TraitRegisters, traitsOf } from "./traitRegister.ts";

/** More than anybody describes a person by; a client that makes up names is stopped here. Those that were unset count in the second. */
const [mostTraits, mostNames] = [1_000, 4_000];

/** What a request says. A trait in several of them: unset, then set, then set once; so after an unset, what is said once is set. */
export const saidTraits = (set: Traits, setOnce: Traits, unset: ReadonlyArray<string>): SaidTraits => {
  const gone = new Set(unset);
  const once = Object.entries(setOnce).filter(([name]) => !Object.hasOwn(set, name));
  return {
    set: Object.fromEntries([...once.filter(([name]) => gone.has(name)), ...Object.entries(set)]),
    setOnce: Object.fromEntries(once.filter(([name]) => !gone.has(name))),
    unset: [...gone].filter((name) => !Object.hasOwn(set, name) && !Object.hasOwn(setOnce, name)),
  };
};

export const tooManyTraits = (known: TraitRegisters, { set = {}, setOnce = {}, unset = [] }: SaidTraits): Decision<never> | null => {
  const values = Object.keys({ ...traitsOf(known), ...set, ...setOnce }).filter((name) => !unset.includes(name)).length;
  const names = new Set([...Object.keys({ ...known, ...set, ...setOnce }), ...unset]).size;
  if (values <= mostTraits && names <= mostNames) return null;
  const message = `a user has at most ${mostTraits} traits, and ${mostNames} names of traits with those that were unset`;
  return refuse("failed_precondition", "TOO_MANY_TRAITS", message, { field: "traits" });
};

/** What is different of these traits when it has been heard, for everybody to hear. */
const changes = (
  names: ReadonlyArray<string>,
  before: UserState,
  after: UserState,
): { readonly set: Traits; readonly unset: ReadonlyArray<string> } => {
  const [old, now] = [saidOf(before), saidOf(after)];
  const values = names.map((name) => [name, shownValue(name, old), shownValue(name, now)] as const);
  const changed = values.filter(([, was, is]) => !sameJson(was, is));
  return {
    set: Object.fromEntries(
      changed.filter((v): v is [string, JsonValue, JsonValue] => v[2] !== undefined).map(([name, , is]) => [name, is]),
    ),
    unset: changed.filter(([, , is]) => is === undefined).map(([name]) => name),
  };
};

const sameNames = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));

/** Nothing where all of it was heard before. `under`: of which of the person's ids it is said. */
export const traitsChanged = (user: UserState, under: string, traits: SaidTraits, said: Said, source: string): ReadonlyArray<UserEvent> => {
  const registers = registersOf(traits, said);
  if (isKnown(registers, knownUnder(user, under).said)) return [];
  const { userId } = user;
  const changed = changes(Object.keys(registers), user, heard(user, under, registers));
  const { set = {}, setOnce = {}, unset = [] } = traits;
  const plain = Object.keys(setOnce).length === 0 && sameJson(set, changed.set) && sameNames(unset, changed.unset);
  const of = under === userId ? {} : { of: under };
  const data = { userId, ...changed, at: said.at, source, messageId: said.id, ...of, ...(plain ? {} : { said: traits }) };
  return [{ type: "traits_changed", data }];
};
