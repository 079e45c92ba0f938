import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { parseTimestamp } from "@marketing/shared/base/timestamp";

// What a file of another system, or a form, says of being addressed: properties that mean a consent wherever a lead comes from.

/** "*" = every purpose of the channel. */
export interface StatedConsent {
  readonly channel: "email" | "sms" | "ads" | "push";
  readonly purpose: string;
  readonly granted: boolean;
  /** ms since 1970; null = the value does not say when. */
  readonly at: number | null;
}

type Channel = StatedConsent["channel"];
interface Meaning {
  readonly channels: ReadonlyArray<Channel>;
  /** What a yes says. */
  readonly granted: boolean;
}

const everywhere: ReadonlyArray<Channel> = ["email", "sms", "ads", "push"];
const means = (channels: ReadonlyArray<Channel>, granted: boolean, ...names: ReadonlyArray<string>) =>
  names.map((name) => [name, { channels, granted }] as const);

/** By the name without case, spaces and underscores, as the systems call them that leads come from. */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...means(["email"], false, "donotemail", "dontemail", "noemail", "emailoptout", "hasoptedoutofemail", "optedoutofemail", "hsemailoptout"),
  ...means(["email"], false, "unsubscribed", "isunsubscribed", "unsubscribe", "emailunsubscribed", "unsubscribedfromallemail"),
  ...means(["email"], false, "unsubscribedat", "unsubtime", "emailunsubscribedat", "donotbulkemail"),
  ...means(["sms"], false, "smsoptout", "donotsms", "donottext", "smsunsubscribed"),
  ...means(["ads"], false, "adsoptout", "donotadvertise", "donotsell"),
  ...means(["push"], false, "pushoptout", "donotpush"),
  ...means(everywhere, false, "optout", "optedout", "hasoptedout", "donotcontact", "donotmarket", "marketingoptout"),
  ...means(
    ["email"],
    true,
    "emailoptin",
    "optin",
    "optedin",
    "emailconsent",
    "acceptsmarketing",
    "acceptsemailmarketing",
    "newsletteroptin",
  ),
  ...means(["email"], true, "marketingoptin", "marketingconsent", "optintime", "emailoptinat"),
  ...means(["sms"], true, "smsoptin", "smsconsent", "acceptssmsmarketing"),
  ...means(["ads"], true, "adsoptin", "adsconsent"),
  ...means(["push"], true, "pushoptin", "pushconsent"),
]);

const yes = new Set(["true", "t", "yes", "y", "1", "x", "on", "ja", "oui", "si", "sí"]);
const no = new Set(["", "false", "f", "no", "n", "0", "off", "nein", "non", "null", "none"]);

/** Yes, no, when it became yes, or nothing that can be told. */
const answerOf = (value: JsonValue): boolean | number | null => {
  const word = String(value).trim().toLowerCase();
  if (no.has(word)) return false;
  if (yes.has(word)) return true;
  const at = typeof value === "string" ? parseTimestamp(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

/**
 * What properties say of being addressed. What cannot be told counts against it: whatever stands under `unsubscribed` and is no "no" is a
 * withdrawal, and only a clear yes, or the time of one, is a consent. A grant is to marketing, since no column says more; a no takes back all.
 */
export const consentsIn = (properties: JsonObject): ReadonlyArray<StatedConsent> =>
  Object.entries(properties).flatMap(([name, value]) => {
    const meaning = meanings.get(name.toLowerCase().replaceAll(/[\s_-]/g, ""));
    if (meaning === undefined || typeof value === "object") return [];
    const answer = answerOf(value);
    const isYes = meaning.granted ? answer !== null && answer !== false : answer !== false;
    if (!isYes && (!meaning.granted || answer === null)) return [];
    const granted = meaning.granted && isYes;
    const at = typeof answer === "number" ? answer : null;
    return meaning.channels.map((channel) => ({ channel, purpose: granted ? "marketing" : "*", granted, at }));
  });
