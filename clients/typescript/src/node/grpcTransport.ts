import { lookup } from "node:dns/promises";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import type { Caller } from "../callMetadata.ts";
import { interceptorsFor, platformTransport } from "../platformTransport.ts";
import { openConnections } from "./connections.ts";
import type { TlsSource } from "./tlsSource.ts";

export interface GrpcTransportOptions extends Caller {
  /** "host:port", or "dns:///name:port" for a headless Service, whose addresses the calls go round. */
  readonly address: string;
  /** Null: plain text. */
  readonly tls: TlsSource | null;
  /** Milliseconds for a unary call, repeats included. */
  readonly deadlineMs: number;
}

const mostBytes = 64 * 1024 * 1024;

const placeOf = (address: string): { readonly host: string; readonly port: string; readonly isHeadless: boolean } => {
  const found = /^(dns:\/\/\/)?(\[[^\]]+\]|[^:/]+):(\d+)$/.exec(address);
  if (found === null) throw new TypeError(`an address is host:port or dns:///name:port, not ${JSON.stringify(address)}`);
  return { host: found[2]!, port: found[3]!, isHeadless: found[1] !== undefined };
};

/** gRPC over HTTP/2, as Node speaks it. The connection is made at the first call. */
export const openGrpcTransport = (options: GrpcTransportOptions): { readonly transport: Transport; readonly close: () => void } => {
  const { address, tls, deadlineMs, ...caller } = options;
  const { host, port, isHeadless } = placeOf(address);
  const look = async () => (await lookup(host, { all: true })).map((one) => one.address);
  const connections = openConnections({ host, port, tls, addresses: isHeadless ? look : undefined });
  const grpc = createGrpcTransport({
    baseUrl: connections.authority,
    sessionManager: connections,
    interceptors: interceptorsFor(caller),
    readMaxBytes: mostBytes,
    writeMaxBytes: mostBytes,
  });
  return { transport: platformTransport(grpc, { deadlineMs }), close: connections.close };
};
