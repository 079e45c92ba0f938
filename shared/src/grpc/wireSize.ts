const tagBytes = 2;
const numberBytes = tagBytes + 10;

/** A text or message of so many bytes, with its tag and its length. */
const framed = (bytes: number): number => tagBytes + (bytes < 0x80 ? 1 : bytes < 0x4000 ? 2 : bytes < 0x20_0000 ? 3 : 5) + bytes;

/**
 * How many bytes a message as handlers answer it takes on the wire, at the most. The names of fields are counted as if they were sent, because those
 * of maps are: it is for deciding where a page ends, and not for a length.
 */
export const wireSize = (value: unknown): number => {
  switch (typeof value) {
    case "string":
      return framed(Buffer.byteLength(value));
    case "number":
    case "bigint":
    case "boolean":
      return numberBytes;
    case "object":
      break;
    default:
      return 0;
  }
  if (value === null) return 0;
  if (value instanceof Uint8Array) return framed(value.length);
  let size = 0;
  if (Array.isArray(value)) {
    for (const item of value) size += wireSize(item);
    return size;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  // a Value of a Struct names which of its fields is sent
  if (typeof fields.kind === "string" && Object.hasOwn(fields, fields.kind)) return framed(wireSize(fields[fields.kind]));
  for (const [name, item] of Object.entries(fields)) size += framed(framed(Buffer.byteLength(name)) + wireSize(item));
  return framed(size);
};
