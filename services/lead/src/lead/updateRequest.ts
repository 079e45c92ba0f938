import type { UpdateLeadRequestSchema } from "@marketing/protos/lead/v1/lead_service";
import { invalidField } from "@marketing/shared/base/errors";
import type { JsonObject } from "@marketing/shared/base/json";
import type { Incoming } from "@marketing/shared/grpc/contract";
import type { Read } from "@marketing/shared/grpc/rpc";
import { checked, commandFields, list, text, uuid } from "@marketing/shared/grpc/schema";
import { columnOf, type FieldChanges, fieldNames } from "./fields.ts";
import { leadFields, properties } from "./requestFields.ts";

const maskable = [...fieldNames.map(columnOf), "properties"];
const path = checked(text(50), (p) =>
  maskable.includes(p) ? null : `must be one of ${maskable.join(", ")}; source, score, qualified and status are not updated`,
);

export const updateRequest = { leadId: uuid, ...leadFields, properties, updateMask: list(path, 10), ...commandFields } satisfies {
  readonly [K in keyof Incoming<typeof UpdateLeadRequestSchema>]: unknown;
};

/** An UpdateLead as what it sets, clears and leaves. Throws INVALID_ARGUMENT where that is nothing. */
export const changesIn = (
  r: Read<typeof updateRequest>,
): { readonly fields: FieldChanges; readonly properties: JsonObject; readonly unset: ReadonlyArray<string> } => {
  const mask = r.updateMask.length > 0 ? new Set(r.updateMask) : null;
  const fields: FieldChanges = Object.fromEntries(
    fieldNames
      .map((field) => [field, r[field]?.trim() || null] as const)
      .filter(([field, value]) => (mask ? mask.has(columnOf(field)) : value !== null)),
  );
  const given = !mask || mask.has("properties") ? r.properties : {};
  if (Object.keys(fields).length === 0 && Object.keys(given).length === 0) throw invalidField("update_mask", "nothing to update");
  return {
    fields,
    properties: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
    unset: Object.keys(given).filter((key) => given[key] === null),
  };
};
