import { ApiError, invalid, notFound } from "./apiError.ts";
import type { Body } from "./dataPlane.ts";
import { namespaceOf } from "./fields.ts";
import { type Answer, ok } from "./http.ts";
import { limits } from "./limits.ts";
import type { Namespace } from "./namespace.ts";
import { limitOf, pageOf } from "./page.ts";
import type { OpenIndex } from "./project.ts";

const namespaceJson = (name: string, { count, schema }: Namespace): object => {
  const fields = (schema as { fields?: object } | null | undefined)?.fields;
  return { name, record_count: count(), ...(fields && { schema, indexed_fields: { fields: Object.keys(fields) } }) };
};

export const createNamespace = async ({ vectors: index }: OpenIndex, body: Body): Promise<Answer> => {
  if (typeof body.name !== "string" || body.name === "") throw invalid("A namespace needs a name");
  const name = namespaceOf(body.name);
  if (index.namespaces.has(name)) throw new ApiError("ALREADY_EXISTS", `Namespace ${name} already exists`);
  await index.submit({ op: "createNamespace", namespace: name, schema: body.schema ?? null });
  return ok(namespaceJson(name, index.namespaces.get(name)!));
};

export const listNamespaces = async ({ vectors: index }: OpenIndex, parameters: URLSearchParams): Promise<Answer> => {
  const prefix = parameters.get("prefix") ?? "";
  const names = [...index.namespaces.keys()].filter((name) => name.startsWith(prefix)).sort();
  const { items, next } = pageOf(names, prefix, limitOf(parameters.get("limit"), limits.listPage), parameters.get("paginationToken"));
  const namespaces = items.map((name) => namespaceJson(name, index.namespaces.get(name)!));
  return ok({ namespaces, total_count: names.length, ...(next !== undefined && { pagination: { next } }) });
};

export const describeNamespace = async ({ vectors: index }: OpenIndex, given: string): Promise<Answer> => {
  const name = namespaceOf(given);
  const namespace = index.namespaces.get(name);
  if (!namespace) throw notFound("Namespace not found");
  return ok(namespaceJson(name, namespace));
};

export const deleteNamespace = async ({ vectors: index }: OpenIndex, given: string): Promise<Answer> => {
  const namespace = namespaceOf(given);
  if (!index.namespaces.has(namespace)) throw notFound("Namespace not found");
  await index.submit({ op: "deleteNamespace", namespace });
  return ok({});
};

/** POST /describe_index_stats. As on a serverless index it takes no filter. */
export const describeStats = async ({ model, vectors: index }: OpenIndex, body: Body): Promise<Answer> => {
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
