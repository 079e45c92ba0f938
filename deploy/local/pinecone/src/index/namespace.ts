import { createDenseVectors, type DenseVectors } from "../search/denseVectors.ts";
import type { Predicate } from "../search/metadataFilter.ts";
import type { SparseVector } from "../search/sparseVector.ts";
import type { Metadata } from "./metadata.ts";
import type { NewVector } from "./operation.ts";

/** The vectors of a namespace in memory, in rows without gaps: when one is removed, the last row takes its place. */
export interface Namespace {
  /** Undefined for a namespace that its first vector created; such a namespace ends with its last vector. */
  readonly schema: unknown;
  readonly dense: DenseVectors | undefined;
  count(): number;
  rowOf(id: string): number | undefined;
  idOf(row: number): string;
  metadataOf(row: number): Metadata | undefined;
  sparseOf(row: number): SparseVector | undefined;
  /** True when it replaced a vector of the same id. */
  upsert(vector: NewVector): boolean;
  update(row: number, change: Omit<NewVector, "id">): void;
  remove(row: number): void;
  rowsWhere(matches: Predicate): number[];
  /** All ids, ascending. */
  sortedIds(): ReadonlyArray<string>;
  /** Frees its memory. */
  clear(): void;
}

export const createNamespace = (dimension: number | undefined, schema: unknown): Namespace => {
  const dense = dimension === undefined ? undefined : createDenseVectors(dimension);
  const ids: string[] = [];
  const rows = new Map<string, number>();
  const metadata: (Metadata | undefined)[] = [];
  const sparse: (SparseVector | undefined)[] = [];
  let sorted: ReadonlyArray<string> | undefined;

  const upsert = ({ id, values, sparse: sparseValues, metadata: fields }: NewVector): boolean => {
    const known = rows.get(id);
    const row = known ?? ids.length;
    if (known === undefined) {
      ids.push(id);
      rows.set(id, row);
      sorted = undefined;
    }
    if (values) dense?.write(row, values);
    sparse[row] = sparseValues;
    metadata[row] = fields;
    return known !== undefined;
  };

  return {
    schema,
    dense,
    count: () => ids.length,
    rowOf: (id) => rows.get(id),
    idOf: (row) => ids[row]!,
    metadataOf: (row) => metadata[row],
    sparseOf: (row) => sparse[row],
    upsert,
    update: (row, change) => {
      if (change.values) dense?.write(row, change.values);
      if (change.sparse) sparse[row] = change.sparse;
      if (change.metadata) metadata[row] = { ...metadata[row], ...change.metadata };
    },
    remove: (row) => {
      const last = ids.length - 1;
      rows.delete(ids[row]!);
      if (row !== last) {
        ids[row] = ids[last]!;
        rows.set(ids[row], row);
        metadata[row] = metadata[last];
        sparse[row] = sparse[last];
        dense?.move(last, row);
      }
      for (const list of [ids, metadata, sparse]) list.length = last;
      dense?.truncate(last);
      sorted = undefined;
    },
    rowsWhere: (matches) => metadata.flatMap((fields, row) => (matches(fields) ? [row] : [])),
    sortedIds: () => {
      sorted ??= [...ids].sort();
      return sorted;
    },
    clear: () => dense?.truncate(0),
  };
};
