import { sameJson } from "@marketing/shared/base/json";
import { ownValue } from "@marketing/shared/base/own";
import type { Traits } from "./profileData.ts";
import { registersOf, type Said, type TraitRegister, type TraitRegisters } from "./traitRegister.ts";

/** Registers beside the traits that are shown: of a trait that is as it was last set, when and in which message is enough. */
export type PackedRegisters = { readonly [trait: string]: TraitRegister | Said };

export const packed = (registers: TraitRegisters, shown: Traits): PackedRegisters =>
  Object.fromEntries(
    Object.entries(registers).map(([trait, register]) => {
      const { last, once } = register;
      const asShown = last?.value !== undefined && !once && Object.hasOwn(shown, trait) && sameJson(last.value, shown[trait]);
      return [trait, asShown ? { at: last.at, id: last.id } : register];
    }),
  );

/** Rows of before registers were kept tell only the traits: whatever is said with a time counts as later. */
export const unpacked = (registers: PackedRegisters | undefined, shown: Traits): TraitRegisters => {
  if (registers === undefined) return registersOf({ set: shown }, { at: 0, id: "" });
  const full = Object.entries(registers).map(([trait, register]) => {
    const value = ownValue(shown, trait);
    return [trait, !("at" in register) ? register : { last: value === undefined ? register : { ...register, value } }] as const;
  });
  return Object.fromEntries(full);
};
