import { addressesOf, addressOf } from "./visitorAddress.ts";

/** One thing of the part before a line's user and time. */
export type Slot =
  /** Who asked: an address, a list of them, or a host's name. */
  | "address"
  /** Who asked, by what proxies say; "-" where there was none. */
  | "forwarded"
  /** Whom they asked, and other things that say nothing of the visitor. */
  | "other";

export const logFormats = ["common", "combined", "vhost_common", "vhost_combined", "forwarded_common", "forwarded_combined"] as const;
export type LogFormat = (typeof logFormats)[number];

/** How the lines of an access log are made up. */
export interface Layout {
  readonly name: LogFormat;
  readonly head: ReadonlyArray<Slot>;
  /** Referrer and user agent stand behind the bytes. */
  readonly agent: boolean;
}

const heads = new Map<string, ReadonlyArray<Slot>>([
  ["vhost", ["other", "address"]],
  ["forwarded", ["forwarded", "address"]],
]);

export const layoutOf = (name: LogFormat): Layout => ({
  name,
  head: heads.get(name.split("_")[0]!) ?? ["address"],
  agent: name.endsWith("combined"),
});

/** The parts of a line around its time, request, status and bytes. */
export interface Parts {
  /** Words before the time; a list of addresses is one. */
  readonly words: ReadonlyArray<string>;
  readonly time: string;
  readonly request: string;
  readonly status: string;
  readonly bytes: string;
  /** What stands behind the bytes, texts still in their quotes. */
  readonly tail: ReadonlyArray<string>;
  /** The tail ends in a quote that is not closed. */
  readonly cut: boolean;
}

const body = /^(.{1,2048}?) \[([^\]]{0,64})\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (\d+|-)(?= |$)(.*)$/s;
const word = / *("(?:[^"\\]|\\.)*"|[^\s"]\S*)/sy;

/** Words of a text; texts in quotes are one. `cut`: it ends in a quote that is not closed. */
const wordsOf = (text: string): { readonly words: string[]; readonly cut: boolean } => {
  const words: string[] = [];
  word.lastIndex = 0;
  for (let m = word.exec(text); m !== null; m = word.exec(text)) {
    // "203.0.113.7, 10.0.0.1" without quotes is one list
    const last = words.at(-1);
    if (last?.endsWith(",") && addressesOf(last) !== null) words[words.length - 1] = `${last} ${m[1]}`;
    else words.push(m[1]!);
    if (word.lastIndex >= text.length) return { words, cut: false };
  }
  return { words, cut: text.trim() !== "" };
};

/** Null for what is no line of an access log. */
export const partsOf = (line: string): Parts | null => {
  const m = body.exec(line);
  if (m === null) return null;
  const { words: tail, cut } = wordsOf(m[6]!);
  return { words: wordsOf(m[1]!).words, time: m[2]!, request: m[3]!, status: m[4]!, bytes: m[5]!, tail, cut };
};

export const isQuoted = (text: string): boolean => text.length > 1 && text.startsWith('"');

const most = <T>(values: ReadonlyArray<T>): T | undefined => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
};

/** Whom one asks listens at one of these. */
const serverPort = /:(?:80|443|8080|8443)$/;

const slotOf = (column: ReadonlyArray<string>): Slot | "names" => {
  const said = column.filter((text) => text !== "-" && text !== '"-"');
  // nobody came by a proxy yet
  if (said.length === 0) return "forwarded";
  if (said.some((text) => (addressesOf(text)?.length ?? 0) > 1)) return "forwarded";
  if (said.every((text) => serverPort.test(text))) return "names";
  const addresses = said.filter((text) => addressOf(text) !== null).length;
  if (addresses * 2 >= said.length) return addresses < column.length && said.length < column.length ? "forwarded" : "address";
  return "names";
};

/** How most of some lines are made up. Null where they are no lines of an access log. */
export const detectLayout = (lines: ReadonlyArray<Parts>): Layout | null => {
  const width = most(lines.map(({ words }) => words.length));
  if (width === undefined) return null;
  const alike = lines.filter(({ words }) => words.length === width);
  // ident and user come last; some formats leave one of them out, or both
  const columns = Array.from({ length: Math.max(1, width - 2) }, (_, i) => alike.map(({ words }) => words[i]!));
  const seen = columns.map(slotOf);
  const isKnown = (kind: Slot | "names") => kind === "address" || kind === "forwarded";
  // an address that all have beside others that they have not is the server's, or the proxy's
  const varied = columns.some((column, i) => isKnown(seen[i]!) && new Set(column).size > 1);
  const kinds = seen.map((kind, i) => (kind === "address" && varied && new Set(columns[i]).size === 1 ? "other" : kind));
  const known = kinds.some(isKnown);
  // where no column has addresses, the last has the names of the hosts that asked
  const slots = kinds.map((kind, i): Slot => (kind === "names" ? (!known && i === kinds.length - 1 ? "address" : "other") : kind));
  // of two columns of addresses the first is who asked the proxy, which is the second
  const head = slots.map((slot, i): Slot => (slot === "address" && slots.indexOf("address", i + 1) !== -1 ? "forwarded" : slot));
  const agent = alike.filter(({ tail }) => tail.filter(isQuoted).length >= 2).length * 2 >= alike.length;
  const front = head.length === 1 ? "" : head[0] === "other" ? "vhost_" : "forwarded_";
  return { name: `${front}${agent ? "combined" : "common"}`, head, agent };
};

const slotNames: Readonly<Record<Slot, string>> = { address: "address", forwarded: "forwarded addresses", other: "host" };

/** In words, for whoever imports a log. */
export const describeLayout = ({ name, head, agent }: Layout): string =>
  `${name} access log (${[...head.map((slot) => slotNames[slot]), "user", "time", "request", ...(agent ? ["referrer", "user agent"] : [])].join(", ")})`;
