import type { StoredVector, VectorMetadata } from "./vectorStore.ts";

/** Pinecone's limits: vectors and bytes of a request, bytes of the metadata of one vector, characters of an id. */
export const limits = { batch: 1_000, batchBytes: 2 * 1024 * 1024, metadataBytes: 40 * 1024, idLength: 512, topK: 10_000 } as const;

const metadataBytes = (metadata: VectorMetadata): number => Buffer.byteLength(JSON.stringify(metadata));

/** Why the store would refuse this vector; null = it would accept it. */
export const problemOf = (v: Pick<StoredVector, "id" | "metadata"> & Partial<StoredVector>, dimensions: number): string | null => {
  if (!/^[\x20-\x7e]+$/.test(v.id) || v.id.length > limits.idLength) return `the id is not 1 to ${limits.idLength} ASCII characters`;
  const bytes = metadataBytes(v.metadata);
  if (bytes > limits.metadataBytes) return `the metadata has ${bytes} bytes; ${limits.metadataBytes} are possible`;
  if (!v.values) return null;
  if (v.values.length !== dimensions) return `the vector has ${v.values.length} dimensions; the index has ${dimensions}`;
  if (!v.values.every(Number.isFinite)) return "the vector holds what is no number";
  return v.values.some((x) => x !== 0) ? null : "the vector is zero everywhere";
};

/** An upper bound of the size of the vector as JSON. */
const bytesOf = (v: StoredVector): number => {
  let bytes = 100 + v.id.length * 2 + metadataBytes(v.metadata);
  for (const x of v.values) bytes += x === 0 ? 2 : 16;
  return bytes;
};

/** Batches in the same order, each within the limits on vectors and bytes of a request. */
export const splitIntoBatches = (vectors: ReadonlyArray<StoredVector>): ReadonlyArray<ReadonlyArray<StoredVector>> => {
  const batches: StoredVector[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const vector of vectors) {
    const more = bytesOf(vector);
    if (bytes + more > limits.batchBytes - 1_024 || batches.at(-1)!.length === limits.batch) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(vector);
    bytes += more;
  }
  return batches;
};

/** The same 32-bit floats with the nine digits that suffice to tell them apart. */
export const shortFloats = (values: StoredVector["values"]): number[] =>
  Array.from(values, (x) => (x === 0 ? 0 : Number(x.toPrecision(9))));
