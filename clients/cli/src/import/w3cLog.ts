import { timeOfText } from "@marketing/client/time";
import type { Hit } from "./hit.ts";
import { addressesOf, isPublic } from "./visitorAddress.ts";

export const isDirective = (line: string): boolean => /^#[A-Za-z-]{1,40}:/.test(line);

const quoted = / *("(?:[^"]|"")*"|[^\s"]\S*)/sy;

/** Values of a line: between tabs where it has some, else between spaces, with texts in quotes. */
const valuesOf = (line: string): ReadonlyArray<string> => {
  if (line.includes("\t")) return line.split("\t");
  const values: string[] = [];
  quoted.lastIndex = 0;
  for (let m = quoted.exec(line); m !== null; m = quoted.exec(line)) {
    values.push(m[1]!.startsWith('"') ? m[1]!.slice(1, -1).replaceAll('""', '"') : m[1]!);
    if (quoted.lastIndex >= line.length) break;
  }
  return values;
};

/** IIS writes spaces as +, others as %20. */
const plainText = (text: string): string => {
  if (text.includes(" ")) return text;
  if (!/%[0-9a-f]{2}/i.test(text)) return text.replaceAll("+", " ");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The first of these fields that the line has, without "-". */
type Field = (...names: ReadonlyArray<string>) => string | null;

const visitorOf = (field: Field): string | null => {
  const list = field("x-forwarded-for", "cs(x-forwarded-for)", "cs-x-forwarded-for", "x-real-ip", "cs(x-real-ip)") ?? "";
  const said = addressesOf(plainText(list)) ?? [];
  const asked = field("c-ip", "c-dns", "cs-host-ip");
  const all = [...said, ...(addressesOf(asked ?? "") ?? [])];
  return all.find(isPublic) ?? asked ?? all[0] ?? null;
};

const targetOf = (field: Field): string => {
  const [stem, query] = [field("cs-uri-stem", "cs-uri") ?? "-", field("cs-uri-query")];
  return query === null ? stem : `${stem}?${query}`;
};

const hitOf = (field: Field, day: string | null): Hit | string => {
  const address = visitorOf(field);
  if (address === null) return "no c-ip";
  const said = [field("date") ?? day, field("time")];
  const time = said[0] === null || said[1] === null ? null : timeOfText(`${said[0]}T${said[1]}Z`);
  if (time === null)
    return `unreadable time ${said
      .map((part) => part ?? "-")
      .join(" ")
      .slice(0, 40)}`;
  const [status, bytes] = [field("sc-status"), field("sc-bytes", "bytes")];
  const [referrer, userAgent] = [field("cs(referer)", "cs(referrer)"), field("cs(user-agent)")];
  return {
    address,
    time,
    day: said[0]!,
    method: field("cs-method"),
    target: targetOf(field),
    protocol: field("cs-version", "cs-protocol-version"),
    status: /^\d{3}$/.test(status ?? "") ? Number(status) : null,
    bytes: /^\d+$/.test(bytes ?? "") ? Number(bytes) : 0,
    referrer: referrer && plainText(referrer),
    userAgent: userAgent && plainText(userAgent),
  };
};

/**
 * Reads the extended log format of the W3C [w3.org/TR/WD-logfile], as IIS and CloudFront write it: lines that begin with # say which fields follow, and
 * may say so again. Times are UTC. Null for such a line, words for what is wrong.
 */
export const w3cReader = (): ((line: string) => Hit | string | null) => {
  let places: ReadonlyMap<string, number> | null = null;
  let day: string | null = null;
  return (line) => {
    if (line.startsWith("#")) {
      const [, name, value] = /^#([A-Za-z-]{1,40}):\s*(.*)$/s.exec(line) ?? [];
      if (name?.toLowerCase() === "fields") places = new Map(valuesOf(value!.trim()).map((field, i) => [field.toLowerCase(), i]));
      if (name?.toLowerCase() === "date") day = value!.slice(0, 10);
      return null;
    }
    const fields = places;
    if (fields === null) return "no #Fields line before it";
    const values = valuesOf(line);
    if (values.length !== fields.size) return `has ${values.length} values for the ${fields.size} of #Fields`;
    const field: Field = (...names) => {
      const place = names.map((name) => fields.get(name)).find((at) => at !== undefined && values[at] !== "-" && values[at] !== "");
      return place === undefined ? null : values[place]!;
    };
    return hitOf(field, day);
  };
};
