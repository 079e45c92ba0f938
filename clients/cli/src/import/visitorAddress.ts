import { BlockList, isIP } from "node:net";

const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** Whether an address can be a visitor's in the internet, and is not one of a network's own (RFC 1918, 4193, 6598). */
export const isPublic = (address: string): boolean => !inside.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/**
 * The IP address that a log writes: with a port or without, in brackets, in quotes, as `for=…` of RFC 7239, an IPv4 address as IPv6 has it. Null
 * where it is none.
 */
export const addressOf = (written: string): string | null => {
  if (written.length > 80) return null;
  const text = written.replace(/^for=/i, "").replace(/;.*$/, "").replaceAll(/[",]/g, "").trim();
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(text)?.[1] ?? text;
  const four = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(bare)?.[1] ?? bare;
  return isIP(four) === 0 || four.includes("%") ? null : four;
};

/** What proxies write where they know no address. */
const nobody = /^(?:-|unknown|_[\w.-]{1,40}|)$/i;

/** The addresses of a list as X-Forwarded-For has it, the visitor's first; null where it is no such list. */
export const addressesOf = (written: string): ReadonlyArray<string> | null => {
  if (written.length > 2_000) return null;
  const found: string[] = [];
  for (const one of written.replaceAll('"', "").split(",")) {
    const address = addressOf(one);
    if (address !== null) found.push(address);
    else if (!nobody.test(one.trim())) return null;
  }
  return found;
};
