import { FAILSAFE_SCHEMA, load } from "js-yaml";
import { parse } from "smol-toml";

/** What a file says about itself: each name in lower case, with its values. */
export type Fields = ReadonlyMap<string, ReadonlyArray<string>>;

export interface FrontMatter {
  readonly fields: Fields;
  /** What follows it. */
  readonly text: string;
}

/** A file that speaks of itself at greater length does not mean that. */
const longest = 64 * 1024;

const none: Fields = new Map();

/** The values that a reader takes for one or several words; a table in the place of a word is none. */
const valuesOf = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.slice(0, 1_000).flatMap((one) => (Array.isArray(one) ? [] : valuesOf(one)));
  if (value instanceof Date) return [value.toISOString()];
  return ["string", "number", "bigint", "boolean"].includes(typeof value) ? [String(value)] : [];
};

const fieldsOf = (table: object): Fields => new Map(Object.entries(table).map(([name, value]) => [name.toLowerCase(), valuesOf(value)]));

const isTable = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

const line = /^([a-z_]+)[ \t]*:[ \t]*(.*)$/i;
/** A list or table that goes on in the next line. */
const open = /^[[{][^\]}]*$/;
const quoted = /^(["'])(.*)\1$/;

/** "name: value" in each line that has it: many write that and no YAML. */
const readLines = (head: string): Fields =>
  new Map(
    head.split("\n").flatMap((text) => {
      const [, name, value = ""] = line.exec(text) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), [value.trim().replace(quoted, "$2")]] as const];
    }),
  );

/** Every scalar is the text that stands there: `no` and `012` are words, a date is read with the others. Null = it is no YAML. */
const loaded = (head: string): Fields | null => {
  try {
    const read = load(head, { schema: FAILSAFE_SCHEMA, json: true });
    return isTable(read) ? fieldsOf(read) : none;
  } catch {
    return null;
  }
};

/** With each line that is no YAML by itself as the text that it was meant to be, and spaces for the tabs before items. */
const mended = (head: string): string =>
  head
    .split("\n")
    .map((text) => {
      const [, name, value = ""] = line.exec(text) ?? [];
      if (name === undefined) return text.replace(/^\t+/, (tabs) => "  ".repeat(tabs.length));
      return !open.test(value) && loaded(text) === null ? `${name}: ${JSON.stringify(value.trim().replace(quoted, "$2"))}` : text;
    })
    .join("\n");

const readYaml = (head: string): Fields => loaded(head) ?? loaded(mended(head)) ?? readLines(head);

/** With those of [taxonomies], where some generators have the tags. Throws a SyntaxError. */
const readToml = (head: string): Fields => {
  try {
    const { taxonomies, ...read } = parse(head);
    return new Map([...(isTable(taxonomies) ? fieldsOf(taxonomies) : none), ...fieldsOf(read)]);
  } catch (error) {
    throw new SyntaxError(`what stands between its lines +++ is no TOML: ${(error as Error).message.split("\n")[0]}`, { cause: error });
  }
};

const fences = [
  { begin: "---", ends: ["---", "..."], read: readYaml },
  { begin: "+++", ends: ["+++"], read: readToml },
];

/**
 * YAML between two lines "---", or TOML between two lines "+++", at the top of a text. What says nothing (a rule between two paragraphs) is
 * text and stays. Throws a SyntaxError where there is TOML that cannot be read.
 */
export const readFrontMatter = (whole: string): FrontMatter => {
  const lines = whole.slice(0, longest).split(/\r?\n/);
  const fence = fences.find(({ begin }) => lines[0]?.trimEnd() === begin);
  const end = fence === undefined ? -1 : lines.findIndex((one, at) => at > 0 && fence.ends.includes(one.trimEnd()));
  if (fence === undefined || end < 0) return { fields: none, text: whole };
  const fields = fence.read(lines.slice(1, end).join("\n"));
  if (fields.size === 0) return { fields, text: whole };
  return { fields, text: behind(whole, end + 1).replace(/^(?:[ \t]*\r?\n)+/, "") };
};

/** A text without its first lines. */
const behind = (text: string, lines: number): string => {
  let from = 0;
  for (let n = 0; n < lines; n++) {
    const at = text.indexOf("\n", from);
    if (at < 0) return "";
    from = at + 1;
  }
  return text.slice(from);
};
