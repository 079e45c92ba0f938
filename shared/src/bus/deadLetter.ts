import type { RecordedEvent } from "../base/event.ts";

/** A message that is put aside after the last try. `event` is null when it could not be decoded. */
export interface DeadLetter {
  readonly stream: string;
  readonly sequence: number;
  readonly subject: string;
  readonly headers: string;
  readonly payload: Uint8Array;
  readonly event: RecordedEvent | null;
  readonly error: Error;
  readonly attempts: number;
}

/** Stores a dead letter, before its message is given up. When it throws, the message is tried again later. */
export type KeepDeadLetter = (letter: DeadLetter) => Promise<void>;
