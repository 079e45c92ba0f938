/** The errors a service answers with, found in its source: every reason is a word in capitals beside its code and its sentence. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export interface ErrorReason {
  readonly reason: string;
  /** FAILED_PRECONDITION */
  readonly code: string;
  /** … stands for what is different each time. */
  readonly says: string;
}

const text = `("(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|\`(?:[^\`\\\\]|\\\\.)*\`|[\\w.]+(?:\\[\\w+\\])?)`;
const reason = '"([A-Z][A-Z0-9_]+)"';
const makers =
  "notFound|alreadyExists|failedPrecondition|permissionDenied|unauthenticated|aborted|unimplemented|outOfRange|resourceExhausted|unavailable|away";
const kinds = "invalid_argument|not_found|already_exists|failed_precondition|permission_denied";
/** Code, reason, sentence. */
const patterns = [
  new RegExp(`\\b(${makers})\\(\\s*${reason},\\s*${text}`, "g"),
  new RegExp(`\\b\\w*\\(\\s*"(${kinds})",\\s*${reason},\\s*${text}`, "g"),
  new RegExp(`kind: "(${kinds})",\\s*reason: ${reason},\\s*message: ${text}`, "g"),
  new RegExp(`new RpcError\\(Code\\.(\\w+), ${reason},\\s*${text}`, "g"),
];
/** Field, sentence, reason. */
const wrongField = [
  new RegExp(`\\binvalidField\\(\\s*([^,]+),\\s*${text},\\s*${reason}`, "g"),
  new RegExp(`\\binvalidArgument\\(\\[\\{ field: ${text}, description: ${text} \\}\\],\\s*${reason}`, "g"),
];
/** A table of sentences by reason: what an aggregate's state does not allow. */
const tabled = /^ +([A-Z]+(?:_[A-Z]+)+): ("\w[^"]* [^"]*"),$/gm;

const sentence = (literal: string): string =>
  /^["'`]/.test(literal)
    ? literal
        .slice(1, -1)
        .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…")
        .replaceAll(/\\(.)/g, "$1")
    : "";
const codeName = (name: string): string =>
  name === "away" ? "UNAVAILABLE" : name === name.toUpperCase() ? name : name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();

const reasonsIn = (source: string): ReadonlyArray<ErrorReason> => [
  ...patterns.flatMap((pattern) =>
    [...source.matchAll(pattern)].map(([, code, name, says]) => ({ reason: name!, code: codeName(code!), says: sentence(says!) })),
  ),
  ...wrongField.flatMap((pattern) =>
    [...source.matchAll(pattern)].map(([, field, says, name]) => ({
      reason: name!,
      code: "INVALID_ARGUMENT",
      says: [sentence(field!), sentence(says!)].filter(Boolean).join(": "),
    })),
  ),
  ...[...source.matchAll(tabled)].map(([, name, says]) => ({ reason: name!, code: "FAILED_PRECONDITION", says: sentence(says!) })),
];

/** The reasons in a folder of the repository, in alphabetical order; of several sentences of one reason the first. */
export const errorReasons = (...folders: string[]): ReadonlyArray<ErrorReason> => {
  const files = folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: repository }))
    .filter((f) => !/test\.ts$|[tT]esting|fixtures/.test(f));
  const found = new Map<string, ErrorReason>();
  for (const one of files.sort().flatMap((file) => reasonsIn(readFileSync(join(repository, file), "utf8")))) {
    const key = `${one.reason} ${one.code}`;
    if (!found.get(key)?.says) found.set(key, one);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
};
