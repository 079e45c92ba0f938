import { addressesOf } from "./visitorAddress.ts";

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

/** A place behind the bytes, counted among the texts in quotes or among the other words: of those some lines may have more. */
export interface Place {
  readonly quoted: boolean;
  readonly at: number;
}

/** Where the referrer and the user agent stand among the texts in quotes behind the bytes. */
export interface AgentPlaces {
  readonly referrer: number | null;
  readonly agent: number;
}

/** How the lines of an access log are made up. */
export interface Layout {
  readonly name: LogFormat;
  readonly head: ReadonlyArray<Slot>;
  /** Null where the lines have no user agent. */
  readonly agent: AgentPlaces | null;
  /** What has the addresses that proxies say. */
  readonly behind: ReadonlyArray<Place>;
}

/** As the combined format has them. */
export const usualAgent: AgentPlaces = { referrer: 0, agent: 1 };

const heads = new Map<string, ReadonlyArray<Slot>>([
  ["vhost", ["other", "address"]],
  ["forwarded", ["forwarded", "address"]],
]);

export const layoutOf = (name: LogFormat): Layout => ({
  name,
  head: heads.get(name.split("_")[0]!) ?? ["address"],
  agent: name.endsWith("combined") ? usualAgent : null,
  behind: [],
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

/** Null for what is no line of an access log. Some have tabs between their fields. */
export const partsOf = (line: string): Parts | null => {
  const m = body.exec(line) ?? (line.includes("\t") ? body.exec(line.replaceAll("\t", " ")) : null);
  if (m === null) return null;
  const { words: tail, cut } = wordsOf(m[6]!);
  return { words: wordsOf(m[1]!).words, time: m[2]!, request: m[3]!, status: m[4]!, bytes: m[5]!, tail, cut };
};

export const isQuoted = (text: string): boolean => text.length > 1 && text.startsWith('"');

const slotNames: Readonly<Record<Slot, string>> = { address: "address", forwarded: "forwarded addresses", other: "host" };

/** In words, for whoever imports a log. */
export const describeLayout = ({ name, head, agent, behind }: Layout): string => {
  const texts = agent === null ? [] : [...(agent.referrer === null ? [] : ["referrer"]), "user agent"];
  const parts = [...head.map((slot) => slotNames[slot]), "user", "time", "request", ...texts, ...behind.map(() => slotNames.forwarded)];
  return `${name} access log (${parts.join(", ")})`;
};
