/**
 * Array parameters. node-pg would encode them value by value with a general routine that costs more than the query; these functions know
 * their element type. Elements that would need quoting are sent in PostgreSQL's binary format (array_recv), because quoting an event's JSON
 * and parsing it again costs more than the rest of an append.
 */
const oids = { text: 25, jsonb: 3802 } as const;
const headerBytes = 20;

/** One dimension from 1: dimensions, null flag, element type, length, lower bound; then each element behind its length, -1 for null. */
const binaryArray = (values: ReadonlyArray<string | null>, oid: number, prefix: 0 | 1): Buffer => {
  let size = headerBytes;
  for (const v of values) size += v === null ? 4 : 4 + prefix + Buffer.byteLength(v);
  const out = Buffer.allocUnsafe(size);
  out.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  out.writeInt32BE(1, 4);
  out.writeInt32BE(oid, 8);
  if (values.length === 0) return out.subarray(0, 12);
  out.writeInt32BE(values.length, 12);
  out.writeInt32BE(1, 16);
  let at = headerBytes;
  for (const v of values) {
    const start = at + 4 + prefix;
    if (prefix === 1 && v !== null) out[at + 4] = 1; // version of jsonb's binary form
    const end = v === null ? at + 4 : start + out.write(v, start);
    out.writeInt32BE(v === null ? -1 : end - at - 4, at);
    at = end;
  }
  return out;
};

/** For a parameter of type text[]. */
export const textArray = (values: ReadonlyArray<string | null>): Buffer => binaryArray(values, oids.text, 0);

/** Serialized JSON, for a parameter of type jsonb[]. */
export const jsonbArray = (values: ReadonlyArray<string | null>): Buffer => binaryArray(values, oids.jsonb, 1);

/** uuid[], int[], bigint[], timestamptz[] of ISO 8601: elements that need no quotes. */
export const plainArray = (values: ReadonlyArray<string | number | null>): string => {
  let out = "{";
  for (let i = 0; i < values.length; i++) out += (i > 0 ? "," : "") + (values[i] ?? "NULL");
  return `${out}}`;
};
