import { normaliseEmail } from "@marketing/shared/base/email";

/** What an event says of an address: as it was typed, and in the normal form by which it was claimed, which older events do not have. */
interface Address {
  readonly email: string | null;
  readonly emailKey?: string | null;
}

/** The normal form of an address as it was before all services had one rule: addresses that were claimed by it are still held by it. */
const formerKey = (email: string): string => email.trim().normalize("NFC").toLowerCase();

/** The form by which an event's address is claimed. The table has it as well, so that its unique index knows what the claims know. */
export const emailKeyOf = ({ email, emailKey }: Address): string | null => (email === null ? null : (emailKey ?? formerKey(email)));

/** The forms by which somebody may hold an address; the first is the one it is claimed by now. */
export const keysOf = (email: string): readonly [key: string, former: string] => [normaliseEmail(email), formerKey(email)];
