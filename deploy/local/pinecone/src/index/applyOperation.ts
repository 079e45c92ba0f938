import { compileFilter } from "../search/metadataFilter.ts";
import { createNamespace, type Namespace } from "./namespace.ts";
import type { Operation } from "./operation.ts";

export type Namespaces = Map<string, Namespace>;

export interface Applied {
  /** Vectors written, changed or removed. */
  readonly matched: number;
  /** Vectors whose earlier record in the journal is obsolete now. */
  readonly obsolete: number;
}

const replaced = (matched: number): Applied => ({ matched, obsolete: matched });

const removeRows = (namespaces: Namespaces, name: string, namespace: Namespace, rows: ReadonlyArray<number>): void => {
  for (const row of [...rows].sort((a, b) => b - a)) namespace.remove(row);
  if (namespace.count() > 0 || namespace.schema !== undefined) return;
  namespace.clear();
  namespaces.delete(name);
};

/** Changes an index as the operation says. Deterministic, so that a replay of the journal leads to the same state. */
export const applyOperation = (namespaces: Namespaces, dimension: number | undefined, operation: Operation): Applied => {
  const { namespace: name } = operation;
  const existing = namespaces.get(name);
  if (operation.op === "upsert" || operation.op === "createNamespace") {
    const namespace = existing ?? createNamespace(dimension, operation.op === "upsert" ? undefined : (operation.schema ?? null));
    namespaces.set(name, namespace);
    if (operation.op === "createNamespace") return replaced(0);
    return { matched: operation.vectors.length, obsolete: operation.vectors.filter(namespace.upsert).length };
  }
  if (!existing) return replaced(0);
  switch (operation.op) {
    case "update": {
      const row = existing.rowOf(operation.id);
      if (row === undefined) return replaced(0);
      existing.update(row, { values: operation.values, sparse: operation.sparse, metadata: operation.set });
      return replaced(1);
    }
    case "updateWhere": {
      const rows = existing.rowsWhere(compileFilter(operation.filter));
      for (const row of rows) existing.update(row, { metadata: operation.set });
      return replaced(rows.length);
    }
    case "delete": {
      const rows = [...new Set(operation.ids.map(existing.rowOf))].filter((row) => row !== undefined);
      removeRows(namespaces, name, existing, rows);
      return replaced(rows.length);
    }
    case "deleteWhere": {
      const rows = existing.rowsWhere(compileFilter(operation.filter));
      removeRows(namespaces, name, existing, rows);
      return replaced(rows.length);
    }
    case "deleteNamespace": {
      const count = existing.count();
      existing.clear();
      namespaces.delete(name);
      return replaced(count);
    }
  }
};
