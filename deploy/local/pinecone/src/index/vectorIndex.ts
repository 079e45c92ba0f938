import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ApiError } from "../apiError.ts";
import { bytesPerVector } from "../search/denseVectors.ts";
import { applyOperation, type Namespaces } from "./applyOperation.ts";
import { openJournal } from "./journal.ts";
import type { Namespace } from "./namespace.ts";
import { decode, encode, type Operation } from "./operation.ts";
import { createReadWriteLock } from "./readWriteLock.ts";

export interface VectorIndex {
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Resolves, when the operation is on disk and applied, to how many vectors it wrote, changed or removed. */
  submit(operation: Operation): Promise<number>;
  /** The index does not change while `work` runs. */
  read<A>(work: (namespaces: ReadonlyMap<string, Namespace>) => A | Promise<A>): Promise<A>;
  /** Waits for the operations that were submitted; later ones are refused. */
  close(): Promise<void>;
}

interface PendingOperation {
  readonly operation: Operation;
  readonly payload: Uint8Array;
  readonly resolve: (matched: number) => void;
  readonly reject: (error: Error) => void;
}

/** The journal is compacted when at least this much of it, and at least half of it, is obsolete. */
const minObsoleteBytes = 32 * 1024 * 1024;
const vectorsPerRecord = 500;

/** Operations that lead to the present state, for the journal that replaces a longer one. */
function* snapshot(namespaces: Namespaces): Generator<Uint8Array> {
  for (const [name, namespace] of namespaces) {
    if (namespace.schema !== undefined) yield encode({ op: "createNamespace", namespace: name, schema: namespace.schema });
    for (let first = 0; first < namespace.count(); first += vectorsPerRecord) {
      const rows = Array.from({ length: Math.min(vectorsPerRecord, namespace.count() - first) }, (_, i) => first + i);
      const vectors = rows.map((row) => ({
        id: namespace.idOf(row),
        values: namespace.dense?.read(row),
        sparse: namespace.sparseOf(row),
        metadata: namespace.metadataOf(row),
      }));
      yield encode({ op: "upsert", namespace: name, vectors });
    }
  }
}

/**
 * An index in memory and its journal in `directory`. Operations submitted while a batch is being written form the next batch: it is written
 * and synced as one, applied in the order of submission, and then acknowledged. `dimension` is undefined for a sparse index.
 */
export const openVectorIndex = (directory: string, dimension: number | undefined, options: { readonly sync: boolean }): VectorIndex => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const namespaces: Namespaces = new Map();
  const vectorBytes = dimension === undefined ? 200 : bytesPerVector(dimension);
  let obsoleteBytes = 0;
  const applyAndCount = (operation: Operation, bytes: number): number => {
    const { matched, obsolete } = applyOperation(namespaces, dimension, operation);
    obsoleteBytes += obsolete * vectorBytes + (operation.op === "upsert" || operation.op === "update" ? 0 : bytes);
    return matched;
  };
  const journal = openJournal(join(directory, "journal"), (payload, bytes) => applyAndCount(decode(payload), bytes), options);
  const lock = createReadWriteLock();
  let pending: PendingOperation[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  const compact = async (): Promise<void> => {
    if (obsoleteBytes < minObsoleteBytes || obsoleteBytes < journal.size() / 2) return;
    await journal.rewrite(snapshot(namespaces));
    obsoleteBytes = 0;
  };
  const commit = async (batch: ReadonlyArray<PendingOperation>): Promise<void> => {
    try {
      await journal.append(batch.map(({ payload }) => payload));
    } catch (error) {
      const failure = new ApiError("INTERNAL", `The journal cannot be written: ${(error as Error).message}`);
      for (const { reject } of batch) reject(failure);
      return;
    }
    await lock.write(() => {
      for (const { operation, payload, resolve, reject } of batch)
        try {
          resolve(applyAndCount(operation, payload.length));
        } catch (error) {
          reject(error as Error);
        }
    });
  };
  const run = async (): Promise<void> => {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      await commit(batch);
      await compact().catch((error: Error) => process.stderr.write(`${directory}: not compacted: ${error.message}\n`));
    }
    running = undefined;
  };

  return {
    namespaces,
    submit: (operation) =>
      new Promise((resolve, reject) => {
        if (closed) throw new ApiError("UNAVAILABLE", "The server is shutting down");
        pending.push({ operation, payload: encode(operation), resolve, reject });
        running ??= run();
      }),
    read: (work) => lock.read(() => work(namespaces)),
    close: async () => {
      closed = true;
      await running;
      journal.close();
      await lock.write(() => {
        for (const namespace of namespaces.values()) namespace.clear();
      });
    },
  };
};
