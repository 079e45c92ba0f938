// The inner loop of a scan as a WebAssembly module, put together here byte by byte: no compiler, no binary in the repository.
// Numbers of instructions: https://webassembly.github.io/spec/core/appendix/index-instructions.html
const i32 = 0x7f;
const v128 = 0x7b;
const empty = 0x40;
const end = 0x0b;

const leb = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]);
const signed = (value: number): number[] => (value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]);
const vector = (items: ReadonlyArray<ReadonlyArray<number>>): number[] => [...leb(items.length), ...items.flat()];
const section = (id: number, content: ReadonlyArray<number>): number[] => [id, ...leb(content.length), ...content];
const named = (name: string): number[] => [...leb(name.length), ...Buffer.from(name)];

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, ...signed(value)];
const add = [0x6a];
const simd = (instruction: number): number[] => [0xfd, ...leb(instruction)];
const zero = [...simd(0x0c), ...new Array<number>(16).fill(0)];
const load8x8 = (offset: number): number[] => [...simd(0x01), 3, ...leb(offset)]; // eight signed bytes, widened to 16 bits
const load = (offset: number): number[] => [...simd(0x00), 4, ...leb(offset)];
const dot16 = simd(0xba); // eight products of 16 bits, added up in pairs to four of 32
const add32x4 = simd(0xae);
const lane = (n: number): number[] => [...simd(0x1b), n];

const accumulators = [7, 8, 9, 10] as const;

/** scan(codes, rows, stride, query, out): for each row of `stride` bytes its dot product with the 16-bit query, as i32. */
const scanBody = (): number[] => {
  const [codes, rows, stride, query, out, rowEnd, q] = [0, 1, 2, 3, 4, 5, 6];
  const step = accumulators.flatMap((acc, i) => [
    ...get(acc),
    ...[...get(codes), ...load8x8(8 * i), ...get(q), ...load(16 * i), ...dot16],
    ...add32x4,
    ...set(acc),
  ]);
  const sum = [...get(7), ...get(8), ...add32x4, ...get(9), ...add32x4, ...get(10), ...add32x4, ...set(7)];
  const lanes = [0, 1, 2, 3].flatMap((n) => [...get(7), ...lane(n), ...(n > 0 ? add : [])]);
  const innerLoop = [
    ...[0x03, empty, ...step],
    ...[...get(q), ...constant(64), ...add, ...set(q)],
    ...[...get(codes), ...constant(32), ...add, ...set(codes)],
    ...[...get(codes), ...get(rowEnd), 0x49, 0x0d, 0, end],
  ];
  const rowLoop = [
    ...[0x03, empty],
    ...accumulators.flatMap((acc) => [...zero, ...set(acc)]),
    ...[...get(query), ...set(q), ...get(codes), ...get(stride), ...add, ...set(rowEnd)],
    ...innerLoop,
    ...sum,
    ...[...get(out), ...lanes, 0x36, 2, 0],
    ...[...get(out), ...constant(4), ...add, ...set(out)],
    ...[...get(rows), ...constant(1), 0x6b, 0x22, rows, 0x0d, 0, end],
  ];
  const locals = vector([
    [...leb(2), i32],
    [...leb(4), v128],
  ]);
  return [...locals, 0x02, empty, ...get(rows), 0x45, 0x0d, 0, ...rowLoop, end, end];
};

const pageBytes = 65_536;
const mostPages = 65_536;

const build = (): Uint8Array<ArrayBuffer> => {
  const body = scanBody();
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector([[i32], [i32], [i32], [i32], [i32]]), ...vector([])]])),
    ...section(2, vector([[...named("m"), ...named("m"), 2, 1, ...leb(1), ...leb(mostPages)]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...named("scan"), 0, 0]])),
    ...section(10, vector([[...leb(body.length), ...body]])),
  ]);
};

// Node has it; the library of types that names it is the browser's.
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly scan: unknown } };
};

type Scan = (codes: number, rows: number, stride: number, query: number, out: number) => void;

const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages });
const instance = new WebAssembly.Instance(new WebAssembly.Module(build()), { m: { m: memory } });
/** `stride` a multiple of 32, every address of 16; the sums have to fit 32 bits. */
export const scan = instance.exports.scan as Scan;

/** The memory's bytes as they are now: growing it makes older views useless. */
let bytes = new Int8Array(memory.buffer);
export const arena = (): Int8Array => {
  if (bytes.buffer !== memory.buffer) bytes = new Int8Array(memory.buffer);
  return bytes;
};

let used = 0;
const freed = new Map<number, number[]>();

/** Room in the arena: an address, a multiple of 64. Throws a RangeError beyond 4 GB. */
export const allocate = (length: number): number => {
  const again = freed.get(length)?.pop();
  if (again !== undefined) return again;
  const address = used;
  const after = address + Math.ceil(length / 64) * 64;
  const missing = Math.ceil((after - memory.buffer.byteLength) / pageBytes);
  // Ahead of need, so that it grows seldom.
  if (missing > 0) memory.grow(Math.min(Math.max(missing, 256), Math.max(missing, mostPages - memory.buffer.byteLength / pageBytes)));
  used = after;
  return address;
};

/** Room is given to the next who asks for as much; the arena never shrinks. */
export const release = (address: number, length: number): void => {
  const list = freed.get(length);
  if (list) list.push(address);
  else freed.set(length, [address]);
};
