import { maxPages, memory } from "./wasmMemory.ts";

// The inner loop of a search as a WebAssembly module with SIMD instructions. Its bytes are assembled here, which needs no compiler and
// leaves no binary in the repository. Opcodes: https://webassembly.github.io/spec/core/appendix/index-instructions.html
const i32 = 0x7f;
const v128 = 0x7b;
const emptyBlock = 0x40;
const end = 0x0b;

const unsignedLeb = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsignedLeb(value >>> 7)]);
const signedLeb = (value: number): number[] =>
  value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedLeb(value >> 7)];
const vector = (items: ReadonlyArray<ReadonlyArray<number>>): number[] => [...unsignedLeb(items.length), ...items.flat()];
const section = (id: number, content: ReadonlyArray<number>): number[] => [id, ...unsignedLeb(content.length), ...content];
const text = (name: string): number[] => [...unsignedLeb(name.length), ...Buffer.from(name)];

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, ...signedLeb(value)];
const add = [0x6a];
const simd = (opcode: number): number[] => [0xfd, ...unsignedLeb(opcode)];
const zeroVector = [...simd(0x0c), ...new Array<number>(16).fill(0)];
const load8Widened = (offset: number): number[] => [...simd(0x01), 3, ...unsignedLeb(offset)]; // 8 signed bytes, each widened to 16 bits
const load128 = (offset: number): number[] => [...simd(0x00), 4, ...unsignedLeb(offset)];
const dot16 = simd(0xba); // eight products of 16-bit numbers, added in pairs to four 32-bit numbers
const add32x4 = simd(0xae);
const extractLane = (n: number): number[] => [...simd(0x1b), n];

const accumulators = [7, 8, 9, 10] as const;

/** For each row of `stride` bytes: 32 bytes a step, into four accumulators, which are added up at the row's end. */
const functionBody = (): number[] => {
  const [codes, rows, stride, query, out, rowEnd, queryAt] = [0, 1, 2, 3, 4, 5, 6];
  const step = accumulators.flatMap((accumulator, i) => [
    ...get(accumulator),
    ...[...get(codes), ...load8Widened(8 * i), ...get(queryAt), ...load128(16 * i), ...dot16],
    ...add32x4,
    ...set(accumulator),
  ]);
  const sum = [...get(7), ...get(8), ...add32x4, ...get(9), ...add32x4, ...get(10), ...add32x4, ...set(7)];
  const sumOfLanes = [0, 1, 2, 3].flatMap((n) => [...get(7), ...extractLane(n), ...(n > 0 ? add : [])]);
  const innerLoop = [
    ...[0x03, emptyBlock, ...step],
    ...[...get(queryAt), ...constant(64), ...add, ...set(queryAt)],
    ...[...get(codes), ...constant(32), ...add, ...set(codes)],
    ...[...get(codes), ...get(rowEnd), 0x49, 0x0d, 0, end], // i32.lt_u, br_if
  ];
  const rowLoop = [
    ...[0x03, emptyBlock],
    ...accumulators.flatMap((accumulator) => [...zeroVector, ...set(accumulator)]),
    ...[...get(query), ...set(queryAt), ...get(codes), ...get(stride), ...add, ...set(rowEnd)],
    ...innerLoop,
    ...sum,
    ...[...get(out), ...sumOfLanes, 0x36, 2, 0], // i32.store
    ...[...get(out), ...constant(4), ...add, ...set(out)],
    ...[...get(rows), ...constant(1), 0x6b, 0x22, rows, 0x0d, 0, end], // i32.sub, local.tee, br_if
  ];
  const locals = vector([
    [...unsignedLeb(2), i32],
    [...unsignedLeb(4), v128],
  ]);
  return [...locals, 0x02, emptyBlock, ...get(rows), 0x45, 0x0d, 0, ...rowLoop, end, end];
};

const moduleBytes = (): Uint8Array<ArrayBuffer> => {
  const body = functionBody();
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // magic, version
    ...section(1, vector([[0x60, ...vector([[i32], [i32], [i32], [i32], [i32]]), ...vector([])]])), // types
    ...section(2, vector([[...text("env"), ...text("memory"), 2, 1, ...unsignedLeb(1), ...unsignedLeb(maxPages)]])), // imports
    ...section(3, vector([[0]])), // functions
    ...section(7, vector([[...text("dotProducts"), 0, 0]])), // exports
    ...section(10, vector([[...unsignedLeb(body.length), ...body]])), // code
  ]);
};

// Node has WebAssembly; the library of types that names it is the browser's.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly dotProducts: unknown } };
};

type DotProducts = (codes: number, rows: number, stride: number, query: number, out: number) => void;

/**
 * Writes to `out`, as 32-bit integers, the dot product of the 16-bit query with each of `rows` rows of `stride` signed bytes that begin at
 * `codes`. All are addresses in `memory`, multiples of 16; the stride is a multiple of 32; the sums have to fit 32 bits.
 */
export const int8DotProducts = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()), { env: { memory } }).exports
  .dotProducts as DotProducts;
