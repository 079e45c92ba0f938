// Node has WebAssembly; the library of types that names it is the browser's.
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
};

const pageBytes = 65_536;
/** 4 GB, all that 32-bit addresses reach. */
export const maxPages = 65_536;
const minGrowth = 256; // pages: growing seldom is cheaper

export const memory = new WebAssembly.Memory({ initial: 1, maximum: maxPages });

let bytes = new Int8Array(memory.buffer);
/** The memory's bytes. Growing the memory detaches older views, so that nobody may keep this one across an allocation. */
export const memoryBytes = (): Int8Array<ArrayBuffer> => {
  if (bytes.buffer !== memory.buffer) bytes = new Int8Array(memory.buffer);
  return bytes;
};

let end = 0;
const freeAddresses = new Map<number, number[]>();

/** The address of `length` bytes, a multiple of 64. Throws a RangeError beyond 4 GB. */
export const allocate = (length: number): number => {
  const reused = freeAddresses.get(length)?.pop();
  if (reused !== undefined) return reused;
  const address = end;
  const newEnd = address + Math.ceil(length / 64) * 64;
  const missing = Math.ceil((newEnd - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(Math.min(Math.max(missing, minGrowth), Math.max(missing, maxPages - memory.buffer.byteLength / pageBytes)));
  end = newEnd;
  return address;
};

/** What is freed goes to the next allocation of the same length; the memory itself never shrinks. */
export const free = (address: number, length: number): void => {
  const addresses = freeAddresses.get(length);
  if (addresses) addresses.push(address);
  else freeAddresses.set(length, [address]);
};
