import { isIPv6 } from "node:net";

/**
 * Whom an address stands for when callers are counted by where they come from: an IPv4 address, also one that is mapped into IPv6, or the
 * /64 of an IPv6 address, in which one host has as many addresses as it likes.
 */
export const peerOf = (address: string | undefined): string => {
  if (address === undefined) return "unknown";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups =
    tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
  return `${groups.slice(0, 4).join(":")}::/64`;
};
