import { invalid, notFound } from "../apiError.ts";
import type { IndexModel } from "../index/indexModel.ts";
import { checkMetadataSize, type Metadata, readMetadata } from "../index/metadata.ts";
import type { NewVector } from "../index/operation.ts";
import type { OpenIndex } from "../index/project.ts";
import { readObject } from "../jsonObject.ts";
import { limits } from "../limits.ts";
import { bytesPerVector } from "../search/denseVectors.ts";
import { checkMemory } from "../search/memoryBudget.ts";
import { compileFilter } from "../search/metadataFilter.ts";
import type { Body } from "./dataPlane.ts";
import { type ApiResponse, ok } from "./http.ts";
import { flagOf, idOf, idsOf, namespaceOf, partsOf } from "./requestFields.ts";

const vectorOf = (json: unknown, model: IndexModel): NewVector => {
  const { id, values, sparseValues, metadata } = readObject(json, "A vector");
  const vector = { id: idOf(id), ...partsOf(values, sparseValues, model), metadata: readMetadata(metadata) };
  if (model.vectorType === "sparse" ? !vector.sparse : !vector.values)
    throw invalid(`Vector '${vector.id}' has no ${model.vectorType === "sparse" ? "sparse " : ""}values`);
  if (vector.values?.every((value) => value === 0))
    throw invalid(`Dense vectors must contain at least one non-zero value, unlike vector '${vector.id}'`);
  return vector;
};

/** POST /vectors/upsert: all vectors of the request or, when one of them is invalid, none. */
export const upsert = async ({ model, vectors: index }: OpenIndex, body: Body): Promise<ApiResponse> => {
  const { vectors: given } = body;
  if (!Array.isArray(given) || given.length === 0) throw invalid("vectors must be a list of at least one vector");
  if (given.length > limits.upsertVectors) throw invalid(`At most ${limits.upsertVectors} vectors in one request, got ${given.length}`);
  const namespace = namespaceOf(body.namespace);
  const vectors = given.map((one) => vectorOf(one, model));
  checkMemory(vectors.length * bytesPerVector(model.dimension ?? 0));
  await index.submit({ op: "upsert", namespace, vectors });
  return ok({ upsertedCount: vectors.length });
};

/** Throws when the metadata would exceed its limit after the update. */
const checkMergedMetadata = async (
  index: OpenIndex["vectors"],
  name: string,
  rows: ReadonlyArray<number>,
  set: Metadata | undefined,
): Promise<void> => {
  const namespace = index.namespaces.get(name);
  if (set && namespace) for (const row of rows) checkMetadataSize({ ...namespace.metadataOf(row), ...set });
};

/** POST /vectors/update: one vector by its id, or the metadata of all vectors that match a filter. An unknown id changes nothing. */
export const update = async ({ model, vectors: index }: OpenIndex, body: Body): Promise<ApiResponse> => {
  const namespace = namespaceOf(body.namespace);
  const set = readMetadata(body.setMetadata);
  const { values, sparse } = partsOf(body.values, body.sparseValues, model);
  if (body.filter !== undefined && body.filter !== null) {
    if (body.id !== undefined && body.id !== "") throw invalid("An update takes an id or a filter, not both");
    if (values || sparse) throw invalid("An update by filter sets metadata only");
    const matches = compileFilter(body.filter);
    const rows = index.namespaces.get(namespace)?.rowsWhere(matches) ?? [];
    if (flagOf(body, "dryRun")) return ok({ matchedRecords: rows.length });
    if (!set) throw invalid("An update by filter needs setMetadata");
    await checkMergedMetadata(index, namespace, rows, set);
    return ok({ matchedRecords: await index.submit({ op: "updateWhere", namespace, filter: body.filter, set }) });
  }
  const id = idOf(body.id);
  if (!values && !sparse && !set) throw invalid("An update needs values, sparseValues or setMetadata");
  if (values?.every((value) => value === 0)) throw invalid("Dense vectors must contain at least one non-zero value");
  const row = index.namespaces.get(namespace)?.rowOf(id);
  if (row !== undefined) await checkMergedMetadata(index, namespace, [row], set);
  await index.submit({ op: "update", namespace, id, values, sparse, set });
  return ok({});
};

/** POST /vectors/delete: by ids, by filter, or all vectors of a namespace. */
export const remove = async ({ vectors: index }: OpenIndex, body: Body): Promise<ApiResponse> => {
  const namespace = namespaceOf(body.namespace);
  const filter = body.filter ?? undefined;
  const ids = body.ids === undefined || body.ids === null ? [] : idsOf(body.ids);
  const everything = flagOf(body, "deleteAll");
  if ([everything, ids.length > 0, filter !== undefined].filter(Boolean).length !== 1)
    throw invalid("A delete takes either ids, or a filter, or deleteAll");
  if (filter !== undefined) compileFilter(filter);
  if (ids.length > 0) await index.submit({ op: "delete", namespace, ids });
  else if (filter !== undefined) await index.submit({ op: "deleteWhere", namespace, filter });
  else {
    if (!index.namespaces.has(namespace)) throw notFound("Namespace not found");
    await index.submit({ op: "deleteWhere", namespace, filter: {} });
  }
  return ok({});
};
