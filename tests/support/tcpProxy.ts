import { createServer, connect as dial, type Socket } from "node:net";
import { randomOf } from "./random.ts";

/** What can be done to a chunk of bytes on its way. */
export const faultKinds = ["splice", "drop", "flip", "delay", "cut"] as const;
export type FaultKind = (typeof faultKinds)[number];
export type Direction = "toServer" | "toClient";

/** How likely each fault is for a chunk, 0 to 1; absent = never. */
export type Odds = Partial<Readonly<Record<FaultKind, number>>>;

export interface TcpProxy {
  readonly port: number;
  /** The address with the proxy's host and port in place of its own. */
  through(url: string): string;
  /** From now on, until it is called again: what happens to chunks, by chance. Nothing where it is absent. */
  disturb(odds: Partial<Readonly<Record<Direction, Odds>>>): void;
  /** Once: what happens to the next chunk in this direction for which `when` holds. Resolves when it has happened. */
  once(direction: Direction, kind: FaultKind, when?: (chunk: Buffer) => boolean): Promise<void>;
  /** Holds back what the server says to each connection made from now on, for so many milliseconds. */
  greetLate(ms: number): void;
  /** Takes connections and ends them at once, until told otherwise. */
  refuse(refusing: boolean): void;
  /** Ends every connection there is. */
  cutAll(): void;
  /** What has happened so far. */
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly connections: () => number;
  close(): Promise<void>;
}

const longestDelayMs = 400;
const remembered = 64;

/** Stands between a program and a server, and does to the bytes between them what a bad network, or a bad client, does. */
export const startTcpProxy = async (server: string, { seed }: { readonly seed: number }): Promise<TcpProxy> => {
  const target = new URL(server);
  const random = randomOf(seed).float;
  const faults: Record<FaultKind, number> = { splice: 0, drop: 0, flip: 0, delay: 0, cut: 0 };
  const sockets = new Set<Socket>();
  const wanted: { direction: Direction; kind: FaultKind; when: (chunk: Buffer) => boolean; done: () => void }[] = [];
  /** Chunks of any connection, for splices. */
  const past: Record<Direction, Buffer[]> = { toServer: [], toClient: [] };
  let odds: Partial<Readonly<Record<Direction, Odds>>> = {};
  let [greetingMs, refusing, made] = [0, false, 0];

  const faultFor = (direction: Direction, chunk: Buffer): FaultKind | null => {
    const at = wanted.findIndex((one) => one.direction === direction && one.when(chunk));
    if (at !== -1) {
      const [one] = wanted.splice(at, 1);
      setImmediate(one!.done);
      return one!.kind;
    }
    for (const kind of faultKinds) if (random() < (odds[direction]?.[kind] ?? 0)) return kind;
    return null;
  };

  const somewhere = (length: number): number => Math.floor(random() * length);

  /** The bytes to send instead; null where the connection ends behind them. */
  const changed = async (kind: FaultKind, direction: Direction, chunk: Buffer): Promise<{ bytes: Buffer; ends: boolean }> => {
    const at = somewhere(chunk.length);
    switch (kind) {
      case "splice": {
        const other = past[direction][somewhere(past[direction].length)] ?? chunk;
        const piece = other.subarray(somewhere(other.length));
        return { bytes: Buffer.concat([chunk.subarray(0, at), piece, chunk.subarray(at)]), ends: false };
      }
      case "drop":
        // as likely the whole, which no gap in the protocol tells, as a part
        return {
          bytes: random() < 0.5 ? Buffer.alloc(0) : Buffer.concat([chunk.subarray(0, at), chunk.subarray(at + 1 + somewhere(64))]),
          ends: false,
        };
      case "flip": {
        const bytes = Buffer.from(chunk);
        bytes[at]! ^= 1 << somewhere(8);
        return { bytes, ends: false };
      }
      case "delay":
        await new Promise((later) => setTimeout(later, random() * longestDelayMs));
        return { bytes: chunk, ends: false };
      case "cut":
        return { bytes: chunk.subarray(0, at), ends: true };
    }
  };

  const carry = (direction: Direction, from: Socket, to: Socket, heldMs: number): void => {
    // one chunk after the other, so that a delay delays what is behind it
    let carried = heldMs > 0 ? new Promise<void>((later) => setTimeout(later, heldMs)) : Promise.resolve();
    from.on("data", (chunk: Buffer) => {
      from.pause();
      carried = carried.then(async () => {
        const kind = faultFor(direction, chunk);
        const { bytes, ends } = kind === null ? { bytes: chunk, ends: false } : await changed(kind, direction, chunk);
        if (kind !== null) faults[kind] += 1;
        past[direction].push(chunk);
        if (past[direction].length > remembered) past[direction].shift();
        if (to.destroyed) return;
        if (bytes.length > 0 && !to.write(bytes)) await new Promise<void>((go) => to.once("drain", go).once("close", go));
        if (ends) {
          from.destroy();
          to.destroy();
        } else from.resume();
      });
    });
    from.on("close", () => void carried.then(() => to.destroy()));
    from.on("error", () => undefined);
  };

  const listener = createServer((client) => {
    made += 1;
    if (refusing) {
      client.on("error", () => undefined).destroy();
      return;
    }
    const upstream = dial(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
    carry("toServer", client, upstream, 0);
    carry("toClient", upstream, client, greetingMs);
  });
  await new Promise<void>((listening) => listener.listen(0, "127.0.0.1", listening));
  const { port } = listener.address() as { port: number };
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    through: (url) => {
      const through = new URL(url);
      [through.hostname, through.port] = ["127.0.0.1", String(port)];
      return through.href.replace(/\/$/, "");
    },
    disturb: (to) => {
      odds = to;
    },
    once: (direction, kind, when = () => true) =>
      new Promise((done) => {
        wanted.push({ direction, kind, when, done });
      }),
    greetLate: (ms) => {
      greetingMs = ms;
    },
    refuse: (to) => {
      refusing = to;
    },
    cutAll,
    faults,
    connections: () => made,
    close: async () => {
      cutAll();
      await new Promise((closed) => listener.close(closed));
    },
  };
};
