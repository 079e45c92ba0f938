import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Logger } from "@marketing/shared/service/logger";

const packageName = "@ip-location-db/geo-whois-asn-country";

/** Ranges in ascending order, as parallel arrays: half a million of them in a few megabytes. */
interface Ranges {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly countries: Uint16Array;
}

const codeOf = (text: string, at: number): number => (text.charCodeAt(at) << 8) | text.charCodeAt(at + 1);
const textOf = (code: number): string => String.fromCharCode(code >> 8, code & 255);

/** The first 48 bits of an IPv6 address as a number; null for what is none. Networks are assigned in nothing smaller. */
export const prefixV6 = (address: string): number | null => {
  const [head = "", rest] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = rest === undefined || rest === "" ? [] : rest.split(":");
  const groups = [...left, ...Array<string>(rest === undefined ? 0 : Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  if (groups.length !== 8) return null;
  const [a, b, c] = groups.map((g) => Number.parseInt(g, 16)) as [number, number, number];
  return (a * 65_536 + b) * 65_536 + c;
};

export const numberV4 = (address: string): number => address.split(".").reduce((n, octet) => n * 256 + Number(octet), 0);

const load = (csv: string, read: (address: string) => number | null): Ranges => {
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

const find = ({ starts, ends, countries }: Ranges, key: number): string | null => {
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
  let v4: Ranges | undefined;
  let v6: Ranges | undefined;
  return (ipAddress) => {
    if (ipAddress.includes(":")) {
      const key = prefixV6(ipAddress);
      v6 ??= load(csv("ipv6"), prefixV6);
      return key === null ? null : find(v6, key);
    }
    v4 ??= load(csv("ipv4-num"), Number);
    return find(v4, numberV4(ipAddress));
  };
};
