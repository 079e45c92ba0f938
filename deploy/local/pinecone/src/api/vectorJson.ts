import type { Namespace } from "../index/namespace.ts";
import { float32Json, float32Text } from "./float32Json.ts";

export interface Included {
  readonly values: boolean;
  readonly metadata: boolean;
  readonly score?: number;
}

/** A vector as the API returns it, in JSON. */
export const vectorJson = (namespace: Namespace, row: number, { values, metadata, score }: Included): string => {
  const sparse = values ? namespace.sparseOf(row) : undefined;
  const fields = metadata ? namespace.metadataOf(row) : undefined;
  return [
    `{"id":${JSON.stringify(namespace.idOf(row))}`,
    ...(score === undefined ? [] : [`"score":${float32Text(score)}`]),
    `"values":${values && namespace.dense ? float32Json(namespace.dense.read(row)) : "[]"}`,
    ...(sparse ? [`"sparseValues":{"indices":${JSON.stringify(sparse.indices)},"values":${float32Json(sparse.values)}}`] : []),
    ...(fields ? [`"metadata":${JSON.stringify(fields)}`] : []),
  ]
    .join(",")
    .concat("}");
};
