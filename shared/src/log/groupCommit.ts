import type { Context } from "@opentelemetry/api";
import { AppendError } from "../base/appendError.ts";
import { defaults } from "../base/defaults.ts";
import { forAllCalls } from "../base/servedCall.ts";
import type { Pool } from "../postgres/pool.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { callerContext, commitFor } from "../telemetry/commits.ts";
import { instruments } from "../telemetry/instruments.ts";
import { jsonbArray, plainArray, textArray } from "./arrays.ts";
import { inRounds } from "./inRounds.ts";
import { namedTenants, tenantsOf } from "./namedTenants.ts";

export interface EncodedEvent {
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: string;
  readonly subjectId: string | null;
}

/** One request: its writes are committed together or not at all, under one receipt. */
export interface Unit {
  readonly tenantId: string;
  readonly appendId: string;
  readonly fingerprint: number | null;
  readonly writes: ReadonlyArray<{ readonly streamId: string; readonly expected: number; readonly events: ReadonlyArray<EncodedEvent> }>;
}

export interface UnitResult {
  readonly position: number;
  readonly versions: number[];
  readonly replayed: boolean;
}

interface Waiting {
  readonly unit: Unit;
  readonly callerContext: Context | null;
  readonly resolve: (result: UnitResult) => void;
  readonly reject: (error: unknown) => void;
  attempts: number;
}

// The tenants are named first, in the same statement, which is its own transaction: an append for any other tenant is refused.
const sql = `SELECT w, outcome, version, at_position FROM ${namedTenants("$15")},
  LATERAL append_many(CASE WHEN named THEN $1::uuid[] END,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`;
const oneSql = `SELECT append_one(CASE WHEN named THEN $1::uuid END,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) FROM ${namedTenants("$12")}`;
const uniqueViolation = "23505";
/**
 * SQLSTATEs of a serialization failure, a deadlock and a unique violation: another transaction was first. A second try, alone, sees what it
 * wrote.
 */
const transient = new Set(["40001", "40P01", uniqueViolation]);

/**
 * Combines concurrent appends into transactions: while one batch commits the next one fills, so a single caller never waits and many
 * callers share an fsync. If a batch fails as a whole, each unit is tried again alone, so that only a bad unit fails.
 */
export class GroupCommit {
  readonly #pool: Pool;
  readonly #maxUnits: number;
  readonly #connections: number;
  readonly #committed: (position: number) => void;
  #queue: Waiting[] = [];
  #busy = 0;
  #sending = 0;

  constructor(options: { pool: Pool; maxUnits?: number; connections?: number; committed: (position: number) => void }) {
    this.#pool = options.pool;
    this.#maxUnits = options.maxUnits ?? defaults.log.unitsPerCommit;
    this.#connections = options.connections ?? defaults.log.commitConnections;
    this.#committed = options.committed;
  }

  append(unit: Unit): Promise<UnitResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ unit, callerContext: callerContext(), resolve, reject, attempts: 0 });
      if (this.#busy < this.#connections) {
        this.#busy++;
        queueMicrotask(() => void forAllCalls(() => this.#drain()));
      }
    });
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        this.#sending++;
        try {
          await this.#commit(this.#take());
        } finally {
          this.#sending--;
        }
      }
    } finally {
      this.#busy--;
    }
  }

  /**
   * By tenants in turn, each one's in order. A stream and a receipt may be in a batch only once; a second unit with either waits for the next
   * batch, as does the third.
   */
  #take(): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const streams = new Set<string>();
    // The queue is divided among the free connections, so that one batch computes while the other waits for the disk.
    const limit = Math.min(this.#maxUnits, Math.max(24, Math.ceil(this.#queue.length / (1 + this.#connections - this.#sending))));
    for (const w of inRounds(this.#queue, (w) => w.unit.tenantId)) {
      const keys = [`${w.unit.tenantId}/${w.unit.appendId}`, ...w.unit.writes.map((x) => `${w.unit.tenantId} ${x.streamId}`)];
      const free = batch.length < limit && !keys.some((k) => streams.has(k));
      for (const k of keys) streams.add(k);
      (free ? batch : later).push(w);
    }
    this.#queue = later;
    return batch;
  }

  async #commit(batch: Waiting[]): Promise<void> {
    try {
      instruments.appendBatch.record(batch.length, { [a.appendKind]: "stream" });
      const rows = await commitFor(
        batch.map((w) => w.callerContext),
        "stream",
        () => this.#send(batch.map((w) => w.unit)),
      );
      let last = 0;
      let at = 0;
      for (const w of batch) {
        const mine = rows.slice(at, at + w.unit.writes.length);
        at += w.unit.writes.length;
        if (mine.some((r) => r.outcome === "retry")) {
          this.#again(w, new Error(`append to ${w.unit.writes[0]!.streamId} kept losing the race for its stream`));
          continue;
        }
        const position = Math.max(...mine.map((r) => r.position));
        if (mine.every((r) => r.outcome === "ok" || r.outcome === "replayed")) {
          if (position > last && mine[0]!.outcome === "ok") last = position;
          w.resolve({ position, versions: mine.map((r) => r.version), replayed: mine[0]!.outcome === "replayed" });
        } else w.reject(refusal(w.unit, mine));
      }
      if (last > 0) this.#committed(last);
    } catch (error) {
      if (batch.length === 1) {
        if (transient.has((error as { code?: string }).code ?? "")) this.#again(batch[0]!, error);
        else batch[0]!.reject(error);
      } else for (const w of batch) await this.#commit([w]);
    }
  }

  #again(w: Waiting, error: unknown): void {
    if (++w.attempts > 10) w.reject(error);
    else this.#queue.unshift(w);
  }

  async #send(units: ReadonlyArray<Unit>): Promise<Row[]> {
    return (units.length === 1 ? await this.#sendOne(units[0]!) : null) ?? this.#sendMany(units);
  }

  /** The fast path for a single caller's append of one event. Null when it does not apply; then nothing was written. */
  async #sendOne(unit: Unit): Promise<Row[] | null> {
    const { streamId, expected, events } = unit.writes[0]!;
    const e = events[0]!;
    if (unit.writes.length !== 1 || events.length !== 1 || expected < -1) return null;
    const { rows } = await this.#pool.query<[number | null]>({
      name: "append_one",
      text: oneSql,
      rowMode: "array",
      values: [
        unit.tenantId,
        unit.appendId,
        streamId,
        expected,
        e.eventId,
        e.type,
        e.schemaVersion,
        e.data,
        e.metadata,
        e.subjectId,
        unit.fingerprint,
        unit.tenantId,
      ],
    });
    const position = rows[0]![0];
    return position === null ? null : [{ outcome: "ok", version: Math.max(0, expected) + 1, position }];
  }

  async #sendMany(units: ReadonlyArray<Unit>): Promise<Row[]> {
    const unitOf: number[] = [];
    const streams: string[] = [];
    const expected: number[] = [];
    const count: number[] = [];
    const writeOf: number[] = [];
    const events: EncodedEvent[] = [];
    units.forEach((u, i) => {
      for (const w of u.writes) {
        unitOf.push(i + 1);
        streams.push(w.streamId);
        expected.push(w.expected);
        count.push(w.events.length);
        for (const e of w.events) {
          writeOf.push(streams.length);
          events.push(e);
        }
      }
    });
    const { rows } = await this.#pool.query<[number, string, number, number]>({
      name: "append_many",
      text: sql,
      rowMode: "array",
      values: [
        plainArray(units.map((u) => u.tenantId)),
        plainArray(units.map((u) => u.appendId)),
        plainArray(unitOf),
        textArray(streams),
        plainArray(expected),
        plainArray(count),
        plainArray(writeOf),
        plainArray(events.map((e) => e.eventId)),
        textArray(events.map((e) => e.type)),
        plainArray(events.map((e) => e.schemaVersion)),
        jsonbArray(events.map((e) => e.data)),
        jsonbArray(events.map((e) => e.metadata)),
        plainArray(events.map((e) => e.subjectId)),
        plainArray(units.map((u) => u.fingerprint)),
        tenantsOf(units),
      ],
    });
    return rows.map(([, outcome, version, position]) => ({ outcome, version, position }));
  }
}

interface Row {
  readonly outcome: string;
  readonly version: number;
  readonly position: number;
}

const refusal = (unit: Unit, rows: ReadonlyArray<Row>): Error => {
  const i = Math.max(
    0,
    rows.findIndex((r) => r.outcome !== "refused" && r.outcome !== "ok"),
  );
  const { streamId } = unit.writes[i]!;
  const row = rows[i]!;
  if (row.outcome === "closed") return new AppendError("stream_closed", streamId);
  if (row.outcome === "id reused") return new AppendError("append_id_reused", streamId);
  return new AppendError("wrong_expected_version", streamId, row.version);
};
