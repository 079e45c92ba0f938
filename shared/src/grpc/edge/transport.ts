import type { Http2SecureServer, Http2Server, ServerHttp2Stream } from "node:http2";
import type { Server, ServerInterceptingCallInterface } from "@grpc/grpc-js";

// The only file that looks below grpc-js's public interface. It offers no way to cut a call, to see a message before all of it is in memory,
// to count connections, or to say how many cancelled calls a connection may have; Node's HTTP/2 does. The fields are looked for at start and at each call: another version of grpc-js that keeps
// them elsewhere fails at once, and loudly.

type AnyServer = Http2Server | Http2SecureServer;

const held = (holder: object, field: string): object => {
  const value: unknown = Reflect.get(holder, field);
  if (typeof value !== "object" || value === null) throw new TypeError(`grpc-js no longer keeps "${field}" where it is looked for`);
  return value;
};

/**
 * How many calls of one connection may be cancelled, or come when it has as many as it may, before Node takes it for an attack and cuts it, with all
 * that others have on it: behind a gateway one connection is many callers, and what a cancelled call costs is bounded by its tenant's share.
 * From before the server is bound.
 */
export const tolerate = (
  server: Server,
  { resetBurst, resetsPerSecond }: { readonly resetBurst: number; readonly resetsPerSecond: number },
): void => {
  Object.assign(held(server, "commonServerOptions"), {
    streamResetBurst: resetBurst,
    streamResetRate: resetsPerSecond,
    maxSessionRejectedStreams: resetBurst,
  });
};

/** The HTTP/2 servers below a server that is bound. */
export const http2ServersOf = (server: Server): ReadonlyArray<AnyServer> => [
  ...(held(server, "http2Servers") as ReadonlyMap<AnyServer, unknown>).keys(),
];

/** The HTTP/2 stream of a call, as an interceptor gets it first. */
export const http2StreamOf = (call: ServerInterceptingCallInterface): ServerHttp2Stream => held(call, "stream") as ServerHttp2Stream;
