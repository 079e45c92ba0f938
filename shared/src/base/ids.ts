import { hash, randomBytes } from "node:crypto";

const hex = (b: Uint8Array): string => {
  const s = Buffer.from(b.buffer, b.byteOffset, 16).toString("hex");
  return `${s.slice(0, 8)}-${s.slice(8, 12)}-${s.slice(12, 16)}-${s.slice(16, 20)}-${s.slice(20)}`;
};

const pool = Buffer.alloc(16 * 256);
let used = pool.length;

/** Time-ordered UUID (RFC 9562), milliseconds of the local clock first. */
export const uuidv7 = (now = Date.now()): string => {
  if (used === pool.length) {
    randomBytes(pool.length).copy(pool);
    used = 0;
  }
  const b = pool.subarray(used, used + 16);
  used += 16;
  b.writeUIntBE(now, 0, 6);
  b[6] = (b[6]! & 0x0f) | 0x70;
  b[8] = (b[8]! & 0x3f) | 0x80;
  return hex(b);
};

let scratch = Buffer.alloc(1_024);
const namespaces = new Map<string, Buffer>();
const bytesOf = (namespace: string): Buffer => {
  let bytes = namespaces.get(namespace);
  if (!bytes) {
    bytes = Buffer.from(namespace.replaceAll("-", ""), "hex");
    if (namespaces.size > 10_000) namespaces.clear();
    namespaces.set(namespace, bytes);
  }
  return bytes;
};

/** Name-based UUID (RFC 9562, SHA-1): the same name in the same namespace is the same id, everywhere, with no look-up. */
export const uuidv5 = (name: string, namespace: string): string => {
  if (scratch.length < 16 + name.length * 3) scratch = Buffer.alloc(16 + name.length * 3);
  bytesOf(namespace).copy(scratch);
  const length = 16 + scratch.write(name, 16, "utf8");
  const h = hash("sha1", scratch.subarray(0, length), "hex");
  const variant = ((Number.parseInt(h[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-5${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (s: string): boolean => uuid.test(s);

/**
 * The id of an append that carries out a request. A repeated request has the same id, finds the receipt of the first and returns its
 * result.
 */
export const appendIdOf = (tenantId: string, rpc: string, requestId: string): string => uuidv5(`${rpc}:${requestId}`, tenantId);

/** Stands where an id has to be, for a tenant that is not known. */
export const nobody = "00000000-0000-0000-0000-000000000000";
