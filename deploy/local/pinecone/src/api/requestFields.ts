import { invalid } from "../apiError.ts";
import type { IndexModel } from "../index/indexModel.ts";
import { limits } from "../limits.ts";
import { readSparse, type SparseVector } from "../search/sparseVector.ts";
import type { Body } from "./dataPlane.ts";

const defaultNamespace = "__default__";

/** A namespace's name; the default namespace is meant by no name, by "" and by "__default__". */
export const namespaceOf = (json: unknown): string => {
  if (json === undefined || json === null || json === "") return defaultNamespace;
  if (typeof json !== "string" || json.length > limits.namespaceName)
    throw invalid(`Namespace must be a string of at most ${limits.namespaceName} characters`);
  return json;
};

export const idOf = (json: unknown): string => {
  if (typeof json !== "string" || json === "") throw invalid("Vector ID must be a string that is not empty");
  if (Buffer.byteLength(json) !== json.length) throw invalid(`Vector ID must be ASCII, but got '${json}'`);
  if (json.length > limits.idLength) throw invalid(`Vector ID must be at most ${limits.idLength} characters, but got ${json.length}`);
  return json;
};

export const idsOf = (json: unknown): string[] => {
  if (!Array.isArray(json)) throw invalid("ids must be a list of strings");
  if (json.length > limits.idsPerCall) throw invalid(`At most ${limits.idsPerCall} ids in one request, got ${json.length}`);
  return json.map(idOf);
};

/** Dense values as 32-bit floats. Throws INVALID_ARGUMENT unless there is one for each dimension of the index. */
export const valuesOf = (json: unknown, { dimension = 0 }: IndexModel): Float32Array => {
  if (!Array.isArray(json)) throw invalid("Vector values must be a list of numbers");
  if (json.length !== dimension) throw invalid(`Vector dimension ${json.length} does not match the dimension of the index ${dimension}`);
  const values = new Float32Array(dimension);
  for (let i = 0; i < dimension; i++) {
    values[i] = typeof json[i] === "number" ? json[i] : Number.NaN;
    if (!Number.isFinite(values[i])) throw invalid(`Vector values must be 32-bit floats, got ${JSON.stringify(json[i])}`);
  }
  return values;
};

const isGiven = (json: unknown): boolean => json !== undefined && json !== null && !(Array.isArray(json) && json.length === 0);

export interface VectorParts {
  readonly values: Float32Array | undefined;
  readonly sparse: SparseVector | undefined;
}

/** Values and sparse values. Throws INVALID_ARGUMENT when the index cannot hold them: a dense one takes sparse values under dotproduct only. */
export const partsOf = (values: unknown, sparseValues: unknown, model: IndexModel): VectorParts => {
  const sparse = readSparse(sparseValues);
  if (model.vectorType === "sparse") {
    if (isGiven(values)) throw invalid("A sparse index takes sparse values only");
    return { values: undefined, sparse };
  }
  if (sparse && model.metric !== "dotproduct")
    throw invalid("Index configuration does not support sparse values: only the metric dotproduct does");
  return { values: isGiven(values) ? valuesOf(values, model) : undefined, sparse };
};

/** A boolean of the body; false when absent. Throws INVALID_ARGUMENT. */
export const flagOf = (body: Body, name: string): boolean => {
  const value = (Object.hasOwn(body, name) ? body[name] : undefined) ?? false;
  if (typeof value !== "boolean") throw invalid(`${name} must be true or false`);
  return value;
};
