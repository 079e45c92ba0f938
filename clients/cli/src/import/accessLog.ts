import { hash } from "node:crypto";
import { isIP } from "node:net";
import { badLine, type EventItem, type LineParser, type ParsedLine } from "./item.ts";
import { messageIds } from "./messageId.ts";

/** address, ident, user, [time], "request", status, bytes, "referrer", "user agent"; more fields after them are ignored. */
const combined =
  /^(\S+) (\S+) (.{1,256}?) \[([^\]]{0,64})\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (\d+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"(?: .*)?$/s;
/** Servers cap a request line at 8 KB, and each header with it. */
const maxLogLine = 64 * 1024;
const clock = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/;
const months: Readonly<Record<string, number>> = {
  Jan: 0,
  Feb: 1,
  Mar: 2,
  Apr: 3,
  May: 4,
  Jun: 5,
  Jul: 6,
  Aug: 7,
  Sep: 8,
  Oct: 9,
  Nov: 10,
  Dec: 11,
};

export interface Hit {
  readonly address: string;
  /** UTC. */
  readonly time: Date;
  /** As the log writes it, in the log's own zone: YYYY-MM-DD. */
  readonly day: string;
  readonly method: string | null;
  readonly target: string;
  readonly protocol: string | null;
  readonly status: number | null;
  /** 0 where the log has "-". */
  readonly bytes: number;
  readonly referrer: string | null;
  readonly userAgent: string | null;
}

/** Reads one line of the combined log format [httpd.apache.org/docs/2.4/logs.html#combined], or says in words what is wrong with it. */
export const parseHit = (line: string): Hit | string => {
  if (line.length > maxLogLine) return `longer than ${maxLogLine} characters`;
  const m = combined.exec(line);
  if (m === null) return explain(line);
  const t = clock.exec(m[4]!);
  const time = t === null ? null : timeOf(t);
  if (t === null || time === null) return `unreadable time [${m[4]!.slice(0, 40)}]`;
  const request = plainText(m[5]!);
  const parts = /^([A-Z]+) (\S.*?)(?: (HTTP\/[\d.]+))?$/s.exec(request);
  return {
    address: m[1]!,
    time,
    day: `${t[3]}-${String(months[t[2]!]! + 1).padStart(2, "0")}-${t[1]}`,
    method: parts?.[1] ?? null,
    target: parts?.[2] ?? request,
    protocol: parts?.[3] ?? null,
    status: m[6] === "-" ? null : Number(m[6]),
    bytes: m[7] === "-" ? 0 : Number(m[7]),
    referrer: dash(m[8]!),
    userAgent: dash(m[9]!),
  };
};

const dash = (s: string): string | null => (s === "-" || s === "" ? null : plainText(s));

const timeOf = (t: RegExpExecArray): Date | null => {
  const month = months[t[2]!];
  if (month === undefined) return null;
  const [day, year, hour, minute, second] = [Number(t[1]), Number(t[3]), Number(t[4]), Number(t[5]), Number(t[6])];
  const local = new Date(Date.UTC(year, month, day, hour, minute, second));
  // Date rolls 31 February over; a log line that says so is broken. A leap second (60) is allowed to roll.
  if (local.getUTCDate() !== day && !(second === 60)) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  const offset = (Number(t[8]) * 60 + Number(t[9])) * 60_000;
  return new Date(local.getTime() - (t[7] === "-" ? -offset : offset));
};

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", v: "\v", '"': '"', "\\": "\\" };

/** Apache and nginx write quotes, backslashes and bytes outside ASCII as \" \\ \xHH. */
const plainText = (s: string): string => {
  if (!s.includes("\\")) return s;
  const bytes = s.replaceAll(/(?:\\x[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll("\\x", ""), "hex").toString("utf8"));
  return bytes.replaceAll(/\\(.)/gs, (whole, c: string) => escapes[c] ?? whole);
};

const explain = (line: string): string => {
  const quotes = (line.match(/(?<!\\)"/g) ?? []).length;
  if (quotes % 2 === 1) return "cut off: a quote is not closed";
  if (!/\[[^\]]{0,64}\]/.test(line)) return "not a combined log line: no [time]";
  if (quotes < 6) return "not a combined log line: referrer or user agent missing";
  return "not a combined log line";
};

/** The visitor a log can tell apart: address and user agent together, hashed, so that the id itself shows neither. */
export const visitorOf = (hit: Pick<Hit, "address" | "userAgent">): string =>
  `log-${hash("sha256", `${hit.address}\n${hit.userAgent ?? ""}`, "hex").slice(0, 24)}`;

/** The utm_ parameters of a request target, lower-cased names, first value of each. */
export const utmOf = (target: string): Record<string, string> => {
  const at = target.indexOf("?");
  if (at === -1 || !/utm_/i.test(target)) return {};
  const found: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(target.slice(at + 1).replace(/#.*$/s, ""))) {
    const key = name.toLowerCase();
    if (key.startsWith("utm_") && found[key] === undefined) found[key] = value;
  }
  return found;
};

export const eventOfHit = (hit: Hit, messageId: string): EventItem => {
  const query = hit.target.indexOf("?");
  return {
    kind: "event",
    messageId,
    userId: null,
    anonymousId: visitorOf(hit),
    eventName: "page_view",
    properties: {
      page_url: hit.target,
      path: query === -1 ? hit.target : hit.target.slice(0, query),
      ...(hit.method !== null && { method: hit.method }),
      ...(hit.protocol !== null && { protocol: hit.protocol }),
      ...(hit.status !== null && { status: hit.status }),
      bytes: hit.bytes,
      ...(hit.referrer !== null && { referrer: hit.referrer }),
      ...utmOf(hit.target),
    },
    timestamp: hit.time.toISOString(),
    sentAt: null,
    sessionId: null,
    // With host name look-ups on, a log has names here: no address to place.
    ip: isIP(hit.address) === 0 ? null : hit.address,
    userAgent: hit.userAgent,
    channel: "web",
    active: true,
  };
};

/** What a log says about itself; an import prints it beside what the service answered. */
export interface LogFacts {
  addresses: Set<string>;
  visitors: Set<string>;
  days: Map<string, number>;
  statuses: Map<string, number>;
  withUtm: number;
}

/** Beyond this many the sets stop growing and the counts are "at least". */
export const maxCounted = 500_000;

export const accessLogParser = (): { parse: LineParser; facts: LogFacts } => {
  const idOf = messageIds();
  const facts: LogFacts = { addresses: new Set(), visitors: new Set(), days: new Map(), statuses: new Map(), withUtm: 0 };
  const parse = (bytes: Buffer): ParsedLine => {
    const hit = parseHit(bytes.toString("utf8"));
    if (typeof hit === "string") return badLine(hit);
    const event = eventOfHit(hit, idOf(bytes));
    // Copied, because a piece of a line would keep the whole line in memory.
    if (facts.addresses.size < maxCounted && !facts.addresses.has(hit.address)) facts.addresses.add(Buffer.from(hit.address).toString());
    if (facts.visitors.size < maxCounted) facts.visitors.add(event.anonymousId!);
    facts.days.set(hit.day, (facts.days.get(hit.day) ?? 0) + 1);
    const status = hit.status === null ? "-" : String(hit.status);
    facts.statuses.set(status, (facts.statuses.get(status) ?? 0) + 1);
    if (Object.keys(event.properties).some((key) => key.startsWith("utm_"))) facts.withUtm += 1;
    return { items: [event], bad: [] };
  };
  return { parse, facts };
};
