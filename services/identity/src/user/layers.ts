import { ownValue } from "@marketing/shared/base/own";
import { earliest, latest } from "./effective.ts";
import type { ToldLayer } from "./eventData.ts";
import type { MergeLayer, Seen } from "./profileData.ts";
import type { UserState } from "./state.ts";
import { join, registersOf, type TraitRegisters } from "./traitRegister.ts";

// What is learnt of a person goes to where it was said: to themselves, or to the layer of the id that somebody used.

const isEarlier = (a: MergeLayer, b: MergeLayer): boolean => a.at < b.at || (a.at === b.at && a.loserId < b.loserId);

/** With one more, or with one at its new place. */
export const withLayer = (layers: ReadonlyArray<MergeLayer>, layer: MergeLayer): ReadonlyArray<MergeLayer> =>
  [...layers.filter((l) => l.mergeId !== layer.mergeId), layer].sort((a, b) => (isEarlier(a, b) ? -1 : 1));

/** Of whom the key was destroyed only the id is left. */
const forgotten = { segments: {}, prediction: null, firstSeen: null, lastSeen: null };

/**
 * As it was told with the merge. An old layer says traits and not when: they gave way to whatever the winner had, and the earlier merged one's
 * went before the later one's. Times before 1970 do the same, since nothing else is said of those.
 */
export const layerOf = (
  told: ToldLayer | null,
  merge: { readonly mergeId: string; readonly loserId: string; readonly at: number },
): MergeLayer => {
  const { mergeId, loserId, at } = merge;
  if (told === null) return { ...forgotten, mergeId, loserId, at, ids: [loserId], said: {} };
  if ("said" in told) return { ...told, at };
  const { traits, ...rest } = told;
  return { ...rest, at, firstSeen: null, said: { [loserId]: registersOf({ set: traits }, { at: -at, id: "" }) } };
};

/** Changes what is known under one of the person's ids. */
const under = (
  state: UserState,
  userId: string,
  own: (data: UserState["own"]) => UserState["own"],
  merged: (layer: MergeLayer) => MergeLayer,
): UserState =>
  state.layers.some((l) => l.ids.includes(userId))
    ? { ...state, layers: state.layers.map((l) => (l.ids.includes(userId) ? merged(l) : l)) }
    : { ...state, own: own(state.own) };

export const heard = (state: UserState, userId: string, registers: TraitRegisters): UserState =>
  under(
    state,
    userId,
    (own) => ({ ...own, said: join(own.said, registers) }),
    (layer) => ({ ...layer, said: { ...layer.said, [userId]: join(ownValue(layer.said, userId) ?? {}, registers) } }),
  );

export const seenAlso = <A extends Seen>(known: A, more: Seen): A => ({
  ...known,
  firstSeen: earliest(known.firstSeen, more.firstSeen),
  lastSeen: latest(known.lastSeen, more.lastSeen),
});

export const seen = (state: UserState, userId: string, more: Seen): UserState =>
  under(
    state,
    userId,
    (own) => seenAlso(own, more),
    (layer) => seenAlso(layer, more),
  );
