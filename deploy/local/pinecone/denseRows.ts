import { spend } from "./budget.ts";
import { allocate, arena, release } from "./kernel.ts";

export const chunkRows = 64;

/** Rows of one length, 64 to a chunk: as given, and as one signed byte a value for the scan that comes first. */
export interface Chunk {
  readonly values: Float32Array;
  /** Address in the kernel's arena; a row takes `stride` bytes. */
  readonly codes: number;
  /** values ≈ scale × codes; the length of what is left is `error`, that of the values `norm`. */
  readonly scale: Float64Array;
  readonly error: Float64Array;
  readonly norm: Float64Array;
}

export interface DenseRows {
  readonly dimension: number;
  readonly stride: number;
  readonly chunks: ReadonlyArray<Chunk>;
  write(row: number, values: Float32Array): void;
  /** A view: copy it to keep it. */
  read(row: number): Float32Array;
  move(from: number, to: number): void;
  /** Gives back what rows from `count` on took. */
  shrink(count: number): void;
}

export const strideOf = (dimension: number): number => Math.ceil(dimension / 32) * 32;
/** What one vector takes in memory. */
export const bytesPerVector = (dimension: number): number => dimension * 4 + strideOf(dimension) + 24;

/** Codes of a row at `address`; returns its scale, error and norm. */
const quantize = (values: Float32Array, address: number): readonly [scale: number, error: number, norm: number] => {
  let largest = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    squares += value * value;
    const size = Math.abs(value);
    if (size > largest) largest = size;
  }
  const scale = largest / 127;
  const perUnit = largest === 0 ? 0 : 127 / largest; // of whatever rounding: what is left over is measured
  const codes = arena();
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const code = Math.round(values[i]! * perUnit);
    codes[address + i] = code;
    const left = values[i]! - scale * code;
    rest += left * left;
  }
  return [scale, Math.sqrt(rest), Math.sqrt(squares)];
};

export const createDenseRows = (dimension: number): DenseRows => {
  const stride = strideOf(dimension);
  const chunks: Chunk[] = [];
  const codeBytes = stride * chunkRows;
  const chunkBytes = bytesPerVector(dimension) * chunkRows;
  const chunkOf = (row: number): Chunk => chunks[Math.floor(row / chunkRows)]!;
  const addChunk = (): void => {
    const codes = allocate(codeBytes);
    arena().fill(0, codes, codes + codeBytes);
    spend(chunkBytes);
    chunks.push({
      values: new Float32Array(dimension * chunkRows),
      codes,
      scale: new Float64Array(chunkRows),
      error: new Float64Array(chunkRows),
      norm: new Float64Array(chunkRows),
    });
  };
  const read = (row: number): Float32Array => {
    const at = (row % chunkRows) * dimension;
    return chunkOf(row).values.subarray(at, at + dimension);
  };
  return {
    dimension,
    stride,
    chunks,
    read,
    write: (row, values) => {
      while (chunks.length * chunkRows <= row) addChunk();
      const chunk = chunkOf(row);
      const slot = row % chunkRows;
      chunk.values.set(values, slot * dimension);
      [chunk.scale[slot], chunk.error[slot], chunk.norm[slot]] = quantize(values, chunk.codes + slot * stride);
    },
    move: (from, to) => {
      const [source, target] = [chunkOf(from), chunkOf(to)];
      const [a, b] = [from % chunkRows, to % chunkRows];
      target.values.set(read(from), b * dimension);
      arena().copyWithin(target.codes + b * stride, source.codes + a * stride, source.codes + (a + 1) * stride);
      target.scale[b] = source.scale[a]!;
      target.error[b] = source.error[a]!;
      target.norm[b] = source.norm[a]!;
    },
    shrink: (count) => {
      while ((chunks.length - 1) * chunkRows >= count && chunks.length > 0) {
        release(chunks.pop()!.codes, codeBytes);
        spend(-chunkBytes);
      }
    },
  };
};
