import { isPageView, type Properties, pageOf } from "./pageView.ts";

// How actions are named: "view /pricing", "trial_started". A name is made of the words that a site's developers chose for its pages and events.
// Whatever may be personal (addresses, identifiers, numbers, names behind /users/) is left out here, before anything is stored.

/** Names that are cached. Sites have few of them; a flood of others costs its own time and no memory. */
const cacheSize = 10_000;
const maxWordLength = 20;

const digitsIn = (text: string): number => text.match(/\p{N}/gu)?.length ?? 0;

/** "Order #12345 Placed" → "order_placed"; no addresses, no numbers, nothing with digits in it that could be an identifier, at most six words. */
export const eventActionOf = (name: string): string => {
  const words = name
    .slice(0, 255)
    .normalize("NFKC")
    .split(/\s+/)
    .filter((token) => !/@|%40/.test(token))
    .join(" ")
    .split(/[\s\p{P}\p{S}]+/u)
    .filter((token) => digitsIn(token) < 2)
    .flatMap((token) =>
      token
        .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
        .toLowerCase()
        .split(/\P{L}+/u),
    )
    .filter((w) => w !== "" && w.length <= maxWordLength);
  return words.slice(0, 6).join("_") || "event";
};

/** What follows one of these in a path names somebody, or is a secret. */
const namesSomebody = new Set(
  "u user users profile profiles person persons people member members account accounts customer customers contact contacts client clients lead leads patient patients employee employees staff team author authors by for of to hello search q invite invites invitation reset verify confirm unsubscribe token key t s share r redirect orders order invoice invoices".split(
    " ",
  ),
);
const extension = /\.(html?|php|aspx?|jsp|md)$/;
const placeholder = ":id";

/** One segment of a path, or ":id" for what may be an identifier, an address or a text. */
const pathSegmentOf = (segment: string, parent: string | null): string => {
  if (parent !== null && namesSomebody.has(parent)) return placeholder;
  if ((segment.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) > 2) return placeholder; // the case of letters carries information: a token
  const name = segment.normalize("NFKC").toLowerCase().replace(extension, "");
  if (name.length > 48 || digitsIn(name) > 2 || /[^\p{L}\p{N}_-]/u.test(name) || /^[a-f]{8,}$/.test(name)) return placeholder;
  const parts = name.split(/[_-]+/);
  if (parts.some((w) => digitsIn(w) > 1 && /\p{L}/u.test(w))) return placeholder;
  const words = parts.map((w) => w.replace(/\p{N}/gu, "")).filter((w) => w !== "");
  return words.length === 0 || words.length > 5 || words.some((w) => w.length > maxWordLength) ? placeholder : words.join("-");
};

const decoded = (path: string): string | null => {
  let text = path;
  for (let i = 0; i < 3 && text.includes("%"); i++)
    try {
      text = decodeURIComponent(text);
    } catch {
      return null;
    }
  return text.includes("%") ? null : text;
};

/** "https://x.com/Docs/API/v2?q=1#top" → "/docs/api": two segments at most, no origin, query, digits or identifiers. null = no page is named. */
export const sectionOf = (page: string): string | null => {
  const path = /^(?:[a-z][a-z0-9+.-]{0,20}:)?\/\/[^/?#]*(.*)$/is.exec(page)?.[1] ?? page;
  if (path !== "" && !/^[/?#]/.test(path)) return null; // a title is no address
  const clean = decoded(path.slice(0, 1_000).split(/[?#;]/, 1)[0]!)?.split(/[?#;]/, 1)[0];
  if (clean === undefined) return null;
  const words: string[] = [];
  for (const segment of clean.split(/[/\\]/)) {
    if (segment === "" || (words.length === 0 && /^[a-z]{2}([-_][a-z]{2})?$/i.test(segment) && segment.toLowerCase() !== "me")) continue;
    const word = pathSegmentOf(segment, words.at(-1) ?? null);
    words.push(word);
    if (word === placeholder || words.length === 2) break;
  }
  return `/${words.join("/")}`;
};

/** A pure function whose answers are cached. */
const cached = <A>(name: (text: string) => A): ((text: string) => A) => {
  const known = new Map<string, A>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = name(text);
    if (known.size >= cacheSize) known.clear();
    known.set(text, made);
    return made;
  };
};

/** Null for a page view, whose action is the page. */
const eventAction = cached((eventName): string | null => (isPageView(eventName) ? null : eventActionOf(eventName)));
const viewAction = cached((page) => `view ${sectionOf(page) ?? ""}`.trimEnd());

/** What was done: "view /pricing" for a page view, "trial_started" for anything else. */
export const actionOf = (eventName: string, properties: Properties): string => {
  const action = eventAction(eventName);
  if (action !== null) return action;
  const page = pageOf(properties);
  return page === null ? "view" : viewAction(page);
};
