import { unsupported } from "../apiError.ts";
import type { OpenIndex } from "../index/project.ts";
import { readObject } from "../jsonObject.ts";
import { fetchByIds, fetchByMetadata, listIds } from "./fetchVectors.ts";
import type { ApiResponse } from "./http.ts";
import { createNamespace, deleteNamespace, describeNamespace, describeStats, listNamespaces } from "./namespaces.ts";
import { query } from "./queryVectors.ts";
import { remove, update, upsert } from "./writeVectors.ts";

export interface DataCall {
  readonly method: string;
  /** Segments of the path behind the index's name, decoded. */
  readonly path: ReadonlyArray<string>;
  readonly body: () => Promise<unknown>;
  readonly parameters: URLSearchParams;
}

export type Body = Readonly<Record<string, unknown>>;

const operationsWithBody: Readonly<Record<string, (index: OpenIndex, body: Body) => Promise<ApiResponse>>> = {
  "POST query": query,
  "POST vectors/upsert": upsert,
  "POST vectors/update": update,
  "POST vectors/delete": remove,
  "POST vectors/fetch_by_metadata": fetchByMetadata,
  "POST describe_index_stats": describeStats,
  "POST namespaces": createNamespace,
};

const operationsWithParameters: Readonly<Record<string, (index: OpenIndex, parameters: URLSearchParams) => Promise<ApiResponse>>> = {
  "GET vectors/fetch": fetchByIds,
  "GET vectors/list": listIds,
  "GET describe_index_stats": (index) => describeStats(index, {}),
  "GET namespaces": listNamespaces,
};

/** Performs an operation on the vectors and namespaces of an index. Undefined when there is no such operation. */
export const dataPlane = async (index: OpenIndex, { method, path, body, parameters }: DataCall): Promise<ApiResponse | undefined> => {
  const operation = `${method} ${path.join("/")}`;
  if (Object.hasOwn(operationsWithBody, operation)) return operationsWithBody[operation]!(index, readObject(await body(), "The request"));
  if (Object.hasOwn(operationsWithParameters, operation)) return operationsWithParameters[operation]!(index, parameters);
  const [first, name, deeper] = path;
  if (first === "namespaces" && deeper === "documents") throw unsupported("Documents");
  if (first === "records") throw unsupported("Integrated embedding");
  if (first === "bulk") throw unsupported("Bulk imports");
  if (first !== "namespaces" || name === undefined || path.length > 2) return undefined;
  if (method === "GET") return describeNamespace(index, name);
  if (method === "DELETE") return deleteNamespace(index, name);
  return undefined;
};
