import type { PoolClient } from "pg";
import { AppendError } from "../base/appendError.ts";
import { defaults } from "../base/defaults.ts";
import type { EventMetadata, ExpectedVersion, NewEvent, RecordedEvent } from "../base/event.ts";
import { uuidv7 } from "../base/ids.ts";
import { mapInTurn } from "../base/servedCall.ts";
import { type Pool, withTenant } from "../postgres/pool.ts";
import { traceparentFor } from "../telemetry/causes.ts";
import { appendBulk, BulkCommit, type BulkResult, type BulkUnit } from "./bulk.ts";
import type { EventCodec, StoredRow } from "./codec.ts";
import { expectedVersionCode } from "./expectedVersion.ts";
import { type EncodedEvent, GroupCommit, type UnitResult } from "./groupCommit.ts";
import { measuredAppend } from "./measured.ts";
import type { KeysOf, PersonKeys, Subject } from "./personKeys.ts";
import { readSubjects } from "./sealedFields.ts";
import { type Receipt, StreamReader } from "./streamReader.ts";

export interface Append {
  readonly tenantId: string;
  /** The id of its receipt: a repeat with the same id writes nothing and returns the first result. */
  readonly appendId: string;
  /** Of what is asked for: the same id with another one is refused, `append_id_reused`. Absent = nothing is compared. */
  readonly fingerprint?: number | null;
  /** Either all of them are written or none. */
  readonly writes: ReadonlyArray<{
    readonly streamId: string;
    readonly expected: ExpectedVersion;
    readonly events: ReadonlyArray<NewEvent>;
  }>;
  /** For every event of the append; an event's own metadata wins. */
  readonly metadata?: EventMetadata;
}

export interface BulkItem {
  readonly tenantId: string;
  readonly receiptId: string;
  readonly fingerprint: number;
  readonly streamId: string;
  readonly event: NewEvent;
}

export interface ReadFilter {
  readonly tenantId?: string;
  readonly types?: ReadonlyArray<string>;
}

export interface ReadResult {
  /** The high water mark: no event will ever appear at or below it that is not readable now. */
  readonly highWater: number;
  readonly events: RecordedEvent[];
  /** Of each event: how long its data are as JSON, which is about what it takes of memory. */
  readonly sizes: number[];
  /** The position to continue from: everything up to here has been read. */
  readonly scannedTo: number;
  /** Whether that is only as much as was asked for: there may be more that can be read at once. */
  readonly full: boolean;
}

type ReadRow = [number, number, number | null, string, string, number, string, string, number, string, string, string | null, number];

const readAllSql =
  "SELECT page, high_water, pos, tenant, stream, ver, eid, typ, sv, payload, meta, subject, (extract(epoch FROM at) * 1000)::float8 FROM page_events($1, $2, $5, $3, $4) AS page CROSS JOIN LATERAL read_all($1, page, $3, $4)";
const everything = 2_000_000_000;

/**
 * The append-only log of one service, the only source of truth. `pool` may be the api role's (row level security applies to what it
 * reads) or the worker's. Positions are strictly increasing with holes; an acknowledged append is on disk.
 */
export class EventLog {
  readonly schema: string;
  readonly #pool: Pool;
  readonly #codec: EventCodec;
  readonly #group: GroupCommit;
  readonly #bulk: BulkCommit;
  readonly #streams: StreamReader;
  readonly #keys: PersonKeys | undefined;
  readonly #listeners = new Set<(position: number) => void>();
  readonly #committed = (position: number): void => {
    for (const listener of this.#listeners) listener(position);
  };

  /** `keys`: personal fields are sealed under them. Without, they are written plain, and what was sealed cannot be read. */
  constructor(options: {
    pool: Pool;
    schema: string;
    codec: EventCodec;
    keys?: PersonKeys | undefined;
    onAppended?: (lastPosition: number) => void;
  }) {
    this.schema = options.schema;
    this.#pool = options.pool;
    this.#codec = options.codec;
    if (options.onAppended) this.#listeners.add(options.onAppended);
    this.#keys = options.keys;
    this.#streams = new StreamReader(options.pool, options.codec, options.keys);
    this.#group = new GroupCommit({ pool: options.pool, committed: this.#committed });
    this.#bulk = new BulkCommit({ pool: options.pool, committed: this.#committed });
  }

  /** Calls the listener after each committed append of this process, as a hint for readers. Returns a function that unsubscribes. */
  onAppended(listener: (position: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Throws {@link AppendError}, and RpcError PERSON_ERASED where one of the events is of somebody who was erased; nothing was written then. */
  append(append: Append): Promise<UnitResult> {
    const seen = new Set<string>();
    for (const w of append.writes) {
      if (w.events.length === 0) return Promise.reject(new AppendError("empty_append", w.streamId));
      if (seen.has(w.streamId)) return Promise.reject(new TypeError(`stream ${w.streamId} stands twice in one append`));
      seen.add(w.streamId);
    }
    if (append.writes.length === 0) return Promise.reject(new AppendError("empty_append", ""));
    const { tenantId, metadata } = append;
    const events = append.writes.flatMap((w) => w.events);
    const write = (keys?: KeysOf): Promise<UnitResult> =>
      this.#group.append({
        tenantId,
        appendId: append.appendId,
        fingerprint: append.fingerprint ?? null,
        writes: append.writes.map((w) => ({
          streamId: w.streamId,
          expected: expectedVersionCode(w.expected),
          events: w.events.map((e) => this.#encode(tenantId, e, keys, metadata)),
        })),
      });
    return measuredAppend("stream", events.length, () => {
      const keys = this.#toSeal(events.map((event) => ({ tenantId, event })));
      return keys === undefined ? write() : keys.then(write);
    });
  }

  /**
   * For streams that are only ever appended with "any". The results are in the order of the items, and one that fails does not affect the
   * others; of somebody who was erased nothing is stored, and that item is `suppressed`.
   */
  appendBulk(items: ReadonlyArray<BulkItem>): Promise<BulkResult[]> {
    return measuredAppend("bulk", items.length, async () => {
      const keys = await this.#toSeal(items);
      return storedOnly(await mapInTurn(items, (i) => this.#bulkUnit(i, keys)), (units) => this.#bulk.append(units));
    });
  }

  /** The same inside the caller's transaction, for policies whose checkpoint moves with what they append. */
  appendBulkIn(client: PoolClient, items: ReadonlyArray<BulkItem>): Promise<BulkResult[]> {
    return measuredAppend("policy", items.length, async () => {
      const keys = await this.#toSeal(items);
      return storedOnly(
        items.map((i) => this.#bulkUnit(i, keys)),
        (units) => appendBulk(client, units),
      );
    });
  }

  findReceipt(tenantId: string, appendId: string): Promise<Receipt | null> {
    return this.#streams.receipt(tenantId, appendId);
  }

  /** Events behind version `after`, at most `limit`. */
  readStream(tenantId: string, streamId: string, after = 0, limit = 1_000): Promise<RecordedEvent[]> {
    return this.#streams.read(tenantId, streamId, after, limit);
  }

  readStreamAll(tenantId: string, streamId: string): Promise<RecordedEvent[]> {
    return this.#streams.read(tenantId, streamId, 0, everything);
  }

  /** Wakes this log's readers. To be called after a transaction with an append in it was committed. */
  announce(): void {
    this.#committed(0);
  }

  /**
   * In position order, gap-free under concurrent writers: at most `limit` events, and fewer where so many are of more than `bytes` together, but always
   * one. With the api role's pool give `tenantId`: without it there are no rows.
   */
  async readAll(after: number, limit: number, filter: ReadFilter = {}, bytes = defaults.log.bytesPerRead): Promise<ReadResult> {
    const query = {
      name: "read_all",
      text: readAllSql,
      rowMode: "array" as const,
      values: [after, limit, filter.tenantId ?? null, filter.types ? [...filter.types] : null, bytes],
    };
    const { rows } = filter.tenantId
      ? await withTenant(this.#pool, filter.tenantId, (client) => client.query<ReadRow>(query))
      : await this.#pool.query<ReadRow>(query);
    const [page, highWater, first] = rows[0]!;
    if (first === null) return { highWater, events: [], sizes: [], scannedTo: Math.max(after, highWater), full: false };
    const found = rows.map(stored);
    const keys = await this.#keys?.toOpen(readSubjects(found));
    const events = found.map((row) => this.#codec.decode(row, keys));
    const last = events.at(-1)!.position;
    const full = events.length >= page;
    return { highWater, events, sizes: rows.map((r) => r[9].length), scannedTo: full ? last : Math.max(highWater, last), full };
  }

  async head(): Promise<number> {
    const { rows } = await this.#pool.query<[number]>({ name: "high_water", text: "SELECT high_water()", rowMode: "array" });
    return rows[0]![0];
  }

  /** Undefined where nothing of it is to be sealed: then there is nothing to wait for. */
  #toSeal(items: ReadonlyArray<{ readonly tenantId: string; readonly event: NewEvent }>): Promise<KeysOf> | undefined {
    if (!this.#keys) return undefined;
    const subjects = items.flatMap(({ tenantId, event }): Subject[] => {
      const subjectId = this.#codec.subjectOf(event);
      return subjectId === null ? [] : [{ tenantId, subjectId }];
    });
    return subjects.length === 0 ? undefined : this.#keys.toSeal(subjects);
  }

  /** Null: of somebody who was erased. */
  #bulkUnit(item: BulkItem, keys: KeysOf | undefined): BulkUnit | null {
    const subjectId = keys ? this.#codec.subjectOf(item.event) : null;
    if (subjectId !== null && keys?.({ tenantId: item.tenantId, subjectId }) === null) return null;
    return { ...item, event: this.#encode(item.tenantId, item.event, keys) };
  }

  #encode(tenantId: string, event: NewEvent, keys: KeysOf | undefined, shared?: EventMetadata): EncodedEvent {
    const { type, schemaVersion, data } = this.#codec.encode(tenantId, event, keys);
    const given = shared || event.metadata ? { ...shared, ...event.metadata } : undefined;
    const traceparent = traceparentFor(given);
    const metadata = given || traceparent ? JSON.stringify(traceparent ? { ...given, traceparent } : given) : "{}";
    return { eventId: event.eventId ?? uuidv7(), type, schemaVersion, data, metadata, subjectId: event.subjectId ?? null };
  }
}

/** What is left is appended; the results are in the order of all of them. */
const storedOnly = async (
  units: ReadonlyArray<BulkUnit | null>,
  append: (units: ReadonlyArray<BulkUnit>) => Promise<BulkResult[]>,
): Promise<BulkResult[]> => {
  const left = units.filter((unit) => unit !== null);
  const results = (await append(left)).values();
  return units.map((unit) => (unit === null ? { status: "suppressed", position: 0 } : results.next().value!));
};

const stored = (r: ReadRow): StoredRow => ({
  position: r[2]!,
  tenantId: r[3],
  streamId: r[4],
  version: r[5],
  eventId: r[6],
  type: r[7],
  schemaVersion: r[8],
  data: r[9],
  metadata: r[10],
  subjectId: r[11],
  recordedAt: new Date(r[12]),
});
