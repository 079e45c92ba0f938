import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import type { Source } from "../subscription/source.ts";
import { instruments } from "../telemetry/instruments.ts";
import { decodeAttribute, type PublicEvent, parseHeaders } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import type { Pulled } from "./pull.ts";
import type { StreamEnd } from "./streamEnd.ts";
import { subjectOf } from "./subject.ts";
import { walkStream } from "./walk.ts";

/** A message on the service's JetStream stream that its relay did not put there. */
export interface ForeignMessage {
  readonly sequence: number;
  readonly subject: string;
  readonly headers: string;
  readonly payload: Uint8Array;
  readonly why: string;
}

export type KeepForeign = (message: ForeignMessage) => Promise<void>;

export interface RelayQuarantine {
  /** Says that everything up to this sequence is the relay's own. */
  trust(created: string, sequence: number): void;
  /** Keeps aside what somebody else wrote behind what is trusted. Gives how many messages that were. */
  keep(end: StreamEnd): Promise<number>;
}

export interface QuarantineOptions {
  readonly nc: NatsConnection;
  readonly service: string;
  readonly stream: string;
  readonly source: Source;
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
  readonly logger: Logger;
  /** Stores a copy. */
  readonly keep?: KeepForeign | undefined;
}

const pageSize = 500;

/** Reads events of the log by their positions, a page at a time, as neighbours are asked for one after the other. */
const pagedLog = (source: Source) => {
  let page = new Map<number, RecordedEvent>();
  return async (position: number): Promise<{ readonly event: RecordedEvent | undefined; readonly head: number }> => {
    const known = page.get(position);
    if (known) return { event: known, head: position };
    const { events, head } = await source.read({ position: position - 1, token: null }, pageSize);
    page = new Map(events.map((event) => [event.position, event]));
    return { event: page.get(position), head };
  };
};

/** Why a message is none of ours; null = it names an event of the log. Nobody else knows the id of an event that is not published yet. */
const reasonOf = (message: Pulled, event: RecordedEvent | undefined, { service, publish }: QuarantineOptions): string | null => {
  if (!event) return "the log has no event at its position";
  const told = publish(event);
  if (told === null) return "the event at its position is private";
  const headers = parseHeaders(message.headers);
  const said = ["ce-id", "ce-type", "ce-subject", "ce-tenantid"].map((name) => decodeAttribute(headers.get(name) ?? ""));
  if (said.join("\n") !== [event.eventId, told.type, event.streamId, event.tenantId].join("\n"))
    return "the log has another event at its position";
  return message.subject === subjectOf(service, told.entity, told.event, event.tenantId) ? null : "its subject is not its event's";
};

/**
 * Nobody but the relay can publish to the service's JetStream stream; should it happen all the same, the message must not stay among the
 * events. Whatever lies behind the last message that this relay knows as its own is compared with the log: what the log does not say is
 * kept aside and reported, and the relay then makes the JetStream stream anew without it. Messages from before this process are not judged: a log that was restored to an earlier moment would
 * condemn them all, so a bus that is ahead of the log at the start still stops the relay.
 */
export const createQuarantine = (options: QuarantineOptions): RelayQuarantine => {
  const { nc, service, stream, source, logger, keep } = options;
  let trusted: { readonly created: string; readonly sequence: number } | null = null;
  instruments.relayForeign.add(0);

  const put = async (message: Pulled, why: string): Promise<void> => {
    const { streamSequence: sequence, subject, headers, data: payload } = message;
    logger.error("somebody else wrote to the service's JetStream stream", { service, sequence, subject, reason: why });
    instruments.relayForeign.add(1);
    await keep?.({ sequence, subject, headers, payload, why });
  };

  return {
    trust: (created, sequence) => {
      trusted = { created, sequence };
    },
    keep: async (end) => {
      if (trusted === null || trusted.created !== end.created || trusted.sequence >= end.lastSequence) return 0;
      const eventAt = pagedLog(source);
      const foreign: { message: Pulled; why: string }[] = [];
      for await (const message of walkStream(nc, stream, { fromSequence: trusted.sequence + 1, headersOnly: false })) {
        const position = Number(parseHeaders(message.headers).get("ce-sequence") ?? Number.NaN);
        const { event } = Number.isSafeInteger(position) && position > 0 ? await eventAt(position) : { event: undefined };
        const why = reasonOf(message, event, options);
        if (why !== null) foreign.push({ message, why });
      }
      for (const { message, why } of foreign) await put(message, why);
      return foreign.length;
    },
  };
};
