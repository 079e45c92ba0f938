import { isUtf8 } from "node:buffer";
import { timeOfText } from "@marketing/client/time";
import type { Hit } from "./hit.ts";
import { isQuoted, type Layout, layoutOf, type Parts, partsOf, usualAgent } from "./logLayout.ts";
import { textsAt } from "./logTail.ts";
import { addressesOf, addressOf, isPublic } from "./visitorAddress.ts";

/** Servers cap a request line at 8 KB, and each header with it. */
const maxLogLine = 64 * 1024;
const clock = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})? ([+-])(\d{2})(\d{2})$/;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The instant, and the day as the log writes it; null = unreadable. */
const timeOf = (text: string): Pick<Hit, "time" | "day"> | null => {
  const t = clock.exec(text);
  if (t === null) {
    const time = /^\d{4}-/.test(text) ? timeOfText(text) : null;
    return time && { time, day: text.slice(0, 10) };
  }
  const month = months.indexOf(t[2]!) + 1;
  const day = `${t[3]}-${String(month).padStart(2, "0")}-${t[1]}`;
  // a leap second is the last one twice
  const second = t[6] === "60" ? "59" : t[6];
  const time = timeOfText(`${day}T${t[4]}:${t[5]}:${second}${t[7] ?? ""}${t[8]}${t[9]}:${t[10]}`);
  return time && { time: t[6] === "60" ? new Date(time.getTime() + 1_000) : time, day };
};

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", v: "\v", '"': '"', "\\": "\\" };

/** Apache and nginx write quotes, backslashes and bytes outside ASCII as \" \\ \xHH. */
const plainText = (s: string): string => {
  if (!s.includes("\\")) return s;
  const bytes = s.replaceAll(/(?:\\x[0-9a-fA-F]{2})+/g, (run) => {
    const written = Buffer.from(run.replaceAll("\\x", ""), "hex");
    return isUtf8(written) ? written.toString("utf8") : run;
  });
  return bytes.replaceAll(/\\(.)/gs, (whole, c: string) => (Object.hasOwn(escapes, c) ? escapes[c]! : whole));
};

const dash = (s: string): string | null => (s === "-" || s === "" ? null : plainText(s));

const explain = (line: string, { name, agent }: Layout): string => {
  const quotes = (line.match(/(?<!\\)"/g) ?? []).length;
  if (quotes % 2 === 1) return "cut off: a quote is not closed";
  if (!/\[[^\]]{0,64}\]/.test(line)) return `not a ${name} log line: no [time]`;
  if (agent !== null && quotes < 4 + 2 * agent.agent) return `not a ${name} log line: referrer or user agent missing`;
  return `not a ${name} log line`;
};

/**
 * The visitor: the first public address of what proxies say, else of who asked, else whoever asked. Or, in words, why the line has other things where the
 * format has an address.
 */
const visitorIn = ({ words }: Parts, { name, head }: Layout, behind: ReadonlyArray<string>): { readonly address: string } | string => {
  const other = `not a ${name} log line`;
  if (words.length < head.length) return `${other}: no address`;
  const stray = words.slice(head.length).find((word) => addressOf(word) !== null);
  if (stray !== undefined) return `${other}: the address ${stray} stands where the user's name should`;
  const said: string[] = [];
  const asked: string[] = [];
  for (const [i, slot] of head.entries()) {
    const word = words[i]!;
    const found = slot === "other" ? [] : (addressesOf(word) ?? []);
    if (slot === "forwarded") said.push(...found);
    if (slot !== "address") continue;
    if (found.length === 0 && /:\d+$/.test(word))
      return `${other}: the server ${word.slice(0, 60)} stands where the visitor's address should`;
    asked.push(...(found.length > 0 ? found : word === "-" ? [] : [word]));
  }
  const all = [...said, ...behind, ...asked];
  if (all.length === 0) return `${other}: no address`;
  return { address: all.find((one) => addressOf(one) !== null && isPublic(one)) ?? asked[0] ?? all[0]! };
};

const combined = layoutOf("combined");

/** Reads one line of an access log as Apache and nginx write it, or says in words what is wrong with it. */
export const parseHit = (line: string, layout: Layout = combined): Hit | string => {
  if (line.length > maxLogLine) return `longer than ${maxLogLine} characters`;
  const parts = partsOf(line);
  const texts = parts?.tail.filter(isQuoted) ?? [];
  if (parts === null || (layout.agent !== null && texts.length <= layout.agent.agent)) return explain(line, layout);
  const when = timeOf(parts.time);
  if (when === null) return `unreadable time [${parts.time.slice(0, 40)}]`;
  const at = layout.agent ?? (texts.length > usualAgent.agent ? usualAgent : null);
  const textAt = (place: number | null | undefined) => dash(texts[place ?? -1]?.slice(1, -1) ?? "");
  const visitor = visitorIn(
    parts,
    layout,
    textsAt(parts, layout.behind).flatMap((text) => addressesOf(text) ?? []),
  );
  if (typeof visitor === "string") return visitor;
  const request = plainText(parts.request);
  const asked = /^([A-Z]+) (\S.*?)(?: (HTTP\/[\d.]+))?$/s.exec(request);
  return {
    ...visitor,
    ...when,
    method: asked?.[1] ?? null,
    target: asked?.[2] ?? request,
    protocol: asked?.[3] ?? null,
    status: parts.status === "-" ? null : Number(parts.status),
    bytes: parts.bytes === "-" ? 0 : Number(parts.bytes),
    referrer: textAt(at?.referrer),
    userAgent: textAt(at?.agent),
  };
};
