import { allocate, memoryBytes } from "./wasmMemory.ts";

/** A query as 16-bit numbers in the WebAssembly memory, to be freed after the search: query ≈ scale × numbers. */
export interface QuantizedQuery {
  readonly address: number;
  readonly bytes: number;
  readonly scale: number;
  /** Norm of the difference between the query and scale × numbers. */
  readonly error: number;
}

/** With numbers as large as they can be without a row's sum of products leaving 32 bits. */
export const quantizeQuery = (query: Float32Array, stride: number): QuantizedQuery => {
  const largestNumber = Math.min(32_767, Math.floor(2 ** 31 / (128 * stride)) - 1);
  const largest = query.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const scale = largest / largestNumber;
  const bytes = stride * 2;
  const address = allocate(bytes);
  const numbers = new Int16Array(memoryBytes().buffer, address, stride).fill(0);
  let squaredError = 0;
  for (let i = 0; i < query.length; i++) {
    const number = scale === 0 ? 0 : Math.round(query[i]! / scale);
    numbers[i] = number;
    squaredError += (query[i]! - scale * number) ** 2;
  }
  return { address, bytes, scale, error: Math.sqrt(squaredError) };
};
