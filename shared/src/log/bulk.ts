import type { Context } from "@opentelemetry/api";
import type { PoolClient } from "pg";
import { defaults } from "../base/defaults.ts";
import { forAllCalls } from "../base/servedCall.ts";
import type { Pool } from "../postgres/pool.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { callerContext, commitFor } from "../telemetry/commits.ts";
import { instruments } from "../telemetry/instruments.ts";
import { jsonbArray, plainArray, textArray } from "./arrays.ts";
import type { EncodedEvent } from "./groupCommit.ts";
import { inRounds } from "./inRounds.ts";
import { namedTenants, tenantsOf } from "./namedTenants.ts";

export interface BulkUnit {
  readonly tenantId: string;
  /** The id of its receipt: a repeat with the same id writes nothing. */
  readonly receiptId: string;
  /** A safe integer that stands for the content: the same receipt with another fingerprint is a conflict and no repeat. */
  readonly fingerprint: number;
  readonly streamId: string;
  readonly event: EncodedEvent;
}

export interface BulkResult {
  /** "suppressed": the event is of somebody who was erased, and was not stored. */
  readonly status: "accepted" | "duplicate" | "conflict" | "suppressed";
  /** The event's position, or that of the first event with this receipt; 0 where nothing was stored. */
  readonly position: number;
}

const sql = "SELECT status, at_position FROM append_bulk($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)";
const namedSql = `SELECT status, at_position FROM ${namedTenants("$11")},
  LATERAL append_bulk(CASE WHEN named THEN $1::uuid[] END,$2,$3,$4,$5,$6,$7,$8,$9,$10)`;

/**
 * Appends all units in one statement. Of units with the same receipt the first counts. `named`: their tenants are named in the same
 * statement, which has to be a transaction of its own; otherwise `app.tenant_id` is as the caller's transaction has set it.
 */
export const appendBulk = async (
  connection: Pool | PoolClient,
  units: ReadonlyArray<BulkUnit>,
  { named = false } = {},
): Promise<BulkResult[]> => {
  const firsts = new Map<string, number>();
  const unique: BulkUnit[] = [];
  const indexOf = units.map((u) => {
    const key = `${u.tenantId}${u.receiptId}`;
    let i = firsts.get(key);
    if (i === undefined) {
      i = unique.length;
      firsts.set(key, i);
      unique.push(u);
    }
    return i;
  });
  if (unique.length === 0) return [];
  const { rows } = await connection.query<[BulkResult["status"], number]>({
    name: named ? "append_bulk_named" : "append_bulk",
    text: named ? namedSql : sql,
    rowMode: "array",
    values: [
      plainArray(unique.map((u) => u.tenantId)),
      plainArray(unique.map((u) => u.receiptId)),
      plainArray(unique.map((u) => u.fingerprint)),
      textArray(unique.map((u) => u.streamId)),
      plainArray(unique.map((u) => u.event.eventId)),
      textArray(unique.map((u) => u.event.type)),
      plainArray(unique.map((u) => u.event.schemaVersion)),
      jsonbArray(unique.map((u) => u.event.data)),
      jsonbArray(unique.map((u) => u.event.metadata)),
      plainArray(unique.map((u) => u.event.subjectId)),
      ...(named ? [tenantsOf(unique)] : []),
    ],
  });
  const seen = new Set<number>();
  return units.map((u, k) => {
    const i = indexOf[k]!;
    const [status, position] = rows[i]!;
    if (!seen.has(i)) {
      seen.add(i);
      return { status, position };
    }
    return { status: unique[i]!.fingerprint === u.fingerprint ? "duplicate" : "conflict", position };
  });
};

interface Waiting {
  readonly units: ReadonlyArray<BulkUnit>;
  readonly callerContext: Context | null;
  readonly resolve: (results: BulkResult[]) => void;
  readonly reject: (error: unknown) => void;
}

const tenantOf = ({ units }: Waiting): string => units[0]?.tenantId ?? "";

/**
 * Concurrent bulk appends share a transaction: the next batch fills while the previous ones commit. One connection is never one tenant's, and of a
 * batch each tenant fills no more than is left by the others: whoever comes with a little finds a connection free, or is in the next batch.
 */
export class BulkCommit {
  readonly #pool: Pool;
  readonly #committed: (position: number) => void;
  readonly #maxEvents: number;
  readonly #connections: number;
  #queue: Waiting[] = [];
  #busy = 0;
  /** Of how many batches that are being committed a tenant has something in. */
  readonly #committing = new Map<string, number>();

  constructor(options: { pool: Pool; maxEvents?: number; connections?: number; committed: (position: number) => void }) {
    this.#pool = options.pool;
    this.#maxEvents = options.maxEvents ?? defaults.log.eventsPerBulk;
    this.#connections = options.connections ?? defaults.log.bulkConnections;
    this.#committed = options.committed;
  }

  append(units: ReadonlyArray<BulkUnit>): Promise<BulkResult[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ units, callerContext: callerContext(), resolve, reject });
      if (this.#busy < this.#connections) {
        this.#busy++;
        queueMicrotask(() => void forAllCalls(() => this.#drain()));
      }
    });
  }

  async #drain(): Promise<void> {
    try {
      for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
        const tenants = new Set(batch.map(tenantOf));
        for (const tenant of tenants) this.#committing.set(tenant, (this.#committing.get(tenant) ?? 0) + 1);
        await this.#commit(batch);
        for (const tenant of tenants) {
          const others = this.#committing.get(tenant)! - 1;
          if (others > 0) this.#committing.set(tenant, others);
          else this.#committing.delete(tenant);
        }
      }
    } finally {
      this.#busy--;
    }
  }

  #take(): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const most = Math.max(1, this.#connections - 1);
    let events = 0;
    let full = false;
    for (const w of inRounds(this.#queue, tenantOf)) {
      const may = (this.#committing.get(tenantOf(w)) ?? 0) < most;
      if (may && batch.length > 0 && events + w.units.length > this.#maxEvents) full = true;
      if (!may || full) later.push(w);
      else {
        batch.push(w);
        events += w.units.length;
      }
    }
    this.#queue = later;
    return batch;
  }

  async #commit(batch: ReadonlyArray<Waiting>, attempt = 1): Promise<void> {
    let results: BulkResult[];
    try {
      instruments.appendBatch.record(batch.length, { [a.appendKind]: "bulk" });
      results = await commitFor(
        batch.map((w) => w.callerContext),
        "bulk",
        () => appendBulk(this.#pool, batch.length === 1 ? batch[0]!.units : batch.flatMap((w) => w.units), { named: true }),
      );
    } catch (error) {
      if ((error as { code?: string }).code === "40P01" && attempt < 5) return this.#commit(batch, attempt + 1);
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const w of batch) await this.#commit([w]);
      return;
    }
    let at = 0;
    let last = 0;
    for (const w of batch) {
      const mine = results.slice(at, at + w.units.length);
      at += w.units.length;
      for (const r of mine) if (r.status === "accepted" && r.position > last) last = r.position;
      w.resolve(mine);
    }
    if (last > 0) this.#committed(last);
  }
}
