import { ApiError, invalid } from "../apiError.ts";
import type { IndexModel } from "../index/indexModel.ts";
import type { Namespace } from "../index/namespace.ts";
import type { OpenIndex } from "../index/project.ts";
import { limits } from "../limits.ts";
import { compileFilter, type Predicate } from "../search/metadataFilter.ts";
import { scoreOf } from "../search/metric.ts";
import { type Neighbour, nearestNeighbours } from "../search/nearestNeighbours.ts";
import { sparseDot } from "../search/sparseVector.ts";
import type { Body } from "./dataPlane.ts";
import type { ApiResponse } from "./http.ts";
import { flagOf, idOf, namespaceOf, partsOf, type VectorParts } from "./requestFields.ts";
import { vectorJson } from "./vectorJson.ts";

const topKOf = (json: unknown): number => {
  if (!Number.isInteger(json) || (json as number) < 1 || (json as number) > limits.topK)
    throw invalid(`topK must be a whole number from 1 to ${limits.topK}, got ${JSON.stringify(json)}`);
  return json as number;
};

/** The vector of an id, as a query; undefined when there is none. */
const partsOfId = (namespace: Namespace | undefined, id: string): VectorParts | undefined => {
  const row = namespace?.rowOf(id);
  return namespace && row !== undefined ? { values: namespace.dense?.read(row).slice(), sparse: namespace.sparseOf(row) } : undefined;
};

const search = async (
  namespace: Namespace,
  model: IndexModel,
  { values, sparse }: VectorParts,
  topK: number,
  predicate: Predicate | undefined,
): Promise<Neighbour[]> => {
  const matches = predicate && ((row: number) => predicate(namespace.metadataOf(row)));
  const sparseScore = (row: number): number => {
    const other = namespace.sparseOf(row);
    return sparse && other ? sparseDot(sparse, other) : 0;
  };
  if (namespace.dense && values)
    return nearestNeighbours({
      vectors: namespace.dense,
      count: namespace.count(),
      query: values,
      metric: model.metric,
      topK,
      matches,
      sparseScore: sparse ? sparseScore : undefined,
    });
  // A sparse index finds only vectors that have a non-zero dimension in common with the query.
  return Array.from({ length: namespace.count() }, (_, row) => row)
    .filter((row) => matches?.(row) ?? true)
    .map((row) => ({ row, similarity: sparseScore(row) }))
    .filter(({ similarity }) => similarity !== 0);
};

/** POST /query: the nearest vectors of a namespace, exactly. Equal scores are ordered by id. */
export const query = ({ model, vectors: index }: OpenIndex, body: Body): Promise<ApiResponse> => {
  const name = namespaceOf(body.namespace);
  const topK = topKOf(body.topK);
  const predicate = body.filter === undefined || body.filter === null ? undefined : compileFilter(body.filter);
  const given = partsOf(body.vector, body.sparseVector, model);
  const id = body.id === undefined || body.id === null || body.id === "" ? undefined : idOf(body.id);
  const include = { values: flagOf(body, "includeValues"), metadata: flagOf(body, "includeMetadata") };
  if (id !== undefined && (given.values || given.sparse)) throw invalid("A query takes an id or a vector, not both");
  if (id === undefined && (model.vectorType === "sparse" ? !given.sparse : !given.values))
    throw invalid(`A query of a ${model.vectorType} index needs an id or a ${model.vectorType} vector`);
  return index.read(async (namespaces) => {
    const namespace = namespaces.get(name);
    const parts = id === undefined ? given : partsOfId(namespace, id);
    const found = namespace && parts ? await search(namespace, model, parts, topK, predicate) : [];
    const byDescendingSimilarity = (a: Neighbour, b: Neighbour): number =>
      b.similarity - a.similarity || (namespace!.idOf(a.row) < namespace!.idOf(b.row) ? -1 : 1);
    const matches: string[] = [];
    let size = 0;
    for (const { row, similarity } of found.sort(byDescendingSimilarity).slice(0, topK)) {
      const json = vectorJson(namespace!, row, { ...include, score: scoreOf(model.metric, similarity) });
      size += json.length;
      if (size > limits.resultBytes)
        throw new ApiError(
          "OUT_OF_RANGE",
          `The result exceeds the maximum of ${limits.resultBytes / 1024 ** 2}MB: ask for fewer matches, or without values and metadata`,
        );
      matches.push(json);
    }
    const bytes = (namespace?.count() ?? 0) * (model.dimension ?? 0) * 4;
    const usage = JSON.stringify({ readUnits: Math.max(1, Math.ceil(bytes / 1e9)) });
    return { status: 200, text: `{"results":[],"matches":[${matches.join(",")}],"namespace":${JSON.stringify(name)},"usage":${usage}}` };
  });
};
