import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { StructSchema } from "@bufbuild/protobuf/wkt";
import { ownValue } from "@marketing/shared/base/own";

type Fields = Readonly<Record<string, unknown>>;

const messageIn = (field: DescField): DescMessage | undefined => {
  const { message } = field;
  // A Struct is given as plain JSON, in which every name is allowed.
  return message === undefined || message.typeName === StructSchema.typeName ? undefined : message;
};

const checkValue = (field: DescField, value: unknown): void => {
  const message = messageIn(field);
  if (message === undefined || value === undefined || value === null) return;
  if (value instanceof Date) throw new TypeError(`${field.localName} takes a ${message.name}, not a Date: use timestampFromDate`);
  const values = field.fieldKind === "list" ? (value as ReadonlyArray<object>) : field.fieldKind === "map" ? Object.values(value) : [value];
  for (const one of values) checkFields(message, one as object);
};

/**
 * Throws a TypeError on a field that the message does not have: a misspelt one would go unnoticed, since protobuf-es takes what it knows
 * and passes over the rest.
 */
export const checkFields = (desc: DescMessage, given: object): void => {
  if ("$typeName" in given) return; // made by `create`, which gives it all its fields and no others
  for (const [name, value] of Object.entries(given as Fields)) {
    const field = ownValue(desc.field, name);
    if (field !== undefined && field.oneof === undefined) {
      checkValue(field, value);
      continue;
    }
    const oneof = desc.oneofs.find(({ localName }) => localName === name);
    if (oneof === undefined)
      throw new TypeError(`the message has no field ${name}: ${desc.members.map((one) => one.localName).join(", ")}`);
    const chosen = value as { readonly case?: string; readonly value?: unknown } | undefined;
    const which = oneof.fields.find(({ localName }) => localName === chosen?.case);
    if (which !== undefined) checkValue(which, chosen?.value);
    else if (chosen?.case !== undefined)
      throw new TypeError(`${name} is one of ${oneof.fields.map((one) => one.localName).join(", ")}, not ${chosen.case}`);
  }
};
