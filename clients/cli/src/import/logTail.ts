// What stands behind the bytes of an access log: each server's own choice, seen from the columns of many lines.
import { type AgentPlaces, isQuoted, type Parts, type Place, usualAgent } from "./logLayout.ts";
import { addressesOf, isPublic } from "./visitorAddress.ts";

const quotedOf = ({ tail }: Parts): ReadonlyArray<string> => tail.filter(isQuoted);
const bareOf = ({ tail }: Parts): ReadonlyArray<string> => tail.filter((text) => !isQuoted(text));
const isSaid = (text: string | undefined): text is string => text !== undefined && text !== "-" && text !== '"-"' && text !== '""';

const agentLike = /^"(?:Mozilla|[A-Za-z][\w.+ -]{0,40}\/v?\d)/;
const referrerLike = /^"(?:https?|android-app):/;

/** Which text in quotes is the user agent, and which the referrer: by what they look like, else as the combined format has them. */
export const agentOf = (lines: ReadonlyArray<Parts>): AgentPlaces | null => {
  const texts = lines.map(quotedOf);
  const share = (at: number, form: RegExp) => texts.filter((own) => form.test(own[at] ?? "")).length;
  const places = Array.from({ length: Math.min(16, Math.max(0, ...texts.map((own) => own.length))) }, (_, at) => at);
  const best = (form: RegExp, usual: number, among: ReadonlyArray<number>): number =>
    among.reduce((found, at) => (share(at, form) > share(found, form) ? at : found), usual);
  const agent = best(agentLike, usualAgent.agent, places);
  const known = share(agent, agentLike) > 0;
  const needed = known ? agent + 1 : 2;
  if (texts.filter((own) => own.length >= needed).length * 2 < lines.length) return null;
  const referrer = best(
    referrerLike,
    agent > 0 ? agent - 1 : 1,
    places.filter((at) => at !== agent),
  );
  return { agent, referrer: places.includes(referrer) ? referrer : null };
};

const portOf = (text: string): string | null => /^"?(?:\[[^\]]+\]|[^:,]+):(\d{1,5})"?$/.exec(text)?.[1] ?? null;

/**
 * Whether a column has what proxies say of the visitor, and not the address of a server: many visitors have many addresses, and ports of their own. `asked`
 * are the addresses in front of the same lines.
 */
const isForwarded = (column: ReadonlyArray<string | undefined>, asked: ReadonlyArray<string>): boolean => {
  const said = [...column.entries()].flatMap(([i, text]) => (isSaid(text) ? [{ text, asked: asked[i]! }] : []));
  const firsts = said.map(({ text }) => addressesOf(text)?.find(isPublic) ?? null);
  if (firsts.filter((address) => address !== null).length * 2 < said.length) return false;
  const ports = said.flatMap(({ text }) => portOf(text) ?? []);
  if (said.length > 1 && ports.length === said.length && new Set(ports).size * 4 <= said.length) return false;
  return new Set(firsts).size * 4 > new Set(said.map((one) => one.asked)).size;
};

/** Where the addresses stand that proxies say. A column that nobody has a value in yet is one of them when it is in quotes: nobody came by a proxy. */
export const behindOf = (lines: ReadonlyArray<Parts>, agent: AgentPlaces | null, asked: ReadonlyArray<string>): ReadonlyArray<Place> => {
  const places = (quoted: boolean, texts: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<Place> =>
    Array.from({ length: Math.min(16, Math.max(0, ...texts.map((own) => own.length))) }, (_, at) => ({ quoted, at })).filter(({ at }) => {
      if (quoted && (at === agent?.agent || at === agent?.referrer)) return false;
      const column = texts.map((own) => own[at]);
      return column.some(isSaid) ? isForwarded(column, asked) : quoted;
    });
  return [...places(true, lines.map(quotedOf)), ...places(false, lines.map(bareOf))];
};

/** The texts of a line that stand in these places. */
export const textsAt = (parts: Parts, places: ReadonlyArray<Place>): ReadonlyArray<string> => {
  const [quoted, bare] = [quotedOf(parts), bareOf(parts)];
  return places.flatMap(({ quoted: inQuotes, at }) => (inQuotes ? quoted : bare)[at] ?? []);
};
