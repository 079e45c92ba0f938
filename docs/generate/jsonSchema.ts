import protobuf from "protobufjs";

/** As much of JSON Schema as the data of an event needs. */
export interface JsonSchema {
  readonly type: "string" | "integer" | "number" | "boolean" | "object" | "array";
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

const scalars: Readonly<Record<string, JsonSchema>> = {
  string: { type: "string" },
  bool: { type: "boolean" },
  double: { type: "number" },
  int32: { type: "integer", format: "int32" },
  // 64 bits do not fit a JSON number
  int64: { type: "string", format: "int64", pattern: "^-?[0-9]+$" },
  "google.protobuf.Timestamp": { type: "string", format: "date-time" },
  "google.protobuf.Struct": { type: "object" },
};

const shapeOf = (field: protobuf.Field): JsonSchema => {
  const scalar = scalars[field.type];
  if (scalar !== undefined) return scalar;
  if (field.resolvedType instanceof protobuf.Type) return schemaOf(field.resolvedType);
  throw new Error(`${field.fullName}: ${field.type} has no JSON shape here yet`);
};

/** user_id → userId, as protobuf JSON and the bus have it. */
export const jsonName = (field: protobuf.Field): string => field.name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());

/** A field of a message in protobuf JSON. */
export const fieldSchema = (field: protobuf.Field): JsonSchema => {
  const shape = shapeOf(field.resolve());
  const described = field.comment ? { description: field.comment } : {};
  return field.repeated ? { type: "array", items: shape, ...described } : { ...shape, ...described };
};

/**
 * A message in protobuf JSON. Nothing is required, since what has its type's zero may be left out, and nothing is forbidden, since fields
 * are added within v1.
 */
export const schemaOf = (message: protobuf.Type): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries(message.fieldsArray.map((field) => [jsonName(field), fieldSchema(field)])),
});
