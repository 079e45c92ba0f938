import type { ServerHttp2Stream } from "node:http2";
import { type Responder, ServerInterceptingCall, type ServerInterceptingCallInterface } from "@grpc/grpc-js";
import type { Release } from "./shares.ts";

/**
 * The room that a call's large messages take in memory, from their first byte until each is done with. While there is none the stream is not
 * read: the rest stays with the caller.
 */
export class Room {
  /** By the message's number. */
  readonly #releases = new Map<number, Release>();
  #waits = false;
  #left = false;
  readonly #stream: ServerHttp2Stream;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
  }

  /** Of a message that begins; its stream is read on when the place is there. */
  take(message: number, place: Release | Promise<Release>): void {
    if (!(place instanceof Promise)) {
      this.#releases.set(message, place);
      return;
    }
    this.#waits = true;
    this.#stream.pause();
    void place.then((release) => {
      this.#waits = false;
      if (this.#left) return release();
      this.#releases.set(message, release);
      this.#stream.resume();
    });
  }

  /** The transport has begun to read: not before there is room. */
  reading(): void {
    if (this.#waits) this.#stream.pause();
  }

  free(message: number): void {
    this.#releases.get(message)?.();
    this.#releases.delete(message);
  }

  /** The call is over. */
  leave(): void {
    this.#left = true;
    for (const message of this.#releases.keys()) this.free(message);
  }
}

/** A call that is read when there is room. */
export class RoomyCall extends ServerInterceptingCall {
  readonly #room: Room;

  constructor(next: ServerInterceptingCallInterface, room: Room, responder: Responder) {
    super(next, responder);
    this.#room = room;
  }

  override startRead(): void {
    super.startRead();
    this.#room.reading();
  }
}
