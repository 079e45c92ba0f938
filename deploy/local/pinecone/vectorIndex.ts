import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ApiError } from "./apiError.ts";
import { apply, type Namespaces } from "./apply.ts";
import { bytesPerVector } from "./denseRows.ts";
import { createGate } from "./gate.ts";
import { openJournal } from "./journal.ts";
import type { Namespace } from "./namespace.ts";
import { decode, encode, type Operation } from "./operation.ts";

export interface VectorIndex {
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Resolves when it is on disk and applied, to how many vectors it touched. */
  submit(operation: Operation): Promise<number>;
  /** Nothing changes while `work` reads, however long it takes. */
  read<A>(work: (namespaces: ReadonlyMap<string, Namespace>) => A | Promise<A>): Promise<A>;
  /** Waits for what was submitted; nothing may be submitted afterwards. */
  close(): Promise<void>;
}

interface Waiting {
  readonly operation: Operation;
  readonly payload: Uint8Array;
  readonly resolve: (matched: number) => void;
  readonly reject: (error: Error) => void;
}

/** The journal is written anew when this much of it, and half of it, counts no more. */
const leastGarbage = 32 * 1024 * 1024;
const vectorsPerRecord = 500;

/** What makes the state anew: for a journal that takes the place of a longer one. */
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
 * An index in memory with its journal in `directory`: what came in while the last batch was written goes to disk together, is then
 * applied in that order, and is acknowledged. `dimension` is absent on a sparse index.
 */
export const openVectorIndex = (directory: string, dimension: number | undefined, options: { readonly sync: boolean }): VectorIndex => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const namespaces: Namespaces = new Map();
  const vectorBytes = dimension === undefined ? 200 : bytesPerVector(dimension);
  let garbage = 0;
  const perform = (operation: Operation, bytes: number): number => {
    const { matched, obsolete } = apply(namespaces, dimension, operation);
    garbage += obsolete * vectorBytes + (operation.op === "upsert" || operation.op === "update" ? 0 : bytes);
    return matched;
  };
  const journal = openJournal(join(directory, "journal"), (payload, bytes) => perform(decode(payload), bytes), options);
  const gate = createGate();
  let waiting: Waiting[] = [];
  let working: Promise<void> | undefined;
  let closed = false;

  const compact = async (): Promise<void> => {
    if (garbage < leastGarbage || garbage < journal.size() / 2) return;
    await journal.rewrite(snapshot(namespaces));
    garbage = 0;
  };
  const settle = async (batch: ReadonlyArray<Waiting>): Promise<void> => {
    try {
      await journal.append(batch.map(({ payload }) => payload));
    } catch (error) {
      const refusal = new ApiError("INTERNAL", `The journal cannot be written: ${(error as Error).message}`);
      for (const { reject } of batch) reject(refusal);
      return;
    }
    await gate.write(() => {
      for (const { operation, payload, resolve, reject } of batch)
        try {
          resolve(perform(operation, payload.length));
        } catch (error) {
          reject(error as Error);
        }
    });
  };
  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await settle(batch);
      await compact().catch((error: Error) => process.stderr.write(`${directory}: not compacted: ${error.message}\n`));
    }
    working = undefined;
  };

  return {
    namespaces,
    submit: (operation) =>
      new Promise((resolve, reject) => {
        if (closed) throw new ApiError("UNAVAILABLE", "The server is shutting down");
        waiting.push({ operation, payload: encode(operation), resolve, reject });
        working ??= work();
      }),
    read: (doWork) => gate.read(() => doWork(namespaces)),
    close: async () => {
      closed = true;
      await working;
      journal.close();
      await gate.write(() => {
        for (const namespace of namespaces.values()) namespace.clear();
      });
    },
  };
};
