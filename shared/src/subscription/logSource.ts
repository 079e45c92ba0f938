import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Cursor, Source, SourceBatch } from "./source.ts";

/** Tells other processes that there may be something to read. A hint may be lost or wrong; the log itself is what counts. */
export interface Hints {
  notify(topic: string): void;
  subscribe(topic: string, listener: () => void): () => void;
}

/**
 * A query reads `page` events, whatever limit was asked for, so that readers at the same position can share it. After a query found
 * nothing, its result also counts for the other readers: for half the time since the last event, and `silentMs` at most.
 */
const { tailEvents: kept, tailBytes, logPage: page, silentMs } = defaults.subscription;
/** What was decoded with a person's key is not kept for longer than the key: once that is destroyed, the log says no more. */
const decodedMs = defaults.log.personKeyMs;

/**
 * The service's own log as a source. All subscriptions of a process share its tail: the newest events stay decoded in memory, so five views
 * that are up to date cost one query, and an empty result counts for all of them until there is a hint.
 */
export const logSource = (log: EventLog, hints?: Hints): Source => {
  /** A contiguous run of the log: every event with from < position <= to. */
  let tail: { from: number; to: number; events: RecordedEvent[]; sizes: number[]; bytes: number } = {
    ...{ from: 0, to: 0, events: [], sizes: [], bytes: 0 },
  };
  /** Up to here the tail is older than `at`. */
  let aged = { to: 0, at: performance.now() };
  let head = 0;
  const reading = new Map<number, Promise<SourceBatch>>();
  let [news, newsAt] = [0, 0];
  let nothing = { behind: -1, until: 0 };
  const hear = (): void => {
    news++;
    newsAt = performance.now();
    nothing = { behind: -1, until: 0 };
  };
  log.onAppended(hear);
  hints?.subscribe(`log.${log.schema}`, hear);

  const drop = (dropped: number): void => {
    if (dropped === 0) return;
    tail.from = tail.events[dropped - 1]!.position;
    tail.bytes -= sum(tail.sizes.splice(0, dropped));
    tail.events.splice(0, dropped);
  };

  /** Drops the oldest events where they are twice as many, or as much, as are kept. */
  const forget = (): void => {
    if (tail.events.length <= 2 * kept && tail.bytes <= 2 * tailBytes) return;
    let dropped = Math.max(0, tail.events.length - kept);
    let bytes = tail.bytes - sum(tail.sizes.slice(0, dropped));
    while (bytes > tailBytes) bytes -= tail.sizes[dropped++]!;
    drop(dropped);
  };

  /** Drops what has been in the tail for the time that a key is remembered, and at most for twice that. */
  const age = (): void => {
    const now = performance.now();
    if (now - aged.at < decodedMs) return;
    // nobody read for long: all of it is old
    const old = now - aged.at < 2 * decodedMs ? aged.to : tail.to;
    const first = tail.events.findIndex((e) => e.position > old);
    drop(first === -1 ? tail.events.length : first);
    aged = { to: tail.to, at: now };
  };

  const fromTail = (after: number, limit: number): SourceBatch | null => {
    if (after < tail.from || after >= tail.to) return null;
    let low = 0;
    let high = tail.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tail.events[middle]!.position > after) high = middle;
      else low = middle + 1;
    }
    const events = tail.events.slice(low, low + limit);
    const position = low + limit < tail.events.length ? events.at(-1)!.position : tail.to;
    return { events, next: { position, token: null }, head };
  };

  const fromLog = async (after: number): Promise<SourceBatch> => {
    const before = news;
    const read = await log.readAll(after, page);
    head = Math.max(head, read.highWater);
    const now = performance.now();
    if (read.events.length > 0) newsAt = now;
    else if (news === before) nothing = { behind: read.scannedTo, until: now + Math.min(silentMs, (now - newsAt) / 2) };
    if (after === tail.to) {
      tail.events.push(...read.events);
      tail.sizes.push(...read.sizes);
      tail.bytes += sum(read.sizes);
      tail.to = read.scannedTo;
      forget();
    } else if (read.scannedTo > tail.to)
      tail = { from: after, to: read.scannedTo, events: [...read.events], sizes: [...read.sizes], bytes: sum(read.sizes) };
    return { events: read.events, next: { position: read.scannedTo, token: null }, head: read.highWater };
  };

  return {
    name: "log",
    read(cursor: Cursor, limit: number): Promise<SourceBatch> {
      age();
      const cached = fromTail(cursor.position, limit);
      if (cached) return Promise.resolve(cached);
      const { position } = cursor;
      if (position === nothing.behind && performance.now() < nothing.until)
        return Promise.resolve({ events: [], next: { position, token: null }, head });
      let read = reading.get(position);
      if (!read) {
        read = fromLog(position).finally(() => reading.delete(position));
        reading.set(position, read);
      }
      return read.then((batch) => upTo(batch, limit));
    },
    onWake(wake) {
      const local = log.onAppended(wake);
      const remote = hints?.subscribe(`log.${log.schema}`, wake);
      return () => {
        local();
        remote?.();
      };
    },
  };
};

const sum = (sizes: ReadonlyArray<number>): number => sizes.reduce((total, size) => total + size, 0);

const upTo = (batch: SourceBatch, limit: number): SourceBatch => {
  if (batch.events.length <= limit) return batch;
  const events = batch.events.slice(0, limit);
  return { events, next: { position: events.at(-1)!.position, token: null }, head: batch.head };
};

/** Sends a hint to the other processes of the service after this process's appends. */
export const announceAppends = (log: EventLog, hints: Hints): (() => void) => log.onAppended(() => hints.notify(`log.${log.schema}`));
