import type { JsonObject } from "@marketing/shared/base/json";
import { checked, jsonObject, optional, text } from "@marketing/shared/grpc/schema";
import { foldSource } from "./contact.ts";
import { eachField, ruleOf } from "./fields.ts";

// How the fields of lead's requests are read.

/** The texts that describe a lead; unset is null. */
export const leadFields = eachField((field) => {
  const { max, problem } = ruleOf(field);
  // an address is measured by its own rule, once the spaces around it are gone
  const value = text(field === "email" ? 1_000 : max);
  return optional(problem ? checked(value, (v) => problem(v.trim())) : value);
});

export const source = checked(text(100), (value) => (foldSource(value) === "" ? "must not be blank" : null));
export const reason = text(500);
/** A person's id: a UUID or the caller's own. */
export const personId = text(255);

const nameProblem = (value: JsonObject): string | null => {
  for (const key of Object.keys(value)) {
    if (key === "" || key.length > 255) return "names have 1 to 255 characters";
    if (key === "__proto__" || key === "enrichment") return `${key} is the server's own`;
  }
  return null;
};
/** What a provider says, or what is searched for: that may look into `enrichment`. */
export const anyProperties = jsonObject({ depth: 10, maxBytes: 32_768 });
/** What people give. */
export const properties = checked(anyProperties, nameProblem);
