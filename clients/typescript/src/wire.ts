import { loadPackage } from "@marketing/shared/grpc/proto";
import {
  fromStruct,
  fromTimestamp,
  toStruct,
  toTimestamp,
  toValue,
  type WireStruct,
  type WireTimestamp,
  type WireValue,
} from "@marketing/shared/grpc/struct";

/** The part of a descriptor that conversion needs. */
interface Descriptor {
  readonly name: string;
  readonly field: ReadonlyArray<{ readonly name: string; readonly type: string; readonly label: string; readonly typeName: string }>;
  readonly oneofDecl: ReadonlyArray<{ readonly name: string }>;
  readonly nestedType: ReadonlyArray<Descriptor & { readonly options: { readonly mapEntry?: boolean } | null }>;
}

type Kind = "plain" | "int64" | "enum" | "timestamp" | "struct" | "value" | Plan;

interface Field {
  readonly kind: Kind;
  readonly shape: "one" | "list" | "map";
  /** Declared `optional`: absent is a value of its own. */
  readonly optional: boolean;
  readonly zero: unknown;
}

/** What has to be done to a message on its way in and out. */
export interface Plan {
  readonly fields: ReadonlyMap<string, Field>;
  /** Nothing inside needs converting. */
  readonly plain: boolean;
  readonly takesRequestId: boolean;
}

const wellKnown: Readonly<Record<string, Kind>> = {
  "google.protobuf.Timestamp": "timestamp",
  "google.protobuf.Struct": "struct",
  "google.protobuf.Value": "value",
};

const zeros: Readonly<Record<string, unknown>> = {
  TYPE_STRING: "",
  TYPE_BOOL: false,
  TYPE_BYTES: Buffer.alloc(0),
  TYPE_MESSAGE: null,
  TYPE_INT64: "0",
  TYPE_UINT64: "0",
};

const plans = new Map<string, Plan>();

const descriptorOf = (full: string): Descriptor => {
  const at = full.lastIndexOf(".");
  const found = loadPackage(full.slice(0, at))[full] as { readonly type?: unknown } | undefined;
  if (found?.type === undefined) throw new TypeError(`no message ${full}`);
  return found.type as Descriptor;
};

/** A descriptor names types as seen from its package: inside it, or from one of the packages around it. */
const fullName = (pkg: string, name: string): string => {
  const known = loadPackage(pkg);
  for (let scope = pkg; scope !== ""; scope = scope.slice(0, Math.max(0, scope.lastIndexOf(".")))) {
    if (`${scope}.${name}` in known) return `${scope}.${name}`;
  }
  return name;
};

const enumZero = (pkg: string, name: string): string => {
  const found = loadPackage(pkg)[fullName(pkg, name)] as
    | { readonly type?: { readonly value?: ReadonlyArray<{ readonly name: string; readonly number: number }> } }
    | undefined;
  return found?.type?.value?.find(({ number }) => number === 0)?.name ?? "";
};

const fieldOf = (pkg: string, message: Descriptor, field: Descriptor["field"][number]): Field => {
  const { name, type, label, typeName } = field;
  const optional = message.oneofDecl.some((oneof) => oneof.name === `_${name}`);
  if (type !== "TYPE_MESSAGE") {
    const kind = type === "TYPE_ENUM" ? "enum" : /^TYPE_U?INT64$/.test(type) ? "int64" : "plain";
    const zero = kind === "enum" ? enumZero(pkg, typeName) : (zeros[type] ?? 0);
    return { kind, shape: label === "LABEL_REPEATED" ? "list" : "one", optional, zero };
  }
  const entry = message.nestedType.find((nested) => nested.name === typeName && nested.options?.mapEntry === true);
  if (entry !== undefined) return { ...fieldOf(pkg, entry, entry.field.find((one) => one.name === "value")!), shape: "map" };
  const kind = wellKnown[typeName] ?? planOf(fullName(pkg, typeName));
  return { kind, shape: label === "LABEL_REPEATED" ? "list" : "one", optional, zero: null };
};

const untouched = (kind: Kind): boolean => (typeof kind === "object" ? kind.plain : kind === "plain" || kind === "enum");

/** How messages of a type are converted, by the type's full name. Made once. */
export const planOf = (full: string): Plan => {
  const known = plans.get(full);
  if (known !== undefined) return known;
  const message = descriptorOf(full);
  const pkg = full.slice(0, full.lastIndexOf("."));
  const fields = new Map<string, Field>();
  // Known before its fields are: a message may hold itself. Until then it is not called plain.
  const plan = { fields, plain: false, takesRequestId: message.field.some(({ name }) => name === "requestId") };
  plans.set(full, plan);
  for (const field of message.field) fields.set(field.name, fieldOf(pkg, message, field));
  plan.plain = message.oneofDecl.length === 0 && [...fields.values()].every(({ kind }) => untouched(kind));
  return plan;
};

type Fields = Readonly<Record<string, unknown>>;

const each = (field: Field, value: unknown, convert: (kind: Kind, one: unknown) => unknown): unknown => {
  if (field.shape === "one") return convert(field.kind, value);
  if (field.shape === "list") return (value as ReadonlyArray<unknown>).map((item) => convert(field.kind, item));
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, convert(field.kind, item)]));
};

const encodeOne = (kind: Kind, value: unknown): unknown => {
  switch (kind) {
    case "plain":
    case "enum":
      return value;
    case "int64":
      return typeof value === "bigint" ? value.toString() : value;
    case "timestamp":
      return toTimestamp(value as Date);
    case "struct":
      return toStruct(value as object);
    case "value":
      return toValue(value);
    default:
      return encode(kind, value as object);
  }
};

/** A caller's message as the loader takes it. Throws a TypeError on a field the message does not have: a misspelt one would go unnoticed. */
export const encode = (plan: Plan, message: object): object => {
  const wire: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(message as Fields)) {
    const field = plan.fields.get(name);
    if (field === undefined) throw new TypeError(`the message has no field ${name}: ${[...plan.fields.keys()].join(", ")}`);
    if (value !== undefined && (value !== null || field.kind === "value")) wire[name] = each(field, value, encodeOne);
  }
  return wire;
};

const deepest = 64;

const decodeOne = (kind: Kind, value: unknown): unknown => {
  if (value === null || value === undefined) return value;
  switch (kind) {
    case "plain":
    case "enum":
    case "int64":
      return value;
    case "timestamp":
      return fromTimestamp(value as WireTimestamp);
    case "struct":
      return fromStruct(value as WireStruct, deepest);
    case "value":
      return fromStruct({ fields: { value: value as WireValue } }, deepest).value;
    default:
      return decode(kind, value as object);
  }
};

/** The loader's message as a caller sees it. */
export const decode = (plan: Plan, wire: object): object => {
  if (plan.plain) return wire;
  const message: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(wire as Fields)) {
    if (name.startsWith("_")) continue; // which of one: said by what is there
    const field = plan.fields.get(name);
    message[name] = field === undefined || untouched(field.kind) ? value : each(field, value, decodeOne);
  }
  return message;
};

const fromJsonOne = (kind: Kind, value: unknown): unknown => {
  if (kind === "int64") return String(value);
  if (kind === "timestamp") return new Date(value as string);
  return typeof kind === "object" ? fromJson(kind, value as object) : value;
};

/** Protobuf JSON, as the bus carries it, as a caller sees it: what was left out is there again, as in an answer. */
export const fromJson = (plan: Plan, json: object): object => {
  const message: Record<string, unknown> = {};
  for (const [name, field] of plan.fields) {
    const value = (json as Fields)[name];
    if (value !== undefined && value !== null) message[name] = each(field, value, fromJsonOne);
    else if (field.shape !== "one") message[name] = field.shape === "list" ? [] : {};
    else if (!field.optional) message[name] = field.zero;
  }
  return message;
};
