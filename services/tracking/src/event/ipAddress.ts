import { isIPv6 } from "node:net";

/** What a tenant lets be stored of its visitors' addresses. */
export type IpPolicy = "keep" | "truncate" | "remove";

const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

// Not ipaddr.js: it takes "01.2.3.4", "127.1" and "0x7f.1" for addresses, and needs two to three times as long for each event.

/** The four octets in canonical form, or null. Leading zeros are refused: "010" is eight to some readers. */
const parseV4 = (text: string): [string, string, string, string] | null => {
  const m = v4.exec(text);
  if (m === null) return null;
  for (let i = 1; i <= 4; i++) if (Number(m[i]) > 255 || (m[i]!.length > 1 && m[i]![0] === "0")) return null;
  return [m[1]!, m[2]!, m[3]!, m[4]!];
};

/** The eight groups, or null; a dotted tail counts as two. */
const parseV6 = (text: string): number[] | null => {
  if (!isIPv6(text)) return null;
  let s = text;
  const tail = s.slice(s.lastIndexOf(":") + 1);
  if (tail.includes(".")) {
    const [a, b, c, d] = tail.split(".").map(Number) as [number, number, number, number];
    s = `${s.slice(0, -tail.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const [head = "", rest] = s.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = rest === undefined || rest === "" ? [] : rest.split(":");
  const zeros = rest === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(zeros).fill("0"), ...right].map((g) => Number.parseInt(g, 16));
};

const before = (text: string, mark: string): string => {
  const at = text.indexOf(mark);
  return at < 0 ? text : text.slice(0, at);
};

/** The first hop of an X-Forwarded-For list, without brackets, port or zone. */
const firstHop = (text: string): string => {
  let hop = before(text, ",").trim();
  if (hop[0] === '"' && hop.at(-1) === '"') hop = hop.slice(1, -1);
  if (hop[0] === "[") return before(before(hop.slice(1), "]"), "%");
  if (hop.includes(".") && hop.indexOf(":") === hop.lastIndexOf(":")) return hop.replace(/:\d{1,5}$/, "");
  return before(hop, "%");
};

/** What an address is, before any policy. `null`: not an address. */
export const parseIpAddress = (text: string): { full: string; truncated: string } | null => {
  const hop = firstHop(text);
  const four = parseV4(hop);
  if (four !== null) return { full: four.join("."), truncated: `${four[0]}.${four[1]}.${four[2]}.0` };
  const g = parseV6(hop);
  if (g === null) return null;
  if (g.slice(0, 5).every((x) => x === 0) && g[5] === 0xffff) {
    const [a, b, c, d] = [g[6]! >> 8, g[6]! & 255, g[7]! >> 8, g[7]! & 255];
    return { full: `${a}.${b}.${c}.${d}`, truncated: `${a}.${b}.${c}.0` };
  }
  const truncated = `${g[0]!.toString(16)}:${g[1]!.toString(16)}:${g[2]!.toString(16)}::`;
  return { full: g.map((x) => x.toString(16)).join(":"), truncated };
};

/** What is stored: the whole address, its network (IPv4 /24, IPv6 /48), or nothing. */
export const applyIpPolicy = (address: { full: string; truncated: string }, policy: IpPolicy): string | null =>
  policy === "remove" ? null : policy === "truncate" ? address.truncated : address.full;
