import { invalid } from "../apiError.ts";
import { readObject } from "../jsonObject.ts";
import { limits } from "../limits.ts";

/** The non-zero dimensions of a vector: indices ascending, each once. */
export interface SparseVector {
  readonly indices: ReadonlyArray<number>;
  readonly values: ReadonlyArray<number>;
}

const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;

/** Undefined when there is none. Throws INVALID_ARGUMENT. */
export const readSparse = (json: unknown): SparseVector | undefined => {
  if (json === undefined || json === null) return undefined;
  const { indices, values } = readObject(json, "Sparse values");
  if (!Array.isArray(indices) || !Array.isArray(values) || indices.length !== values.length)
    throw invalid("Sparse vector must have indices and values of the same length");
  if (indices.length === 0) throw invalid("Sparse vector must contain at least one value");
  if (indices.length > limits.sparseValues)
    throw invalid(`Sparse vector has ${indices.length} values, which exceeds the limit of ${limits.sparseValues}`);
  if (!indices.every(isIndex)) throw invalid("Sparse vector indices must be unsigned 32-bit integers");
  if (!values.every((value) => typeof value === "number" && Number.isFinite(Math.fround(value))))
    throw invalid("Sparse vector values must be numbers");
  const pairs = indices.map((index, i) => ({ index, value: Math.fround(values[i]) })).sort((a, b) => a.index - b.index);
  if (pairs.some(({ index }, i) => index === pairs[i - 1]?.index)) throw invalid("Sparse vector indices must be unique");
  return { indices: pairs.map(({ index }) => index), values: pairs.map(({ value }) => value) };
};

/** Dot product, by merging both sorted lists of indices. */
export const sparseDot = (a: SparseVector, b: SparseVector): number => {
  let sum = 0;
  for (let i = 0, j = 0; i < a.indices.length && j < b.indices.length; ) {
    const difference = a.indices[i]! - b.indices[j]!;
    if (difference === 0) sum += a.values[i++]! * b.values[j++]!;
    else if (difference < 0) i++;
    else j++;
  }
  return sum;
};
