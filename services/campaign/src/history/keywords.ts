import { firstCharacters } from "@marketing/shared/base/codePoints";
import type { JsonValue } from "@marketing/shared/base/json";

const most = 60;
const longest = 120;
const mostTogether = 2_000;
/** An address, a link, an id or a telephone number says nothing about a plan, and may say who somebody is. */
const nobodysBusiness = /@|:\/\/|[0-9a-f]{8}-[0-9a-f]{4}-|(?:\d[ ().+-]*){7}/i;

/**
 * Keywords of a plan: spaces made one, each once whatever its case, in a fixed order; at most 60 of 120 characters, and
 * 2,000 together, so that no text is too long to be embedded.
 */
export const normalizeKeywords = (texts: Iterable<string>): ReadonlyArray<string> => {
  const found = new Map<string, string>();
  for (const text of texts) {
    const clean = text.normalize("NFKC").replaceAll(/\s+/g, " ").trim();
    if (clean === "" || nobodysBusiness.test(clean)) continue;
    const key = clean.toLowerCase();
    const [short, other] = [firstCharacters(clean, longest), found.get(key)];
    found.set(key, other !== undefined && other < short ? other : short);
  }
  let room = mostTogether;
  return [...found.keys()]
    .sort()
    .slice(0, most)
    .map((key) => found.get(key)!)
    .filter((text) => {
      room -= text.length;
      return room >= 0;
    });
};

/**
 * Every text in a piece of JSON; a number comes with the name of its member, as "age min 30", and of what is true there is only the name.
 * `without`: members to leave out.
 */
export const keywordsOf = (value: JsonValue | undefined, without: ReadonlySet<string>): ReadonlyArray<string> => {
  const texts: string[] = [];
  const walk = (at: JsonValue | undefined, name: string, depth: number): void => {
    if (at === null || at === undefined || at === false || depth > 6) return;
    if (Array.isArray(at)) for (const item of at as ReadonlyArray<JsonValue>) walk(item, "", depth + 1);
    else if (typeof at === "object") {
      for (const [key, member] of Object.entries(at)) if (!without.has(key)) walk(member, key.replaceAll("_", " "), depth + 1);
    } else texts.push(typeof at === "string" ? at : `${name} ${at === true ? "" : at}`);
  };
  walk(value, "", 0);
  return normalizeKeywords(texts);
};
