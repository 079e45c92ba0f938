/** Words that broken clients send instead of an id: whoever merges by them merges strangers. */
const illegal = new Set([
  "",
  "anonymous",
  "anon",
  "guest",
  "null",
  "undefined",
  "nan",
  "[object object]",
  "true",
  "false",
  "none",
  "nil",
  "id",
  "distinct_id",
  "distinctid",
  "user_id",
  "userid",
  "anonymous_id",
  "anonymousid",
  "not_authenticated",
  "email",
  "unknown",
  "-1",
]);

const quote = /["'`“”‘’\s]/;
/** Without quotes and spaces around it. */
const unquoted = (text: string): string => {
  let [from, to] = [0, text.length];
  while (from < to && quote.test(text[from]!)) from += 1;
  while (to > from && quote.test(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
};

/** Why an id cannot name a person, or null when it can. Quoted, padded and differently cased forms count as the same word. */
export const illegalId = (id: string): string | null => {
  const bare = unquoted(id).toLowerCase();
  if (illegal.has(bare)) return bare === "" ? "is empty" : `"${id}" is what broken clients send in place of an id`;
  if (/^[0\-.]+$/.test(bare)) return `"${id}" is made of zeros`;
  if (id.length > 255) return "is longer than 255 characters";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(id)) return "contains control characters";
  return null;
};
