import { isPageView } from "../session/session.ts";

// What of an event may be told about a person: words of a vocabulary that a site's developers made. Whatever may be somebody's own (addresses,
// identifiers, numbers, names behind /users/) is left out here, before anything is stored.

/** Sites have few names and sections; a flood of others only costs its own time. */
const mostRemembered = 10_000;
const wordLength = 20;

const digitsIn = (text: string): number => text.match(/\p{N}/gu)?.length ?? 0;

/** "Order #12345 Placed" → "order_placed"; no addresses, no numbers, nothing with digits in it that could be an identifier, at most six words. */
export const eventWord = (name: string): string => {
  const words = name
    .slice(0, 255)
    .normalize("NFKC")
    .replace(/\S*(?:@|%40)\S*/g, " ")
    .split(/[\s\p{P}\p{S}]+/u)
    .filter((token) => digitsIn(token) < 2)
    .flatMap((token) =>
      token
        .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
        .toLowerCase()
        .split(/\P{L}+/u),
    )
    .filter((w) => w !== "" && w.length <= wordLength);
  return words.slice(0, 6).join("_") || "event";
};

/** What stands behind one of these names somebody, or a secret. */
const ownersOf = new Set(
  "u user users profile profiles person persons people member members account accounts customer customers contact contacts client clients lead leads patient patients employee employees staff team author authors by for of to hello search q invite invites invitation reset verify confirm unsubscribe token key t s share r redirect orders order invoice invoices".split(
    " ",
  ),
);
const extension = /\.(html?|php|aspx?|jsp|md)$/;
const unnamed = ":id";

/** One segment of a path, or ":id" for what may be an identifier, an address or a text. */
const segmentWord = (segment: string, parent: string | null): string => {
  if (parent !== null && ownersOf.has(parent)) return unnamed;
  if ((segment.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) > 2) return unnamed; // the case of letters carries information: a token
  const name = segment.normalize("NFKC").toLowerCase().replace(extension, "");
  if (name.length > 48 || digitsIn(name) > 2 || /[^\p{L}\p{N}_-]/u.test(name) || /^[a-f]{8,}$/.test(name)) return unnamed;
  const parts = name.split(/[_-]+/);
  if (parts.some((w) => digitsIn(w) > 1 && /\p{L}/u.test(w))) return unnamed;
  const words = parts.map((w) => w.replace(/\p{N}/gu, "")).filter((w) => w !== "");
  return words.length === 0 || words.length > 5 || words.some((w) => w.length > wordLength) ? unnamed : words.join("-");
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
    const word = segmentWord(segment, words.at(-1) ?? null);
    words.push(word);
    if (word === unnamed || words.length === 2) break;
  }
  return `/${words.join("/")}`;
};

const pageNames = ["page_url", "url", "path", "page_path", "page", "$current_url"];
type Properties = Readonly<Record<string, unknown>>;

const pageOf = (properties: Properties): string | null => {
  for (const name of pageNames) {
    const value = properties[name];
    if (typeof value === "string" && value !== "" && value.length <= 4_000) return value;
  }
  return null;
};

const kinds = new Map<string, string | null>();
/** The word of an event's name, or null for a page view. */
const kindOf = (eventName: string): string | null => {
  let kind = kinds.get(eventName);
  if (kind === undefined) {
    kind = isPageView(eventName) ? null : eventWord(eventName);
    if (kinds.size >= mostRemembered) kinds.clear();
    kinds.set(eventName, kind);
  }
  return kind;
};

const views = new Map<string, string>();
/** What was done: "view /pricing" for a page view, "trial_started" for anything else. */
export const actionOf = (eventName: string, properties: Properties): string => {
  const kind = kindOf(eventName);
  if (kind !== null) return kind;
  const page = pageOf(properties);
  if (page === null) return "view";
  let view = views.get(page);
  if (view === undefined) {
    view = `view ${sectionOf(page) ?? ""}`.trimEnd();
    if (views.size >= mostRemembered) views.clear();
    views.set(page, view);
  }
  return view;
};

const marksOf = (kind: string, names: string): ReadonlyMap<unknown, string> =>
  new Map(names.split(" ").map((name) => [name, `${kind} ${name}`]));
const devices = marksOf("device", "desktop mobile tablet tv console wearable");
const channels = marksOf("channel", "browser mobile server");
const media = marksOf("medium", "email cpc ppc paid social organic referral display affiliate sms push video print direct retargeting");

/** "device desktop", "channel browser": known ones alone. */
export const deviceMark = (device: unknown): string | undefined => devices.get(device);
export const channelMark = (channel: unknown): string | undefined => channels.get(channel);
/** "medium email": utm_medium, as a property or in the page's address. */
export const mediumMark = (properties: Properties): string | undefined => {
  let given = properties.utm_medium;
  if (given === undefined) {
    const page = pageOf(properties);
    if (page?.includes("utm_medium=")) given = /[?&]utm_medium=([\w-]{1,20})/.exec(page)?.[1];
  }
  return typeof given === "string" ? media.get(given.toLowerCase()) : undefined;
};

const converting =
  /(^|_)(purchased?|bought|ordered|order_(placed|completed|paid)|checkout_completed|payment_(succeeded|completed)|subscribed|subscription_(started|created)|signed_up|sign_up|signup|registered|trial_started|upgraded|converted|conversion|demo_(requested|booked))($|_)/;
const notReally = /(^|_)(failed|cancell?ed|abandoned|refunded|declined|error|viewed|clicked|opened)($|_)/;
/** Whether the name of an action says that somebody became, or stayed, a customer. */
export const isConversion = (action: string): boolean => !action.startsWith("view") && converting.test(action) && !notReally.test(action);
