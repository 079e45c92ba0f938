import type { ClientHttp2Stream, SecureClientSessionOptions } from "node:http2";
import { isIP } from "node:net";
import { connect as connectTls } from "node:tls";
import { Code, ConnectError } from "@connectrpc/connect";
import { type GrpcTransportOptions, Http2SessionManager } from "@connectrpc/connect-node";
import type { TlsSource } from "./tlsSource.ts";

type Sessions = NonNullable<GrpcTransportOptions["sessionManager"]>;

export interface Connections extends Sessions {
  /** Ends every connection, and the calls on it. */
  readonly close: () => void;
}

export interface ConnectionsOptions {
  /** Where calls say they go, and whose certificate is asked for. */
  readonly host: string;
  readonly port: string;
  /** Null: plain text. */
  readonly tls: TlsSource | null;
  /** Addresses of the host, for calls to go round; absent: one connection, to what the system takes the host for. */
  readonly addresses?: (() => Promise<ReadonlyArray<string>>) | undefined;
  /** Between two looks at the addresses, in ms; default 30,000. */
  readonly lookEveryMs?: number;
}

/** What a connection holds out: a silent one is asked every 30 s whether it stands. */
const patience = { pingIntervalMs: 30_000, pingTimeoutMs: 15_000 };

/** Every new connection is made with what the files hold by then. */
const secured = (tls: TlsSource, servername: string, host: string, port: string): SecureClientSessionOptions => ({
  createConnection: () => {
    const { ca, certificate, privateKey } = tls();
    const pair = certificate && privateKey && { cert: certificate, key: privateKey };
    // RFC 6066: a server name is never an address
    const name = isIP(servername) === 0 && { servername };
    return connectTls({ host, port: Number(port), ...name, ALPNProtocols: ["h2"], ...(ca && { ca }), ...pair });
  },
});

const bare = (host: string): string => host.replace(/^\[|\]$/g, "");
const bracketed = (address: string): string => (address.includes(":") ? `[${address}]` : address);

/** MB that requests and answers of one connection may take here. Node's ten are fewer than a few messages as large as they may be, whose streams would break. */
const maxSessionMemory = 512;

/** The addresses there are, looked up again now and then; those known stay while the lookup fails. */
const lookedUp = (look: () => Promise<ReadonlyArray<string>>, everyMs: number) => {
  let [known, until]: [Promise<ReadonlyArray<string>>, number] = [Promise.resolve([]), 0];
  return {
    get: () => {
      if (Date.now() >= until) {
        const before = known;
        until = Date.now() + everyMs;
        known = look().then(
          (found) => (found.length > 0 ? found : before),
          async (error: unknown) => {
            until = 0;
            const last = await before;
            if (last.length === 0) throw error;
            return last;
          },
        );
        known.catch(() => undefined);
      }
      return known;
    },
    isStale: () => {
      until = 0;
    },
  };
};

/**
 * The connections to a service. Over a name with several addresses, as a headless Service has, calls go round them, one connection each. An
 * address that does not answer is passed over: nothing was sent to it. A service that cannot be reached at all is UNAVAILABLE.
 */
export const openConnections = ({ host, port, tls, addresses, lookEveryMs = 30_000 }: ConnectionsOptions): Connections => {
  const scheme = tls === null ? "http" : "https";
  const { origin: authority } = new URL(`${scheme}://${host}:${port}`);
  const open = new Map<string, Http2SessionManager>();
  const sessionTo = (address: string): Http2SessionManager => {
    let found = open.get(address);
    if (found === undefined) {
      const options = { maxSessionMemory, ...(tls === null ? {} : secured(tls, bare(host), bare(address), port)) };
      found = new Http2SessionManager(`${scheme}://${bracketed(bare(address))}:${port}`, patience, options);
      open.set(address, found);
    }
    return found;
  };
  const places = lookedUp(addresses ?? (() => Promise.resolve([host])), lookEveryMs);
  const owners = new WeakMap<ClientHttp2Stream, Http2SessionManager>();
  let turn = 0;
  return {
    authority,
    request: async (method, path, headers, options) => {
      let failure: unknown;
      try {
        const there = await places.get();
        turn += 1;
        for (const i of there.keys()) {
          const session = sessionTo(there[(turn + i) % there.length]!);
          try {
            const stream = await session.request(method, path, { ":authority": new URL(authority).host, ...headers }, options);
            owners.set(stream, session);
            return stream;
          } catch (error) {
            failure = error;
            places.isStale();
          }
        }
      } catch (error) {
        failure = error;
      }
      const why = ConnectError.from(failure).rawMessage;
      throw new ConnectError(`no connection to ${new URL(authority).host}: ${why}`, Code.Unavailable, undefined, undefined, failure);
    },
    notifyResponseByteRead: (stream) => owners.get(stream)?.notifyResponseByteRead(stream),
    close: () => {
      for (const session of open.values()) session.abort();
    },
  };
};
