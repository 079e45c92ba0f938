import type { ServerHttp2Stream } from "node:http2";
import { type Responder, ServerInterceptingCall, type ServerInterceptingCallInterface } from "@grpc/grpc-js";
import type { Release } from "./shares.ts";

/** The room that a call's large message takes in memory. While there is none its stream is not read: the rest stays with the caller. */
export class Room {
  #release: Release | undefined;
  #waits = false;
  #left = false;
  readonly #stream: ServerHttp2Stream;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
  }

  /** Reads on when the place is there. */
  take(place: Release | Promise<Release>): void {
    this.free();
    if (!(place instanceof Promise)) {
      this.#release = place;
      return;
    }
    this.#waits = true;
    this.#stream.pause();
    void place.then((release) => {
      this.#waits = false;
      if (this.#left) return release();
      this.#release = release;
      this.#stream.resume();
    });
  }

  /** The transport has begun to read: not before there is room. */
  reading(): void {
    if (this.#waits) this.#stream.pause();
  }

  free(): void {
    this.#release?.();
    this.#release = undefined;
  }

  /** The call is over. */
  leave(): void {
    this.#left = true;
    this.free();
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
