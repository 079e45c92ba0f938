/**
 * Patterns of keys, credentials and e-mail addresses, and what each is replaced by. What is logged is anybody's text: each pattern begins only
 * where its text can, so that none is looked for from every character of a run.
 */
const secrets: ReadonlyArray<readonly [RegExp, string]> = [
  [/:\/\/[^\s/@"']*@/g, "://***@"],
  [/\bmk_[A-Za-z0-9_\u0080-\uffff]+/g, "mk_***"], // to the end, where a no-break space was pasted into it too
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=\u0080-\uffff-]{8,}/gi, "$1 ***"],
  [/\b(pcsk|sk|pk)[-_][A-Za-z0-9_-]{12,}/g, "$1-***"],
  [/(?<![^\s"'<>@:;,()])[^\s"'<>@:;,()]+@[^\s"'<>@:;,()]+\.[A-Za-z]{2,}/g, "***@***"],
];
const secretKey = /^(password|secret|token|api_?key|authorization|cookie|email|phone|ip|ip_address|body|text|payload|data)$/i;

/** Characters of one text that are logged at most. */
const longest = 16_384;

export const redact = (text: string): string => {
  const shown = secrets.reduce((t, [pattern, by]) => t.replace(pattern, by), text.slice(0, longest));
  return text.length > longest ? `${shown}… (${text.length - longest} characters more)` : shown;
};

interface DatabaseError extends Error {
  readonly code?: unknown;
  readonly severity?: unknown;
}

/** The messages of PostgreSQL and of the JSON parser quote the value that was wrong; the quoted parts are removed. */
const withoutQuotes = (error: DatabaseError, text: string): string =>
  error.severity !== undefined || error instanceof SyntaxError ? text.replace(/"[^"]*"/g, '"?"').replace(/'[^']*'/g, "'?'") : text;

/** The frames of an error's stack, without the message that a stack begins with. */
export const framesOf = (error: Error): string =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");

/** An error as it may be logged: its message without secrets and quoted values. */
export const errorFields = (error: Error): { name: string; message: string; code?: string; stack: string } => {
  const { code } = error as DatabaseError;
  return {
    name: error.name,
    message: redact(withoutQuotes(error, error.message)),
    ...(typeof code === "string" ? { code } : {}),
    stack: framesOf(error),
  };
};

/** A replacer for `JSON.stringify` that redacts every string and hides the values of keys that hold secrets or personal data. */
export const plain = (key: string, value: unknown): unknown => {
  if (value instanceof Error) return errorFields(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "string") return value;
  return secretKey.test(key) ? "***" : redact(value);
};
