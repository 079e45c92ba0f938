import { longerThan } from "./codePoints.ts";

/**
 * Words that broken clients send in place of an id: a value that is not set, in whatever language, or the name of the field. Whoever tells people,
 * sessions or messages apart by them takes everybody for one.
 */
const words = new Set([
  ...[
    "null",
    "undefined",
    "nan",
    "nil",
    "none",
    "not_set",
    "notset",
    "unset",
    "unknown",
    "n/a",
    "#n/a",
    "infinity",
    "-infinity",
    "-1",
    "{}",
    "[]",
  ],
  ...["true", "false", "[object object]", "anonymous", "anon", "guest", "not_authenticated", "unauthenticated", "not_logged_in"],
  ...[
    "id",
    "uuid",
    "guid",
    "email",
    "e_mail",
    "userid",
    "user_id",
    "externalid",
    "external_id",
    "anonymousid",
    "anonymous_id",
    "distinctid",
  ],
  ...["distinct_id", "deviceid", "device_id", "visitorid", "visitor_id", "clientid", "client_id", "sessionid", "session_id", "messageid"],
  ...["message_id", "leadid", "lead_id"],
]);

const around = /["'`“”‘’«»<>()\s\p{Default_Ignorable_Code_Point}\p{Cc}\ufffd]/u;
/** Without quotes, brackets and spaces around it. */
const bareOf = (text: string): string => {
  let [from, to] = [0, text.length];
  while (from < to && around.test(text[from]!)) from += 1;
  while (to > from && around.test(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
};

/** A template that nobody filled in: `{{ user.id }}`, `${userId}`, `{user_id}`, `%USER_ID%`. */
const template = /^(\{\{[^{}]*\}\}|\$?\{[^{}]*\}|%[a-z_]+%|\[\[[^[\]]*\]\])$/;
/** What JavaScript makes of values that are no text. */
const noText = /^(?:\[object [a-z]+\]|(?:async )?function\b.*\})$/s;

/**
 * Why a text is no id of anybody or anything, or null when it can be one. Quoted, padded and differently cased forms count as the same word, and
 * zeros in any form: 0, -1, 0.0, a UUID of zeros or of ones.
 */
export const noId = (id: string): string | null => {
  // longer than any of them with much around it
  if (id.length > 255) return null;
  const bare = bareOf(id.normalize("NFKC")).toLowerCase();
  if (bare === "") return "is empty";
  if (words.has(bare) || words.has(bare.replaceAll(/[\s-]+/g, "_")) || template.test(bare) || noText.test(bare))
    return `"${id}" is what broken clients send in place of an id`;
  if (/^[+\-0.]+$/.test(bare)) return `"${id}" is made of zeros`;
  if (/^f{8}-f{4}-f{4}-f{4}-f{12}$/.test(bare)) return `"${id}" is made of ones`;
  return null;
};

/** Why an id cannot name a person, or null when it can. */
export const illegalId = (id: string): string | null => {
  if (longerThan(id, 255)) return "is longer than 255 characters";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return noId(id) ?? (/[\u0000-\u001f\u007f]/.test(id) ? "contains control characters" : null);
};
