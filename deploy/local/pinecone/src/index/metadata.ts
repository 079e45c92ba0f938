import { invalid } from "../apiError.ts";
import { limits } from "../limits.ts";

export type MetadataValue = string | number | boolean | ReadonlyArray<string>;
export type Metadata = Readonly<Record<string, MetadataValue>>;

const isValue = (value: unknown): value is MetadataValue =>
  typeof value === "string" ||
  typeof value === "number" ||
  typeof value === "boolean" ||
  (Array.isArray(value) && value.every((one) => typeof one === "string"));

/** Metadata is flat: strings, numbers, booleans and lists of strings; at most 40 KB as JSON. Undefined when there is none. Throws INVALID_ARGUMENT. */
export const readMetadata = (json: unknown): Metadata | undefined => {
  if (json === undefined || json === null) return undefined;
  if (typeof json !== "object" || Array.isArray(json)) throw invalid("Metadata must be an object");
  for (const [field, value] of Object.entries(json)) {
    if (field.startsWith("$")) throw invalid(`Metadata field '${field}' must not start with $`);
    if (!isValue(value))
      throw invalid(
        `Metadata value must be a string, number, boolean or list of strings, got '${JSON.stringify(value)}' for field '${field}'`,
      );
  }
  checkMetadataSize(json as Metadata);
  return Object.keys(json).length === 0 ? undefined : (json as Metadata);
};

export const checkMetadataSize = (metadata: Metadata): void => {
  const size = Buffer.byteLength(JSON.stringify(metadata));
  if (size > limits.metadataBytes)
    throw invalid(`Metadata size is ${size} bytes, which exceeds the limit of ${limits.metadataBytes} bytes per vector`);
};
