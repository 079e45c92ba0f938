import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Logger } from "@marketing/shared/base/logger";

const packageName = "@ip-location-db/geo-whois-asn-country";

/** Ranges in ascending order, as parallel arrays: half a million of them in a few megabytes. */
export interface Ranges {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly countries: Uint16Array;
}

const codeOf = (text: string, at: number): number => (text.charCodeAt(at) << 8) | text.charCodeAt(at + 1);
const textOf = (code: number): string => String.fromCharCode(code >> 8, code & 255);

/** An address in which "::" stands for what is not at its end: counts what is missing. */
const prefixOfShortened = (address: string): number | null => {
  const [head = "", rest = ""] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = rest === "" ? [] : rest.split(":");
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  if (groups.length !== 8) return null;
  const [a, b, c] = groups.map((g) => Number.parseInt(g, 16)) as [number, number, number];
  return (a * 65_536 + b) * 65_536 + c;
};

/** The first 48 bits of an IPv6 address as a number; null for what is none. Networks are assigned in nothing smaller. */
export const prefixV6 = (address: string): number | null => {
  const shortened = address.indexOf("::");
  if (shortened >= 0 && shortened !== address.length - 2) return prefixOfShortened(address);
  const groups = [0, 0, 0];
  let n = 0;
  for (let i = 0; i < address.length && n < 3; i++) {
    const c = address.charCodeAt(i);
    if (c === 58) n++;
    else groups[n] = groups[n]! * 16 + (c < 58 ? c - 48 : (c | 32) - 87);
  }
  if (n < 3 && shortened < 0) return null;
  return (groups[0]! * 65_536 + groups[1]!) * 65_536 + groups[2]!;
};

export const numberV4 = (address: string): number => address.split(".").reduce((n, octet) => n * 256 + Number(octet), 0);

/** Lines of "first address, last address, country", ascending. */
export const parseRanges = (csv: string, read: (address: string) => number | null): Ranges => {
  const lines = csv.split("\n");
  const starts = new Float64Array(lines.length);
  const ends = new Float64Array(lines.length);
  const countries = new Uint16Array(lines.length);
  let n = 0;
  for (const line of lines) {
    const first = line.indexOf(",");
    const second = line.indexOf(",", first + 1);
    if (first < 0 || second < 0 || line.length < second + 3) continue;
    const from = read(line.slice(0, first));
    const to = read(line.slice(first + 1, second));
    if (from === null || to === null) continue;
    starts[n] = from;
    ends[n] = to;
    countries[n++] = codeOf(line, second + 1);
  }
  return { starts: starts.subarray(0, n), ends: ends.subarray(0, n), countries: countries.subarray(0, n) };
};

/** The country of the range a key lies in. */
export const findCountry = ({ starts, ends, countries }: Ranges, key: number): string | null => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! > key) high = middle;
    else low = middle + 1;
  }
  return low > 0 && ends[low - 1]! >= key ? textOf(countries[low - 1]!) : null;
};

export type CountryOf = (ipAddress: string) => string | null;

/**
 * The country (ISO 3166-1 alpha-2) an address is registered in, from the public-domain tables of ip-location-db: offline, no address
 * leaves the process. Where the package is not installed no address can be placed; the service works without.
 */
export const countryLookup = (logger: Logger): CountryOf => {
  let directory: string;
  try {
    directory = dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  } catch {
    logger.info("countries of addresses are not known: the table is not installed", { package: packageName });
    return () => null;
  }
  const csv = (family: string): string => readFileSync(join(directory, `geo-whois-asn-country-${family}.csv`), "latin1");
  // Both at once and before the first call: parsing them takes a good part of a second, which no event should wait for.
  const v4 = parseRanges(csv("ipv4-num"), Number);
  const v6 = parseRanges(csv("ipv6"), prefixV6);
  return (ipAddress) => {
    if (!ipAddress.includes(":")) return findCountry(v4, numberV4(ipAddress));
    const key = prefixV6(ipAddress);
    return key === null ? null : findCountry(v6, key);
  };
};
