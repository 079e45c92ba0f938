import type { RecordedEvent } from "../base/event.ts";
import type { Source } from "../subscription/source.ts";
import { isForeign, type PublicEvent, parseHeaders } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import { streamName } from "./subject.ts";
import { walkStream } from "./walk.ts";

/** A range of log positions, both ends included, whose public events are missing on the bus although later ones are there. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface BusAudit {
  /** Positions of the oldest and newest message held; null when the JetStream stream is empty. */
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly messages: number;
  /** Messages that match an event of the log, with the same id and in the right order. */
  readonly matched: number;
  readonly holes: ReadonlyArray<Hole>;
  readonly duplicates: number;
  readonly misordered: number;
  /** Messages that match no event of this log, or a different one than the log has at that position. */
  readonly foreign: number;
  /** Messages that are broken in the store: their headers or payload fail their digest, or are none of an event's. */
  readonly broken: number;
  /** Public events behind the newest message: not relayed yet. */
  readonly unpublished: number;
  /** True when the bus holds the log's events exactly once and in order. `unpublished` is lag and no error. */
  readonly intact: boolean;
}

async function* publicEvents(
  source: Source,
  publish: (e: RecordedEvent) => PublicEvent | null,
  after: number,
): AsyncGenerator<RecordedEvent> {
  let cursor = { position: after, token: null as string | null };
  for (;;) {
    const batch = await source.read(cursor, 1_000);
    for (const event of batch.events) if (publish(event) !== null) yield event;
    if (batch.next.position <= cursor.position) return;
    cursor = batch.next;
  }
}

/** Compares every message the JetStream stream holds with the log, both read once, in constant memory. */
export const auditBus = async (options: {
  readonly nc: NatsConnection;
  readonly service: string;
  readonly source: Source;
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
}): Promise<BusAudit> => {
  const holes: Hole[] = [];
  let [messages, matched, duplicates, misordered, foreign, broken, unpublished] = [0, 0, 0, 0, 0, 0, 0];
  let first: number | null = null;
  let last = 0;
  let log: AsyncGenerator<RecordedEvent> | null = null;
  let next: RecordedEvent | null = null;
  const advance = async (): Promise<void> => {
    const step = await log!.next();
    next = step.done ? null : step.value;
  };
  const missing = (position: number, joins: boolean): void => {
    const hole = joins ? holes.pop()! : { from: position, to: position, count: 0 };
    holes.push({ from: hole.from, to: position, count: hole.count + 1 });
  };
  for await (const message of walkStream(options.nc, streamName(options.service), { headersOnly: false })) {
    messages += 1;
    if (message.fault) {
      if (isForeign(message.headers)) foreign += 1;
      else broken += 1;
      continue;
    }
    const h = parseHeaders(message.headers);
    const position = Number(h.get("ce-sequence"));
    if (first !== null && position <= last) {
      if (position === last) duplicates += 1;
      else misordered += 1;
      continue;
    }
    if (first === null) {
      first = position;
      log = publicEvents(options.source, options.publish, position - 1);
      await advance();
    }
    for (let joins = false; next !== null && (next as RecordedEvent).position < position; joins = true) {
      missing((next as RecordedEvent).position, joins);
      await advance();
    }
    if (next !== null && (next as RecordedEvent).position === position) {
      if ((next as RecordedEvent).eventId === h.get("ce-id")) matched += 1;
      else foreign += 1;
      await advance();
    } else foreign += 1;
    last = position;
  }
  log ??= publicEvents(options.source, options.publish, 0);
  if (first === null) await advance();
  for (; next !== null; await advance()) unpublished += 1;
  const intact = holes.length === 0 && duplicates === 0 && misordered === 0 && foreign === 0 && broken === 0;
  const range = first === null ? null : { from: first, to: last };
  return { range, messages, matched, holes, duplicates, misordered, foreign, broken, unpublished, intact };
};
