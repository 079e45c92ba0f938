import { hash } from "node:crypto";
import { isIP } from "node:net";
import { parseHit } from "./accessLine.ts";
import type { Hit } from "./hit.ts";
import { badLine, type EventItem, type LineParser, type ParsedLine } from "./item.ts";
import { messageIds } from "./messageId.ts";

/** The visitor a log can tell apart: address and user agent together, hashed, so that the id itself shows neither. */
export const visitorOf = (hit: Pick<Hit, "address" | "userAgent">): string =>
  `log-${hash("sha256", `${hit.address}\n${hit.userAgent ?? ""}`, "hex").slice(0, 24)}`;

/** The utm_ parameters of a request target, lower-cased names, first value of each. */
export const utmOf = (target: string): Record<string, string> => {
  const at = target.indexOf("?");
  if (at === -1 || !/utm_/i.test(target)) return {};
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(target.slice(at + 1).replace(/#.*$/s, ""))) {
    const key = name.toLowerCase();
    if (key.startsWith("utm_") && !found.has(key)) found.set(key, value);
  }
  return Object.fromEntries(found);
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

/** `read` gives null for a line that says nothing of a visitor. */
export const accessLogParser = (read: (line: string) => Hit | string | null = parseHit): { parse: LineParser; facts: LogFacts } => {
  const idOf = messageIds();
  const facts: LogFacts = { addresses: new Set(), visitors: new Set(), days: new Map(), statuses: new Map(), withUtm: 0 };
  const parse = (bytes: Buffer): ParsedLine => {
    const hit = read(bytes.toString("utf8"));
    if (hit === null) return { items: [], bad: [] };
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
