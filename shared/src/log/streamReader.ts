import type { PoolClient } from "pg";
import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import { forAllCalls } from "../base/servedCall.ts";
import { type Pool, withTenant } from "../postgres/pool.ts";
import type { EventCodec, StoredRow } from "./codec.ts";
import type { PersonKeys } from "./personKeys.ts";
import { readSubjects } from "./sealedFields.ts";

export interface Receipt {
  readonly position: number;
  readonly versions: ReadonlyArray<number>;
  /** Of the request; null where none was given. */
  readonly fingerprint: number | null;
}

interface StreamRequest {
  readonly streamId: string;
  readonly after: number;
  readonly limit: number;
  readonly resolve: (events: RecordedEvent[]) => void;
}
interface ReceiptRequest {
  readonly appendId: string;
  readonly resolve: (receipt: Receipt | null) => void;
}
interface Batch {
  readonly streams: StreamRequest[];
  readonly receipts: ReceiptRequest[];
  readonly reject: ((error: unknown) => void)[];
}

const { streamConnections: connections, streamsPerRead: largest } = defaults.log;

type Row = [number, number, string, number, string, string, number, string, string, string | null, Date];
const streamsSql = "SELECT o, pos, stream, ver, eid, typ, sv, payload, meta, subject, at FROM read_streams($1, $2, $3, $4)";
const receiptsSql =
  "SELECT append_id, position, versions::text[] AS versions, fingerprint FROM append_receipts WHERE tenant_id = $1 AND append_id = ANY ($2::uuid[])";

/**
 * Reads streams for decisions. A command reads several, and many commands run at once: requests that arrive while others are being read are
 * combined into one transaction per tenant, as appends are.
 */
export class StreamReader {
  readonly #pool: Pool;
  readonly #codec: EventCodec;
  readonly #keys: PersonKeys | undefined;
  readonly #waiting = new Map<string, Batch>();
  #running = 0;
  #scheduled = false;

  constructor(pool: Pool, codec: EventCodec, keys: PersonKeys | undefined) {
    this.#pool = pool;
    this.#codec = codec;
    this.#keys = keys;
  }

  read(tenantId: string, streamId: string, after: number, limit: number): Promise<RecordedEvent[]> {
    return new Promise((resolve, reject) => this.#add(tenantId, reject, (b) => b.streams.push({ streamId, after, limit, resolve })));
  }

  receipt(tenantId: string, appendId: string): Promise<Receipt | null> {
    return new Promise((resolve, reject) => this.#add(tenantId, reject, (b) => b.receipts.push({ appendId, resolve })));
  }

  #add(tenantId: string, reject: (error: unknown) => void, put: (batch: Batch) => void): void {
    let batch = this.#waiting.get(tenantId);
    if (!batch) {
      batch = { streams: [], receipts: [], reject: [] };
      this.#waiting.set(tenantId, batch);
    }
    put(batch);
    batch.reject.push(reject);
    if (batch.reject.length >= largest) this.#start();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#start();
      });
    }
  }

  /** The tenant that has waited longest is next. */
  #start(): void {
    while (this.#running < connections) {
      const next = this.#waiting.entries().next().value;
      if (!next) return;
      const [tenantId, batch] = next;
      this.#waiting.delete(tenantId);
      this.#running += 1;
      Promise.resolve()
        .then(() => forAllCalls(() => withTenant(this.#pool, tenantId, (client) => this.#run(client, tenantId, batch))))
        .catch((error: unknown) => {
          for (const reject of batch.reject) reject(error);
        })
        .finally(() => {
          this.#running -= 1;
          this.#start();
        });
    }
  }

  async #run(client: PoolClient, tenantId: string, { streams, receipts }: Batch): Promise<void> {
    if (receipts.length > 0) {
      const { rows } = await client.query<{ append_id: string; position: number; versions: string[] | null; fingerprint: number | null }>({
        name: "receipts",
        text: receiptsSql,
        values: [tenantId, receipts.map((r) => r.appendId)],
      });
      const found = new Map(
        rows.map((r) => [r.append_id, { position: r.position, versions: (r.versions ?? []).map(Number), fingerprint: r.fingerprint }]),
      );
      for (const r of receipts) r.resolve(found.get(r.appendId) ?? null);
    }
    if (streams.length === 0) return;
    const { rows } = await client.query<Row>({
      name: "read_streams",
      text: streamsSql,
      rowMode: "array",
      values: [tenantId, streams.map((s) => s.streamId), streams.map((s) => s.after), streams.map((s) => s.limit)],
    });
    const stored = rows.map(
      ([_, position, streamId, version, eventId, type, schemaVersion, data, metadata, subjectId, recordedAt]): StoredRow => ({
        ...{ position, tenantId, streamId, version, eventId, type, schemaVersion, data, metadata, subjectId, recordedAt },
      }),
    );
    const keys = await this.#keys?.toOpen(readSubjects(stored));
    const events: RecordedEvent[][] = streams.map(() => []);
    for (const [i, row] of stored.entries()) events[rows[i]![0] - 1]!.push(this.#codec.decode(row, keys));
    streams.forEach((s, i) => {
      s.resolve(events[i]!);
    });
  }
}
