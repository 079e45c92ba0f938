import { constants, type ServerHttp2Stream } from "node:http2";
import type { Metadata, ServerInterceptingCallInterface, ServerInterceptor } from "@grpc/grpc-js";
import { PUBLIC } from "../../auth/principal.ts";
import { Code } from "../../base/code.ts";
import { defaults } from "../../base/defaults.ts";
import { RpcError, requestTooLarge } from "../../base/errors.ts";
import type { Method } from "../method.ts";
import { ServerCall, type ServerEnv, type Wire } from "../serverCall.ts";
import type { Connections } from "./connections.ts";
import { Frames } from "./frames.ts";
import { peerOf } from "./peer.ts";
import { Room, RoomyCall } from "./room.ts";
import { http2StreamOf } from "./transport.ts";

// A call is admitted on its headers. Until then its stream is not read: a caller who may not call is answered and cut before any of its body is
// kept here, and one who has to wait its turn waits with the body on its own side.

export interface Edge {
  readonly env: ServerEnv;
  /** By path. What is not among them (reflection) is open to everybody. */
  readonly methods: ReadonlyMap<string, Method>;
  readonly connections: Connections;
  /** Of any message, where its method allows more. */
  readonly maxMessageBytes: number;
  /** How long a request, or a message of a stream, may take to arrive. */
  readonly receiveMs: number;
}

/** What is asked of a method that is not one of ours: reflection, which answers names. */
const openToAll = { kind: "bidiStream", scope: PUBLIC, tenant: "none", deadlineMs: 60_000, maxBytes: 4_096 } as const;

const admitted = new WeakMap<Metadata, ServerCall>();

/** The call that was admitted with this metadata; its handler takes it over. */
export const takeOver = (metadata: Metadata): ServerCall => {
  const call = admitted.get(metadata);
  if (!call) throw new TypeError("a call reached its handler without being admitted");
  call.begin();
  return call;
};

const wireOf = (call: ServerInterceptingCallInterface, stream: ServerHttp2Stream, room: Room, metadata: Metadata, path: string): Wire => ({
  metadata,
  path,
  peer: peerOf(call.getConnectionInfo().remoteAddress),
  deadline: Number(call.getDeadline()),
  free: (message) => room.free(message),
  sendMetadata: (m) => call.sendMetadata(m),
  cut: () => stream.close(constants.NGHTTP2_CANCEL),
});

const stillSending = (stream: ServerHttp2Stream): boolean => !stream.closed && stream.state.remoteClose !== 1;

/** Calls `onLate` when what is being read has not become complete in time. Returns what ends the watch. */
const watchArrival = (stream: ServerHttp2Stream, ms: number, complete: () => boolean, onLate: () => void): (() => void) => {
  const look = () => {
    // A stream that this side does not read is not late. What arrived while the process was busy is read before the caller is blamed.
    if (stream.isPaused()) timer.refresh();
    else setImmediate(() => complete() || onLate());
  };
  const timer = setTimeout(look, ms).unref();
  return () => clearTimeout(timer);
};

/** The interceptor that every call of a server goes through first. */
export const admission =
  ({ env, methods, connections, maxMessageBytes, receiveMs }: Edge): ServerInterceptor =>
  ({ path }, next) => {
    const stream = http2StreamOf(next);
    const connection = connections.call(next.getConnectionInfo());
    const method = methods.get(path);
    const { kind, scope, deadlineMs, maxBytes: ofMethod } = method ?? openToAll;
    const maxBytes = Math.min(maxMessageBytes, ofMethod);
    const asksOnce = kind === "unary" || kind === "serverStream";
    const frames = new Frames();
    const room = new Room(stream);
    const ended = Promise.withResolvers<void>();
    let call: ServerCall | undefined;
    let complete = false;
    let stopWatch: (() => void) | undefined;

    const refuse = (error: unknown): void => {
      if (!call || call.begun || !env.open.has(call)) return;
      const { code, details, metadata } = call.serviceError(error);
      call.close();
      next.sendStatus({ code, details, metadata });
    };
    /** Also where a handler is already at it. */
    const giveUp = (error: RpcError): void => {
      call?.interrupt(error);
      refuse(error);
    };
    const tooLarge = (size: number) => giveUp(requestTooLarge(size, maxBytes));
    const late = () =>
      giveUp(new RpcError(Code.DEADLINE_EXCEEDED, "REQUEST_INCOMPLETE", `the request did not arrive within ${receiveMs / 1_000} s`));
    const watch = (isComplete: () => boolean) => {
      stopWatch ??= watchArrival(stream, receiveMs, isComplete, late);
    };
    const onData = (chunk: Buffer): void => {
      const { begun } = frames;
      const bytes = frames.take(chunk);
      if (bytes > maxBytes) {
        tooLarge(bytes);
        return;
      }
      if (!asksOnce && (frames.begun > begun || !frames.partial)) {
        // what a stream was sent before has arrived
        stopWatch?.();
        stopWatch = undefined;
      }
      if (bytes > defaults.edge.largeBytes && call) room.take(frames.begun - 1, env.shares.bytes.take(call.holder, bytes));
      if (!asksOnce && frames.partial) watch(() => !frames.partial);
    };
    const receive = async (mine: ServerCall, metadata: Metadata, proceed: (metadata: Metadata) => void): Promise<void> => {
      await mine.admit(method ?? openToAll);
      if (scope !== PUBLIC) connection.admitted();
      admitted.set(metadata, mine);
      stream.prependListener("data", onData);
      if (asksOnce) watch(() => complete);
      proceed(metadata);
      await mine.orInterrupted(ended.promise); // until a handler takes over, who breaks the call off is heard here
    };

    return new RoomyCall(next, room, {
      start: (begin) =>
        begin({
          onReceiveMetadata(metadata, proceed) {
            call = new ServerCall(wireOf(next, stream, room, metadata, path), deadlineMs, env);
            receive(call, metadata, proceed).catch(refuse);
          },
          onReceiveMessage(message, proceed) {
            if (message instanceof Buffer && message.length > maxBytes)
              tooLarge(message.length); // it was compressed
            else proceed(message);
          },
          onReceiveHalfClose(proceed) {
            complete = true;
            stopWatch?.();
            proceed();
          },
          onCancel() {
            stopWatch?.();
            connection.ended();
            room.leave();
            call?.end();
            ended.resolve();
            // The caller may still be sending: it is told to stop, once the answer has left.
            if (stillSending(stream)) setImmediate(() => stillSending(stream) && stream.close(constants.NGHTTP2_NO_ERROR));
          },
        }),
    });
  };
