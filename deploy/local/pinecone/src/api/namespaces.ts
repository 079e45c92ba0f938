import { ApiError, invalid, notFound } from "../apiError.ts";
import type { Namespace } from "../index/namespace.ts";
import type { OpenIndex } from "../index/project.ts";
import { limits } from "../limits.ts";
import type { Body } from "./dataPlane.ts";
import { type ApiResponse, ok } from "./http.ts";
import { limitOf, pageOf } from "./pagination.ts";
import { namespaceOf } from "./requestFields.ts";

const namespaceJson = (name: string, { count, schema }: Namespace): object => {
  const fields = (schema as { fields?: object } | null | undefined)?.fields;
  return { name, record_count: count(), ...(fields && { schema, indexed_fields: { fields: Object.keys(fields) } }) };
};

export const createNamespace = async ({ vectors: index }: OpenIndex, body: Body): Promise<ApiResponse> => {
  if (typeof body.name !== "string" || body.name === "") throw invalid("A namespace needs a name");
  const name = namespaceOf(body.name);
  if (index.namespaces.has(name)) throw new ApiError("ALREADY_EXISTS", `Namespace ${name} already exists`);
  await index.submit({ op: "createNamespace", namespace: name, schema: body.schema ?? null });
  return ok(namespaceJson(name, index.namespaces.get(name)!));
};

export const listNamespaces = async ({ vectors: index }: OpenIndex, parameters: URLSearchParams): Promise<ApiResponse> => {
  const prefix = parameters.get("prefix") ?? "";
  const names = [...index.namespaces.keys()].filter((name) => name.startsWith(prefix)).sort();
  const { items, next } = pageOf(names, prefix, limitOf(parameters.get("limit"), limits.listPage), parameters.get("paginationToken"));
  const namespaces = items.map((name) => namespaceJson(name, index.namespaces.get(name)!));
  return ok({ namespaces, total_count: names.length, ...(next !== undefined && { pagination: { next } }) });
};

export const describeNamespace = async ({ vectors: index }: OpenIndex, requested: string): Promise<ApiResponse> => {
  const name = namespaceOf(requested);
  const namespace = index.namespaces.get(name);
  if (!namespace) throw notFound("Namespace not found");
  return ok(namespaceJson(name, namespace));
};

export const deleteNamespace = async ({ vectors: index }: OpenIndex, requested: string): Promise<ApiResponse> => {
  const namespace = namespaceOf(requested);
  if (!index.namespaces.has(namespace)) throw notFound("Namespace not found");
  await index.submit({ op: "deleteNamespace", namespace });
  return ok({});
};

/** POST /describe_index_stats. Like a serverless index of Pinecone's it takes no filter. */
export const describeStats = async ({ model, vectors: index }: OpenIndex, body: Body): Promise<ApiResponse> => {
  const { filter } = body;
  if (typeof filter === "object" && filter !== null && Object.keys(filter).length > 0)
    throw invalid("Serverless and Starter indexes do not support describing index stats with metadata filtering");
  const counts = [...index.namespaces].map(([name, { count }]) => [name, count()] as const);
  return ok({
    namespaces: Object.fromEntries(counts.map(([name, vectorCount]) => [name, { vectorCount }])),
    ...(model.dimension !== undefined && { dimension: model.dimension }),
    indexFullness: 0,
    totalVectorCount: counts.reduce((sum, [, count]) => sum + count, 0),
    metric: model.metric,
    vectorType: model.vectorType,
    memoryFullness: 0,
    storageFullness: 0,
  });
};
