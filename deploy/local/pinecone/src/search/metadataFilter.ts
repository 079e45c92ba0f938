import { invalid } from "../apiError.ts";
import type { Metadata, MetadataValue } from "../index/metadata.ts";
import { limits } from "../limits.ts";

export type Predicate = (metadata: Metadata | undefined) => boolean;
type Test = (value: MetadataValue) => boolean;
type Scalar = string | number | boolean;

const isObject = (json: unknown): json is Record<string, unknown> => typeof json === "object" && json !== null && !Array.isArray(json);
const isScalar = (json: unknown): json is Scalar => ["string", "number", "boolean"].includes(typeof json);

const scalar = (operator: string, field: string, json: unknown): Scalar => {
  if (!isScalar(json))
    throw invalid(`the ${operator} operator of field '${field}' takes a string, a number or a boolean, got ${JSON.stringify(json)}`);
  return json;
};
const number = (operator: string, field: string, json: unknown): number => {
  if (typeof json !== "number") throw invalid(`the ${operator} operator of field '${field}' takes a number, got ${JSON.stringify(json)}`);
  return json;
};
const list = (operator: string, field: string, json: unknown): ReadonlySet<unknown> => {
  if (!Array.isArray(json) || !json.every((one) => typeof one === "string" || typeof one === "number"))
    throw invalid(`the ${operator} operator of field '${field}' takes a list of strings or numbers, got ${JSON.stringify(json)}`);
  if (json.length > limits.filterValues)
    throw invalid(`the ${operator} operator of field '${field}' takes at most ${limits.filterValues} values, got ${json.length}`);
  return new Set(json);
};

/** A list of strings equals a value when one of its strings does. */
const equals = (value: MetadataValue, wanted: Scalar): boolean =>
  Array.isArray(value) ? value.includes(wanted as string) : value === wanted;
const equalsOneOf = (value: MetadataValue, wanted: ReadonlySet<unknown>): boolean =>
  Array.isArray(value) ? value.some((one) => wanted.has(one)) : wanted.has(value);
const compare = (operator: string, field: string, json: unknown, test: (value: number, limit: number) => boolean): Test => {
  const limit = number(operator, field, json);
  return (value) => typeof value === "number" && test(value, limit);
};

const operators: Readonly<Record<string, (field: string, json: unknown) => Test>> = {
  $eq: (field, json) => {
    const wanted = scalar("$eq", field, json);
    return (value) => equals(value, wanted);
  },
  $ne: (field, json) => {
    const unwanted = scalar("$ne", field, json);
    return (value) => !equals(value, unwanted);
  },
  $gt: (field, json) => compare("$gt", field, json, (value, limit) => value > limit),
  $gte: (field, json) => compare("$gte", field, json, (value, limit) => value >= limit),
  $lt: (field, json) => compare("$lt", field, json, (value, limit) => value < limit),
  $lte: (field, json) => compare("$lte", field, json, (value, limit) => value <= limit),
  $in: (field, json) => {
    const wanted = list("$in", field, json);
    return (value) => equalsOneOf(value, wanted);
  },
  $nin: (field, json) => {
    const unwanted = list("$nin", field, json);
    return (value) => !equalsOneOf(value, unwanted);
  },
};

const fieldOf = (metadata: Metadata | undefined, field: string): MetadataValue | undefined =>
  metadata && Object.hasOwn(metadata, field) ? metadata[field] : undefined;

const ofField = (field: string, operator: string, json: unknown): Predicate => {
  if (operator === "$exists") {
    if (typeof json !== "boolean") throw invalid(`the $exists operator of field '${field}' takes a boolean, got ${JSON.stringify(json)}`);
    return (metadata) => (fieldOf(metadata, field) !== undefined) === json;
  }
  const make = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!make) throw invalid(`the operator ${operator} of field '${field}' is not supported`);
  const test = make(field, json);
  // On serverless indexes a record without the field does not match, under $ne and $nin neither.
  return (metadata) => {
    const value = fieldOf(metadata, field);
    return value !== undefined && test(value);
  };
};

const all = (predicates: ReadonlyArray<Predicate>): Predicate =>
  predicates.length === 1 ? predicates[0]! : (metadata) => predicates.every((predicate) => predicate(metadata));

const clause = (key: string, json: unknown): Predicate => {
  if (key === "$and" || key === "$or") {
    if (!Array.isArray(json) || json.length === 0)
      throw invalid(`the ${key} operator takes a list of filters, got ${JSON.stringify(json)}`);
    const parts = json.map((part) => {
      if (!isObject(part) || Object.keys(part).length === 0)
        throw invalid(`the ${key} operator takes filters, got ${JSON.stringify(part)}`);
      return compileFilter(part);
    });
    return key === "$and" ? all(parts) : (metadata) => parts.some((part) => part(metadata));
  }
  if (key.startsWith("$")) throw invalid(`the operator ${key} is not supported at the top of a filter: only $and and $or are`);
  if (isScalar(json)) return ofField(key, "$eq", json);
  if (!isObject(json) || Object.keys(json).length === 0)
    throw invalid(
      `illegal condition for field '${key}': ${JSON.stringify(json)}; it takes a string, a number, a boolean or an object of operators`,
    );
  return all(Object.entries(json).map(([operator, operand]) => ofField(key, operator, operand)));
};

/**
 * Pinecone's filter language: fields side by side are combined with "and", a bare value means $eq, a list of strings in the metadata matches
 * when any of its strings does (under $ne and $nin: when none does). Throws INVALID_ARGUMENT for what Pinecone does not accept.
 */
export const compileFilter = (json: unknown): Predicate => {
  if (!isObject(json)) throw invalid(`A filter must be an object, got ${JSON.stringify(json)}`);
  const parts = Object.entries(json).map(([key, value]) => clause(key, value));
  return parts.length === 0 ? () => true : all(parts);
};
