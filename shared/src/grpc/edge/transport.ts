import type { Http2SecureServer, Http2Server, Http2Session, IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
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

type Arrival = Parameters<(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number, rawHeaders: string[]) => void>;

/**
 * From now on the server takes a call on when `proceed` is called; one that is gone by then it never sees. What is sent of it meanwhile stays with
 * HTTP/2's flow control.
 */
export const beforeEachCall = (server: AnyServer, arrived: (session: Http2Session | undefined, proceed: () => void) => void): void => {
  const takeOn = server.listeners("stream");
  server.removeAllListeners("stream");
  server.on("stream", (...arrival: Arrival) => {
    const [stream] = arrival;
    stream.on("error", () => undefined); // its end is told by "close" as well
    arrived(stream.session, () => {
      if (!stream.destroyed) for (const listener of takeOn) listener(...arrival);
    });
  });
};

/** The HTTP/2 stream of a call, as an interceptor gets it first. */
export const http2StreamOf = (call: ServerInterceptingCallInterface): ServerHttp2Stream => held(call, "stream") as ServerHttp2Stream;
