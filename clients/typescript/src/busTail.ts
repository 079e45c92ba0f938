import type { RecordedEvent } from "@marketing/shared/base/event";
import { createLogger } from "@marketing/shared/base/logger";
import { decodeCloudEvent, isForeign } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus, epochOf, headerBlock, replaceConnection } from "@marketing/shared/bus/connection";
import { jetStreamSource } from "@marketing/shared/bus/jetStreamSource";
import { jsRequest } from "@marketing/shared/bus/jsApi";
import { streamName } from "@marketing/shared/bus/subject";

/** An event as it is on the wire: any program's, its data plain JSON. */
export interface RawEvent {
  /** Of the message; null where it was read back from the JetStream stream. */
  readonly subject: string | null;
  readonly event: RecordedEvent;
}

/** A connection to look at the bus with: for operators and tests. Programs use `subscribe`. */
export interface BusWindow {
  /** What comes from now on, of any program, by NATS subject. What comes while nobody is connected is not seen. */
  readonly tail: (subject: string, signal?: AbortSignal) => AsyncGenerator<RawEvent>;
  /** What the bus holds of a program's events, to the end there was. */
  readonly held: (
    service: string,
    options?: { readonly subject?: string | undefined; readonly signal?: AbortSignal },
  ) => AsyncGenerator<RawEvent>;
  /** How many messages of a program the bus holds: in all, and by subject where `subject` selects some. */
  readonly count: (
    service: string,
    subject?: string,
  ) => Promise<{ readonly total: number; readonly bySubject: Readonly<Record<string, number>> }>;
  readonly close: () => Promise<void>;
}

const logger = createLogger("marketing-client", "error");

const tail = async function* (bus: Bus, subject: string, signal?: AbortSignal): AsyncGenerator<RawEvent> {
  if (signal?.aborted) return;
  const subscription = bus.nc.subscribe(subject);
  signal?.addEventListener("abort", () => subscription.unsubscribe(), { once: true });
  try {
    for await (const message of subscription) {
      let event: RecordedEvent;
      try {
        event = decodeCloudEvent(headerBlock(message), message.data);
      } catch (error) {
        // A hint or a foreign message is no CloudEvent. A broken one tells that the connection is; what comes until there is another is not seen.
        if (isForeign(headerBlock(message))) continue;
        logger.error("a message came broken and is not shown; the connection is replaced", { subject: message.subject, error });
        await replaceConnection(bus.nc, epochOf(bus.nc));
        continue;
      }
      yield { subject: message.subject, event };
    }
  } finally {
    subscription.unsubscribe();
  }
};

const held: (bus: Bus, ...args: Parameters<BusWindow["held"]>) => AsyncGenerator<RawEvent> = async function* (bus, service, options = {}) {
  const { subject, signal } = options;
  const source = jetStreamSource(bus.nc, streamName(service), {
    behindRetention: "continue",
    logger,
    ...(subject !== undefined && { subject }),
  });
  try {
    let cursor: { position: number; token: string | null } = { position: 0, token: null };
    for (let idle = 0; idle < 3 && signal?.aborted !== true; ) {
      const batch = await source.read(cursor, 1_000);
      cursor = batch.next;
      for (const event of batch.events) yield { subject: null, event };
      // At the end a read gives nothing: three in a row, with pauses, are the end.
      if (batch.events.length > 0 && cursor.position < batch.head) idle = 0;
      else if (cursor.position >= batch.head && batch.head > 0) return;
      else {
        idle += 1;
        await new Promise((go) => setTimeout(go, 200));
      }
    }
  } finally {
    await source.close();
  }
};

/** Connects; throws where the bus is not there within `timeoutMs`. */
export const openBusWindow = async (url: string, timeoutMs = 10_000): Promise<BusWindow> => {
  const opening = connectBus({ url, name: "marketing-client", logger });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`cannot reach the bus within ${timeoutMs / 1_000} s`)), timeoutMs);
  });
  const bus = await Promise.race([opening, late]).finally(() => clearTimeout(timer));
  return {
    tail: (subject, signal) => tail(bus, subject, signal),
    held: (service, options) => held(bus, service, options),
    count: async (service, subject) => {
      const { state } = await jsRequest<{ state: { messages: number; subjects?: Record<string, number> } }>(
        bus.nc,
        `STREAM.INFO.${streamName(service)}`,
        subject === undefined ? undefined : { subjects_filter: subject },
      );
      return { total: state.messages, bySubject: state.subjects ?? {} };
    },
    close: () => bus.close(2_000),
  };
};
