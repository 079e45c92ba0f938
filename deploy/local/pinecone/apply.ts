import { compileFilter } from "./filter.ts";
import { createNamespace, type Namespace } from "./namespace.ts";
import type { Operation } from "./operation.ts";

export type Namespaces = Map<string, Namespace>;

export interface Applied {
  /** Vectors written, changed or removed. */
  readonly matched: number;
  /** Vectors whose earlier state in the journal counts no more. */
  readonly obsolete: number;
}

const touched = (matched: number): Applied => ({ matched, obsolete: matched });

const removeRows = (namespaces: Namespaces, name: string, namespace: Namespace, rows: ReadonlyArray<number>): void => {
  for (const row of [...rows].sort((a, b) => b - a)) namespace.remove(row);
  if (namespace.count() > 0 || namespace.schema !== undefined) return;
  namespace.clear();
  namespaces.delete(name);
};

/** Does to an index what the operation says: the same from the same state, now and when the journal is replayed. */
export const apply = (namespaces: Namespaces, dimension: number | undefined, operation: Operation): Applied => {
  const { namespace: name } = operation;
  const present = namespaces.get(name);
  if (operation.op === "upsert" || operation.op === "createNamespace") {
    const namespace = present ?? createNamespace(dimension, operation.op === "upsert" ? undefined : (operation.schema ?? null));
    namespaces.set(name, namespace);
    if (operation.op === "createNamespace") return touched(0);
    return { matched: operation.vectors.length, obsolete: operation.vectors.filter(namespace.upsert).length };
  }
  if (!present) return touched(0);
  switch (operation.op) {
    case "update": {
      const row = present.rowOf(operation.id);
      if (row === undefined) return touched(0);
      present.update(row, { values: operation.values, sparse: operation.sparse, metadata: operation.set });
      return touched(1);
    }
    case "updateWhere": {
      const rows = present.rowsWhere(compileFilter(operation.filter));
      for (const row of rows) present.update(row, { metadata: operation.set });
      return touched(rows.length);
    }
    case "delete": {
      const rows = [...new Set(operation.ids.map(present.rowOf))].filter((row) => row !== undefined);
      removeRows(namespaces, name, present, rows);
      return touched(rows.length);
    }
    case "deleteWhere": {
      const rows = present.rowsWhere(compileFilter(operation.filter));
      removeRows(namespaces, name, present, rows);
      return touched(rows.length);
    }
    case "deleteNamespace": {
      const count = present.count();
      present.clear();
      namespaces.delete(name);
      return touched(count);
    }
  }
};
