import { invalid } from "../apiError.ts";
import type { OpenIndex } from "../index/project.ts";
import { limits } from "../limits.ts";
import { compileFilter } from "../search/metadataFilter.ts";
import type { Body } from "./dataPlane.ts";
import type { ApiResponse } from "./http.ts";
import { limitOf, pageOf } from "./pagination.ts";
import { idsOf, namespaceOf } from "./requestFields.ts";
import { vectorJson } from "./vectorJson.ts";

const fetchResponse = (name: string, vectors: ReadonlyArray<readonly [id: string, json: string]>, next?: string): ApiResponse => {
  const records = vectors.map(([id, json]) => `${JSON.stringify(id)}:${json}`).join(",");
  const usage = JSON.stringify({ readUnits: Math.max(1, Math.ceil(vectors.length / 10)) });
  const pagination = next === undefined ? "" : `,"pagination":${JSON.stringify({ next })}`;
  return { status: 200, text: `{"vectors":{${records}},"namespace":${JSON.stringify(name)},"usage":${usage}${pagination}}` };
};

/** GET /vectors/fetch?ids=…: the vectors of these ids that exist. */
export const fetchByIds = ({ vectors: index }: OpenIndex, parameters: URLSearchParams): Promise<ApiResponse> => {
  const name = namespaceOf(parameters.get("namespace"));
  const ids = idsOf(parameters.getAll("ids"));
  if (ids.length === 0) throw invalid("A fetch needs at least one id");
  return index.read((namespaces) => {
    const namespace = namespaces.get(name);
    const rows = [...new Set(ids)].map((id) => [id, namespace?.rowOf(id)] as const);
    return fetchResponse(
      name,
      rows.flatMap(([id, row]) =>
        namespace && row !== undefined ? [[id, vectorJson(namespace, row, { values: true, metadata: true })] as const] : [],
      ),
    );
  });
};

/** POST /vectors/fetch_by_metadata: the vectors that match a filter, in pages, ordered by id. */
export const fetchByMetadata = ({ vectors: index }: OpenIndex, body: Body): Promise<ApiResponse> => {
  const name = namespaceOf(body.namespace);
  const matches = compileFilter(body.filter);
  const limit = body.limit === undefined || body.limit === null ? limits.listPage : limitOf(body.limit, limits.fetchPage);
  return index.read((namespaces) => {
    const namespace = namespaces.get(name);
    const ids = namespace?.rowsWhere(matches).map(namespace.idOf).sort() ?? [];
    const { items, next } = pageOf(ids, "", limit, body.paginationToken);
    const vectors = items.map((id) => [id, vectorJson(namespace!, namespace!.rowOf(id)!, { values: true, metadata: true })] as const);
    return fetchResponse(name, vectors, next);
  });
};

/** GET /vectors/list: ids in pages, ascending. */
export const listIds = ({ vectors: index }: OpenIndex, parameters: URLSearchParams): Promise<ApiResponse> => {
  const namespace = namespaceOf(parameters.get("namespace"));
  const limit = limitOf(parameters.get("limit"), limits.listPage);
  return index.read((namespaces) => {
    const ids = namespaces.get(namespace)?.sortedIds() ?? [];
    const { items, next } = pageOf(ids, parameters.get("prefix") ?? "", limit, parameters.get("paginationToken"));
    const json = {
      vectors: items.map((id) => ({ id })),
      namespace,
      usage: { readUnits: 1 },
      ...(next !== undefined && { pagination: { next } }),
    };
    return { status: 200, json };
  });
};
