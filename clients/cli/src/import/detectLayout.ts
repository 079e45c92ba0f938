import type { Layout, Parts, Slot } from "./logLayout.ts";
import { agentOf, behindOf } from "./logTail.ts";
import { addressesOf, addressOf, isPublic } from "./visitorAddress.ts";

const most = <T>(values: ReadonlyArray<T>): T | undefined => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
};

/** Whom one asks listens at one of these. */
const serverPort = /:(?:80|443|8080|8443)$/;

const slotOf = (column: ReadonlyArray<string>): Slot | "names" => {
  const said = column.filter((text) => text !== "-" && text !== '"-"');
  // nobody came by a proxy yet
  if (said.length === 0) return "forwarded";
  if (said.some((text) => (addressesOf(text)?.length ?? 0) > 1)) return "forwarded";
  if (said.every((text) => serverPort.test(text))) return "names";
  const addresses = said.filter((text) => addressOf(text) !== null).length;
  if (addresses * 2 >= said.length) return addresses < column.length && said.length < column.length ? "forwarded" : "address";
  return "names";
};

const distinct = (column: ReadonlyArray<string>): number => new Set(column.map((text) => addressesOf(text)?.[0] ?? text)).size;
const hasPublic = (column: ReadonlyArray<string>): boolean => column.some((text) => (addressesOf(text) ?? []).some(isPublic));

/** How most of some lines are made up. Null where they are no lines of an access log. */
export const detectLayout = (lines: ReadonlyArray<Parts>): Layout | null => {
  const width = most(lines.map(({ words }) => words.length));
  if (width === undefined) return null;
  const alike = lines.filter(({ words }) => words.length === width);
  // ident and user come last; some formats leave one of them out, or both
  const columns = Array.from({ length: Math.max(1, width - 2) }, (_, i) => alike.map(({ words }) => words[i]!));
  const seen = columns.map(slotOf);
  const isKnown = (kind: Slot | "names") => kind === "address" || kind === "forwarded";
  // an address that all have beside others that they have not is the server's, or the proxy's
  const varied = columns.some((column, i) => isKnown(seen[i]!) && new Set(column).size > 1);
  const isServer = (i: number): boolean =>
    (varied && new Set(columns[i]).size === 1) ||
    // servers of several addresses in front of many more that ask them
    (hasPublic(columns[i]!) && columns.some((column, j) => j > i && seen[j] === "address" && distinct(column) > distinct(columns[i]!) * 4));
  const kinds = seen.map((kind, i) => (kind === "address" && isServer(i) ? "other" : kind));
  const known = kinds.some(isKnown);
  // where no column has addresses, the last has the names of the hosts that asked
  const slots = kinds.map((kind, i): Slot => (kind === "names" ? (!known && i === kinds.length - 1 ? "address" : "other") : kind));
  // of two columns of addresses the first is who asked the proxy, which is the second
  const head = slots.map((slot, i): Slot => (slot === "address" && slots.indexOf("address", i + 1) !== -1 ? "forwarded" : slot));
  const agent = agentOf(alike);
  const who = head.findIndex((slot) => slot !== "other");
  const behind = behindOf(alike, agent, columns[who] ?? columns[0]!);
  const front = head.length === 1 ? "" : head[0] === "other" ? "vhost_" : "forwarded_";
  return { name: `${front}${agent === null ? "common" : "combined"}`, head, agent, behind };
};
