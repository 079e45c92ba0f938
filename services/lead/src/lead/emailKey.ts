import { normaliseEmail } from "@marketing/shared/base/email";
import type { Facts, Layer } from "./facts.ts";

interface Addresses {
  readonly own: Facts;
  readonly emailKey: string | null;
  readonly layers: ReadonlyArray<Layer>;
}

/** The normal form of an address as it was before all services had one rule: addresses that were claimed by it are still held by it. */
const formerKey = (email: string): string => email.trim().normalize("NFC").toLowerCase().replaceAll("ς", "σ").replaceAll("i\u0307", "i");

/** The form by which an event's address is claimed: the event says it, unless it is older than the rule. */
export const emailKeyOf = (email: string | null, emailKey: string | null | undefined): string | null =>
  email === null ? null : (emailKey ?? formerKey(email));

/** The forms by which some lead may hold an address; the first is the one it is claimed by now. */
export const keysOf = (email: string): readonly [key: string, former: string] => [normaliseEmail(email), formerKey(email)];

/** The form by which the address that a lead shows is claimed: its own, or one that came with the first merged lead that has one. */
export const shownKey = ({ own, emailKey, layers }: Addresses): string | null => {
  if (own.email !== null) return emailKey;
  const layer = layers.find((l) => l.email !== null);
  if (layer === undefined || layer.email === null) return null;
  const forms = keysOf(layer.email);
  return forms.find((form) => layer.emails.includes(form)) ?? forms[0];
};
