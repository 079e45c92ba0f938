import type { UpdateLeadRequestSchema } from "@marketing/protos/lead/v1/lead_service";
import { longerThan } from "@marketing/shared/base/codePoints";
import { invalidField } from "@marketing/shared/base/errors";
import type { JsonObject } from "@marketing/shared/base/json";
import { illegalId } from "@marketing/shared/base/noId";
import type { Incoming } from "@marketing/shared/grpc/contract";
import type { Read } from "@marketing/shared/grpc/rpc";
import { checked, commandFields, jsonObject, list, optional, text, uuid } from "@marketing/shared/grpc/schema";
import { longestSource, sourceProblem } from "./contact.ts";
import { columnOf, eachField, type FieldChanges, fieldNames, ruleOf } from "./fields.ts";

// How the fields of requests are read.

/** The texts that describe a lead; unset is null. */
export const leadFields = eachField((field) => {
  const { max, problem } = ruleOf(field);
  // an address is measured by its own rule, once the spaces around it are gone
  const value = text(field === "email" ? 1_000 : max);
  return optional(problem ? checked(value, (v) => problem(v.trim())) : value);
});

export const source = checked(text(longestSource), sourceProblem);
export const reason = text(500);
/** A person's id: a UUID or the caller's own. What broken clients send in its place is refused. */
export const personId = checked(text(255), illegalId);

const nameProblem = (value: JsonObject): string | null => {
  for (const key of Object.keys(value)) {
    if (key === "" || longerThan(key, 255)) return "names have 1 to 255 characters";
    if (key === "enrichment") return `${key} is the server's own`;
  }
  return null;
};
/** Properties from a provider, or to search for; these may have the key `enrichment`. */
export const anyProperties = jsonObject({ depth: 10, maxBytes: 32_768 });
/** Properties that people give: `enrichment` is reserved for providers. */
export const properties = checked(anyProperties, nameProblem);

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
    unset: Object.entries(given).flatMap(([key, value]) => (value === null ? [key] : [])),
  };
};
