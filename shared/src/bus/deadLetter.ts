import type { RecordedEvent } from "../base/event.ts";

/** What is put aside after the last try. `event` is null when the message is no CloudEvent of ours. */
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

/** Keeps a message (a row) before it is given up. When it throws, the message is tried again later. */
export type KeepDeadLetter = (letter: DeadLetter) => Promise<void>;
