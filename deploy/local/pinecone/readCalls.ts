import { invalid } from "./apiError.ts";
import type { Body } from "./dataPlane.ts";
import { idsOf, namespaceOf } from "./fields.ts";
import { compileFilter } from "./filter.ts";
import type { Answer } from "./http.ts";
import { limits } from "./limits.ts";
import { limitOf, pageOf } from "./page.ts";
import type { OpenIndex } from "./project.ts";
import { vectorJson } from "./vectorJson.ts";

const fetched = (name: string, vectors: ReadonlyArray<readonly [id: string, json: string]>, next?: string): Answer => {
  const records = vectors.map(([id, json]) => `${JSON.stringify(id)}:${json}`).join(",");
  const usage = JSON.stringify({ readUnits: Math.max(1, Math.ceil(vectors.length / 10)) });
  const pagination = next === undefined ? "" : `,"pagination":${JSON.stringify({ next })}`;
  return { status: 200, text: `{"vectors":{${records}},"namespace":${JSON.stringify(name)},"usage":${usage}${pagination}}` };
};

/** GET /vectors/fetch?ids=…: those that are there. */
export const fetchByIds = ({ vectors: index }: OpenIndex, parameters: URLSearchParams): Promise<Answer> => {
  const name = namespaceOf(parameters.get("namespace"));
  const ids = idsOf(parameters.getAll("ids"));
  if (ids.length === 0) throw invalid("A fetch needs at least one id");
  return index.read((namespaces) => {
    const namespace = namespaces.get(name);
    const rows = [...new Set(ids)].map((id) => [id, namespace?.rowOf(id)] as const);
    return fetched(
      name,
      rows.flatMap(([id, row]) =>
        namespace && row !== undefined ? [[id, vectorJson(namespace, row, { values: true, metadata: true })] as const] : [],
      ),
    );
  });
};

/** POST /vectors/fetch_by_metadata: pages of what matches, by id. */
export const fetchByMetadata = ({ vectors: index }: OpenIndex, body: Body): Promise<Answer> => {
  const name = namespaceOf(body.namespace);
  const matches = compileFilter(body.filter);
  const limit = body.limit === undefined || body.limit === null ? limits.listPage : limitOf(body.limit, limits.fetchPage);
  return index.read((namespaces) => {
    const namespace = namespaces.get(name);
    const ids = namespace?.rowsWhere(matches).map(namespace.idOf).sort() ?? [];
    const { items, next } = pageOf(ids, "", limit, body.paginationToken);
    const vectors = items.map((id) => [id, vectorJson(namespace!, namespace!.rowOf(id)!, { values: true, metadata: true })] as const);
    return fetched(name, vectors, next);
  });
};

/** GET /vectors/list: pages of ids, ascending. */
export const listIds = ({ vectors: index }: OpenIndex, parameters: URLSearchParams): Promise<Answer> => {
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
