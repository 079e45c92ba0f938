import { countMemory } from "./memoryBudget.ts";
import { allocate, free, memoryBytes } from "./wasmMemory.ts";

export const rowsPerChunk = 64;

/** 64 vectors, each held twice: as given, and quantized to one signed byte a dimension (its codes) for the first pass of a search. */
export interface Chunk {
  readonly values: Float32Array;
  /** Address of the codes in the WebAssembly memory; each row takes `stride` bytes. */
  readonly codes: number;
  // By row: values ≈ scale × codes, `error` is the norm of the difference, `norm` that of the values.
  readonly scale: Float64Array;
  readonly error: Float64Array;
  readonly norm: Float64Array;
}

/** Vectors of one dimension in numbered rows. */
export interface DenseVectors {
  readonly dimension: number;
  readonly stride: number;
  readonly chunks: ReadonlyArray<Chunk>;
  write(row: number, values: Float32Array): void;
  /** A view of the row: copy it to keep it. */
  read(row: number): Float32Array;
  move(from: number, to: number): void;
  /** Frees the memory of the rows from `count` on. */
  truncate(count: number): void;
}

const strideOf = (dimension: number): number => Math.ceil(dimension / 32) * 32;
/** What one vector takes in memory. */
export const bytesPerVector = (dimension: number): number => dimension * 4 + strideOf(dimension) + 24;

/** Writes the codes of a row at `address`; returns its scale, error and norm. */
const quantize = (values: Float32Array, address: number): readonly [scale: number, error: number, norm: number] => {
  let largest = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    squares += value * value;
    const magnitude = Math.abs(value);
    if (magnitude > largest) largest = magnitude;
  }
  const scale = largest / 127;
  const codesPerUnit = largest === 0 ? 0 : 127 / largest; // however it is rounded: the error is measured below
  const codes = memoryBytes();
  let squaredError = 0;
  for (let i = 0; i < values.length; i++) {
    const code = Math.round(values[i]! * codesPerUnit);
    codes[address + i] = code;
    const difference = values[i]! - scale * code;
    squaredError += difference * difference;
  }
  return [scale, Math.sqrt(squaredError), Math.sqrt(squares)];
};

export const createDenseVectors = (dimension: number): DenseVectors => {
  const stride = strideOf(dimension);
  const chunks: Chunk[] = [];
  const codeBytes = stride * rowsPerChunk;
  const chunkBytes = bytesPerVector(dimension) * rowsPerChunk;
  const chunkOf = (row: number): Chunk => chunks[Math.floor(row / rowsPerChunk)]!;
  const addChunk = (): void => {
    const codes = allocate(codeBytes);
    memoryBytes().fill(0, codes, codes + codeBytes);
    countMemory(chunkBytes);
    chunks.push({
      values: new Float32Array(dimension * rowsPerChunk),
      codes,
      scale: new Float64Array(rowsPerChunk),
      error: new Float64Array(rowsPerChunk),
      norm: new Float64Array(rowsPerChunk),
    });
  };
  const read = (row: number): Float32Array => {
    const at = (row % rowsPerChunk) * dimension;
    return chunkOf(row).values.subarray(at, at + dimension);
  };
  return {
    dimension,
    stride,
    chunks,
    read,
    write: (row, values) => {
      while (chunks.length * rowsPerChunk <= row) addChunk();
      const chunk = chunkOf(row);
      const slot = row % rowsPerChunk;
      chunk.values.set(values, slot * dimension);
      [chunk.scale[slot], chunk.error[slot], chunk.norm[slot]] = quantize(values, chunk.codes + slot * stride);
    },
    move: (from, to) => {
      const [source, target] = [chunkOf(from), chunkOf(to)];
      const [a, b] = [from % rowsPerChunk, to % rowsPerChunk];
      target.values.set(read(from), b * dimension);
      memoryBytes().copyWithin(target.codes + b * stride, source.codes + a * stride, source.codes + (a + 1) * stride);
      target.scale[b] = source.scale[a]!;
      target.error[b] = source.error[a]!;
      target.norm[b] = source.norm[a]!;
    },
    truncate: (count) => {
      while ((chunks.length - 1) * rowsPerChunk >= count && chunks.length > 0) {
        free(chunks.pop()!.codes, codeBytes);
        countMemory(-chunkBytes);
      }
    },
  };
};
