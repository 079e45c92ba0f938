import { createHash, randomBytes } from "node:crypto";

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

/** Name-based UUID (RFC 9562, SHA-1): the same name in the same namespace is the same id, everywhere, with no look-up. */
export const uuidv5 = (name: string, namespace: string): string => {
  const b = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest();
  b[6] = (b[6]! & 0x0f) | 0x50;
  b[8] = (b[8]! & 0x3f) | 0x80;
  return hex(b);
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (s: string): boolean => uuid.test(s);

/** The person a caller's own id names: a UUID is itself, any other string its UUIDv5 in the tenant's namespace. */
export const userIdOf = (tenantId: string, externalId: string): string =>
  isUuid(externalId) ? externalId.toLowerCase() : uuidv5(`user:${externalId}`, tenantId);

/** The person a browser or device stands for until somebody identifies them. */
export const anonymousUserIdOf = (tenantId: string, anonymousId: string): string => uuidv5(`anonymous:${anonymousId}`, tenantId);

/** The receipt under which a repeated request finds its first result. */
export const appendIdOf = (tenantId: string, rpc: string, requestId: string): string => uuidv5(`${rpc}:${requestId}`, tenantId);
