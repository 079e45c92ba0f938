import { isConnected, type NatsConnection, newInbox, onStatus, publishRaw } from "./connection.ts";

/** The window can no longer be used: whether the messages in flight were stored is unknown until the JetStream stream is read. */
export class WindowBroken extends Error {
  override readonly name = "WindowBroken";
  /** "duplicate": JetStream dropped a message as already seen, yet does not hold it where it belongs. */
  readonly kind: "refused" | "duplicate" | "disconnected" | "timeout" | "closed";
  constructor(kind: WindowBroken["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface AckWindow {
  /** The sequence the next message must follow. */
  lastSequence(): number;
  inFlight(): number;
  /** Position of the last acknowledged message, null before the first. */
  storedPosition(): number | null;
  stored(): number;
  publish(position: number, subject: string, headers: Uint8Array, payload: Uint8Array): void;
  /** True when a message may be sent now; else wait for `room`. */
  hasRoom(): boolean;
  /** Resolves when half the window is free. Rejects with WindowBroken. */
  room(): Promise<void>;
  /** Resolves when everything is acknowledged. Rejects with WindowBroken. */
  settled(): Promise<void>;
  close(): void;
}

export interface AckWindowOptions {
  readonly lastSequence: number;
  readonly size: number;
  /** Of messages in flight; one is sent in any case. */
  readonly bytes: number;
  readonly ackTimeoutMs: number;
}

/**
 * Publishes without waiting for each acknowledgement. The acknowledgements arrive in an inbox of this window alone, so those of an earlier
 * window are never counted. Every message names its predecessor, so acknowledgements must arrive as consecutive sequences, and when one
 * message is refused all behind it are refused too. The first deviation breaks the window for good.
 */
export const openWindow = (nc: NatsConnection, { lastSequence, size, bytes: most, ackTimeoutMs }: AckWindowOptions): AckWindow => {
  const inbox = newInbox();
  const low = size >> 1;
  let [sent, acked] = [lastSequence, lastSequence];
  let broken: WindowBroken | null = isConnected(nc) ? null : new WindowBroken("disconnected", "not connected to the bus");
  let lastProgress = Date.now();
  let storedPosition: number | null = null;
  const positions = new Array<number>(size);
  const sizes = new Array<number>(size);
  let bytes = 0;
  let waiting: { below: number; resolve: () => void; reject: (e: Error) => void } | null = null;

  const fail = (kind: WindowBroken["kind"], message: string): void => {
    if (broken) return;
    broken = new WindowBroken(kind, message);
    release();
    waiting?.reject(broken);
    waiting = null;
  };

  /** So many messages are in flight at most, and as large a share of the bytes. */
  const isDrained = (below: number): boolean => sent - acked <= below && bytes <= (most * below) / size;

  const acknowledge = (text: string): void => {
    if (broken) return;
    const ack = JSON.parse(text) as { seq?: number; duplicate?: boolean; error?: { description?: string } };
    if (ack.error) throw new Error(ack.error.description ?? "refused");
    if (ack.seq !== acked + 1 || acked === sent) {
      fail(ack.duplicate ? "duplicate" : "refused", `acknowledged as sequence ${ack.seq}, expected ${acked + 1}`);
      return;
    }
    acked += 1;
    storedPosition = positions[acked % size]!;
    bytes -= sizes[acked % size]!;
    lastProgress = Date.now();
    if (waiting && isDrained(waiting.below)) {
      waiting.resolve();
      waiting = null;
    }
  };

  const subscription = nc.subscribe(inbox, {
    callback: (error, msg) => {
      try {
        if (error) throw error;
        if (msg.data.length === 0) throw new Error("no JetStream stream takes these subjects");
        acknowledge(Buffer.from(msg.data.buffer, msg.data.byteOffset, msg.data.byteLength).toString("latin1"));
      } catch (e) {
        fail("refused", (e as Error).message);
      }
    },
  });
  const offStatus = onStatus(nc, () => fail("disconnected", "connection to the bus lost"));
  const watchdog = setInterval(() => {
    if (sent > acked && Date.now() - lastProgress > ackTimeoutMs) fail("timeout", `no acknowledgement for ${ackTimeoutMs} ms`);
  }, ackTimeoutMs / 4);

  const release = (): void => {
    clearInterval(watchdog);
    offStatus();
    if (!nc.isClosed()) subscription.unsubscribe();
  };

  const drainTo = (below: number): Promise<void> => {
    if (broken) return Promise.reject(broken);
    if (isDrained(below)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      waiting = { below, resolve, reject };
    });
  };

  return {
    lastSequence: () => sent,
    inFlight: () => sent - acked,
    storedPosition: () => storedPosition,
    stored: () => acked - lastSequence,
    publish: (position, subject, headers, payload) => {
      if (broken) throw broken;
      if (sent === acked) lastProgress = Date.now();
      sent += 1;
      positions[sent % size] = position;
      sizes[sent % size] = headers.length + payload.length;
      bytes += sizes[sent % size]!;
      publishRaw(nc, subject, headers, payload, inbox);
    },
    hasRoom: () => sent === acked || (sent - acked < size && bytes < most),
    room: () => drainTo(low),
    settled: () => drainTo(0),
    close: () => fail("closed", "closed"),
  };
};
