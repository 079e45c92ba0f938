/** With natsClient.ts the only file that imports the NATS client; everything else knows these types and core publish, subscribe, request. */
import { type ConnectionOptions, createInbox, type Msg, type MsgHdrs, type NatsConnection } from "nats";
import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { inOwnAccount } from "./apiSubject.ts";
import { connectNats } from "./natsClient.ts";

export type { Msg, NatsConnection } from "nats";

export interface Bus {
  readonly nc: NatsConnection;
  connected(): boolean;
  /** Calls the listener at every disconnect and reconnect from now on. Returns a function that unsubscribes. */
  onStatus(listener: (status: "connected" | "disconnected") => void): () => void;
  /** Sends what was published, then closes; waits for a few seconds at most. */
  close(timeoutMs?: number): Promise<void>;
}

export interface BusOptions {
  /** `nats://[user:password@|token@]host:port`, several separated by commas; `tls://` refuses a server without TLS. */
  readonly url: string;
  readonly name: string;
  /** Which service connects: it logs in again and again where it is refused. It also matters where the address logs in as that service. */
  readonly service?: string;
  readonly logger?: Logger;
}

interface Status {
  connected: boolean;
  /** How often the connection was lost. */
  losses: number;
  replacedAt: number;
  readonly listeners: Set<(s: "connected" | "disconnected") => void>;
}

const statuses = new WeakMap<NatsConnection, Status>();

const credentials = (first: string): { user?: string; pass?: string; token?: string } => {
  const url = new URL(first.includes("://") ? first : `nats://${first}`);
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  if (user && pass) return { user, pass };
  return user ? { token: user } : {};
};

const watch = (nc: NatsConnection, logger?: Logger): Status => {
  const known = statuses.get(nc);
  if (known) return known;
  const state: Status = { connected: true, losses: 0, replacedAt: 0, listeners: new Set() };
  statuses.set(nc, state);
  const tell = (connected: boolean): void => {
    if (state.connected === connected) return;
    state.connected = connected;
    if (!connected) state.losses += 1;
    logger?.[connected ? "info" : "warn"](connected ? "bus connected" : "bus disconnected", {});
    for (const listener of [...state.listeners]) listener(connected ? "connected" : "disconnected");
  };
  (async () => {
    for await (const s of nc.status()) {
      if (s.type === "disconnect") tell(false);
      else if (s.type === "reconnect") tell(true);
    }
  })().catch(() => undefined);
  nc.closed().then(() => tell(false));
  return state;
};

/** Calls the listener at every disconnect and reconnect. Returns a function that unsubscribes. */
export const onStatus = (nc: NatsConnection, listener: (status: "connected" | "disconnected") => void): (() => void) => {
  const { listeners } = watch(nc);
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const isConnected = (nc: NatsConnection): boolean => watch(nc).connected && !nc.isClosed();

/** Says which of the connections that follow one another in `nc` is the present one: another after every loss. */
export const epochOf = (nc: NatsConnection): number => watch(nc).losses;

const atMostEveryMs = 1_000;

/**
 * Replaces the connection that brought broken bytes, unless the one of that epoch is gone already, or is younger than a second: whoever can
 * put broken messages into the store must not keep everybody without a connection. Everybody on `nc` sees a disconnect and a reconnect.
 * Resolves when there is a connection, or there was none for the time that a request may take.
 */
export const replaceConnection = async (nc: NatsConnection, epoch: number): Promise<void> => {
  const state = watch(nc);
  const patience = AbortSignal.timeout(defaults.bus.requestTimeoutMs);
  if (state.losses === epoch && isConnected(nc) && Date.now() - state.replacedAt >= atMostEveryMs) {
    state.replacedAt = Date.now();
    const again = reconnected(nc, patience);
    await nc.reconnect();
    await again;
  } else if (!isConnected(nc)) await reconnected(nc, patience);
};

/**
 * Connects, waiting for the server for as long as it takes, and reconnects for ever. A refused login, at whatever time, ends it: it rejects,
 * or closes. Not so a service's: a server that was started with other settings than its own gets them some day, and nobody would start the
 * service anew.
 */
export const connectBus = async ({ url, name, service, logger }: BusOptions): Promise<Bus> => {
  const parts = url.split(",").map((s) => s.trim());
  const servers = parts.map((s) => s.replace(/^(\w+:\/\/)?[^@/]*@/, "$1"));
  const login = credentials(parts[0]!);
  const options = {
    servers,
    name,
    ...login,
    ...(parts.some((s) => s.startsWith("tls://")) && { tls: {} }), // the client itself takes no notice of the scheme
    reconnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    reconnectJitter: 100,
    waitOnFirstConnect: true,
    ignoreAuthErrorAbort: service !== undefined,
    timeout: 5_000,
    pingInterval: 10_000,
    maxPingOut: 2,
    noAsyncTraces: true, // a stack trace a request costs more than the request
    pendingLimit: 131_072, // not in the client's types: bytes gathered before they are written; 32 kB makes a system call every 30 messages
  } as ConnectionOptions;
  const nc = await connectNats(options, logger);
  if (service !== undefined && login.user === service) inOwnAccount(nc, service);
  watch(nc, logger);
  return {
    nc,
    connected: () => isConnected(nc),
    onStatus: (listener) => onStatus(nc, listener),
    close: async (timeoutMs = defaults.bus.closeTimeoutMs) => {
      if (nc.isClosed()) return;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([isConnected(nc) ? nc.drain().catch(() => undefined) : nc.close(), late]);
      clearTimeout(timer);
      if (!nc.isClosed()) await nc.close().catch(() => undefined);
    },
  };
};

export const newInbox = (): string => createInbox();

/**
 * Publishes with a header block that was encoded already. The client needs of its headers only `encode`; its own header map is five times
 * slower.
 */
export const publishRaw = (nc: NatsConnection, subject: string, headers: Uint8Array, payload: Uint8Array, reply: string): void => {
  // the client encodes headers by this method alone; bytes that are encoded already cost nothing more
  nc.publish(subject, payload, { reply, headers: { encode: () => headers } as unknown as MsgHdrs });
};

interface RawMessage {
  readonly _rdata?: Uint8Array;
  readonly _msg?: { readonly hdr: number };
}

/**
 * The header block of a message as text, "" when it has none. Reads the client's private fields, which is faster, and its public API if
 * they have changed.
 */
export const headerBlock = (msg: Msg): string => {
  // the header block as it came, which the client does not offer otherwise
  const { _rdata: bytes, _msg: raw } = msg as unknown as RawMessage;
  if (bytes && raw && typeof raw.hdr === "number") {
    return raw.hdr <= 0 ? "" : Buffer.from(bytes.buffer, bytes.byteOffset, raw.hdr).toString("latin1");
  }
  const lines = ["NATS/1.0"];
  if (!msg.headers) return "";
  if (msg.headers.code) lines[0] = `NATS/1.0 ${msg.headers.code} ${msg.headers.description}`;
  for (const [key, values] of msg.headers) for (const value of values) lines.push(`${key}: ${value}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
};

/** Code of a status message ("NATS/1.0 404 No Messages"), 0 for an ordinary one. */
export const statusCode = (headers: string): number =>
  headers.startsWith("NATS/1.0 ") ? Number.parseInt(headers.slice(9, 12), 10) || 0 : 0;

/** Resolves when the connection is open again, is closed for good, or `signal` is aborted. */
export const reconnected = (nc: NatsConnection, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const finish = (): void => {
      off();
      clearInterval(fallback);
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const off = onStatus(nc, (s) => s === "connected" && finish());
    const fallback = setInterval(() => (isConnected(nc) || nc.isClosed()) && finish(), 500);
    signal?.addEventListener("abort", finish, { once: true });
    if (signal?.aborted) finish();
  });
