import { unsupported } from "./apiError.ts";
import type { Answer } from "./http.ts";

import { createNamespace, deleteNamespace, describeNamespace, describeStats, listNamespaces } from "./namespaceCalls.ts";
import { object } from "./object.ts";
import type { OpenIndex } from "./project.ts";
import { query } from "./queryCall.ts";
import { fetchByIds, fetchByMetadata, listIds } from "./readCalls.ts";
import { remove, update, upsert } from "./writeCalls.ts";

export interface DataCall {
  readonly method: string;
  /** Parts of the path behind the index's name, decoded. */
  readonly path: ReadonlyArray<string>;
  readonly body: () => Promise<unknown>;
  readonly parameters: URLSearchParams;
}

export type Body = Readonly<Record<string, unknown>>;

const withBody: Readonly<Record<string, (index: OpenIndex, body: Body) => Promise<Answer>>> = {
  "POST query": query,
  "POST vectors/upsert": upsert,
  "POST vectors/update": update,
  "POST vectors/delete": remove,
  "POST vectors/fetch_by_metadata": fetchByMetadata,
  "POST describe_index_stats": describeStats,
  "POST namespaces": createNamespace,
};

const withParameters: Readonly<Record<string, (index: OpenIndex, parameters: URLSearchParams) => Promise<Answer>>> = {
  "GET vectors/fetch": fetchByIds,
  "GET vectors/list": listIds,
  "GET describe_index_stats": (index) => describeStats(index, {}),
  "GET namespaces": listNamespaces,
};

/** What an index answers at its host. Undefined when there is no such call. */
export const dataPlane = async (index: OpenIndex, { method, path, body, parameters }: DataCall): Promise<Answer | undefined> => {
  const call = `${method} ${path.join("/")}`;
  if (Object.hasOwn(withBody, call)) return withBody[call]!(index, object(await body(), "The request"));
  if (Object.hasOwn(withParameters, call)) return withParameters[call]!(index, parameters);
  const [first, name, deeper] = path;
  if (first === "namespaces" && deeper === "documents") throw unsupported("Documents");
  if (first === "records") throw unsupported("Integrated embedding");
  if (first === "bulk") throw unsupported("Bulk imports");
  if (first !== "namespaces" || name === undefined || path.length > 2) return undefined;
  if (method === "GET") return describeNamespace(index, name);
  if (method === "DELETE") return deleteNamespace(index, name);
  return undefined;
};
