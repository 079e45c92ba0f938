import { type Chunk, type DenseVectors, rowsPerChunk } from "./denseVectors.ts";
import { exactSimilarity, normOf } from "./exactSimilarity.ts";
import { int8DotProducts } from "./int8DotProducts.ts";
import { type Metric, similarity } from "./metric.ts";
import { quantizeQuery } from "./quantizedQuery.ts";
import { startTimeSlice } from "./timeSlice.ts";
import { createTopKHeap } from "./topKHeap.ts";
import { allocate, free, memoryBytes } from "./wasmMemory.ts";

export interface Neighbour {
  readonly row: number;
  /** Greater is nearer, whatever the metric. */
  readonly similarity: number;
}

export interface Search {
  readonly vectors: DenseVectors;
  readonly count: number;
  readonly query: Float32Array;
  readonly metric: Metric;
  readonly topK: number;
  /** Rows that are searched; all when absent. */
  readonly matches?: ((row: number) => boolean) | undefined;
  /** The dot product of a row's sparse values with the query's; added to that of the dense values. */
  readonly sparseScore?: ((row: number) => number) | undefined;
}

/**
 * The `topK` nearest rows, exactly, and perhaps some others; in no order. The first pass takes every row's dot product from its quantized
 * values. By the Cauchy-Schwarz inequality that differs from the exact one by at most
 * |error of the row|·|query| + |quantized row|·|error of the query|, which bounds the similarity from below and above. Only a row whose
 * upper bound reaches the topK-th greatest lower bound can be among the nearest; the second pass scores those in double precision.
 */
export const nearestNeighbours = async (search: Search): Promise<Neighbour[]> => {
  const { vectors, count, query, metric, topK, matches, sparseScore } = search;
  const queryNorm = normOf(query);
  const quantized = quantizeQuery(query, vectors.stride);
  const out = allocate(rowsPerChunk * 4);
  const lowerBounds = createTopKHeap(topK);
  const candidates: number[] = [];
  const upperBounds: number[] = [];
  const slice = startTimeSlice();
  const scanChunk = ({ codes, scale, error, norm }: Chunk, firstRow: number, rows: number): void => {
    let anyMatch = matches === undefined;
    const matching = new Uint8Array(rows);
    if (matches)
      for (let slot = 0; slot < rows; slot++) {
        if (!matches(firstRow + slot)) continue;
        matching[slot] = 1;
        anyMatch = true;
      }
    if (!anyMatch) return;
    int8DotProducts(codes, rows, vectors.stride, quantized.address, out);
    const dots = new Int32Array(memoryBytes().buffer, out, rows);
    for (let slot = 0; slot < rows; slot++) {
      if (matches && matching[slot] === 0) continue;
      const rowNorm = norm[slot]!;
      const dot = scale[slot]! * quantized.scale * dots[slot]!;
      // The last term covers rounding in double precision, many times over.
      const dotError = error[slot]! * queryNorm + (rowNorm + error[slot]!) * quantized.error + 1e-9 * rowNorm * queryNorm;
      const extra = sparseScore ? sparseScore(firstRow + slot) : 0;
      const upperBound = similarity(metric, dot + dotError + extra, queryNorm, rowNorm);
      if (upperBound < lowerBounds.threshold()) continue;
      candidates.push(firstRow + slot);
      upperBounds.push(upperBound);
      lowerBounds.offer(similarity(metric, dot - dotError + extra, queryNorm, rowNorm));
    }
  };
  try {
    for (let chunk = 0, firstRow = 0; firstRow < count; chunk++, firstRow += rowsPerChunk) {
      scanChunk(vectors.chunks[chunk]!, firstRow, Math.min(rowsPerChunk, count - firstRow));
      if (slice.expired()) await slice.yieldToOthers();
    }
    const neighbours: Neighbour[] = [];
    for (const [i, row] of candidates.entries()) {
      if (upperBounds[i]! < lowerBounds.threshold()) continue;
      const extra = sparseScore ? sparseScore(row) : 0;
      neighbours.push({ row, similarity: exactSimilarity(metric, query, queryNorm, vectors.read(row), extra) });
      if (slice.expired()) await slice.yieldToOthers();
    }
    return neighbours;
  } finally {
    free(quantized.address, quantized.bytes);
    free(out, rowsPerChunk * 4);
  }
};
