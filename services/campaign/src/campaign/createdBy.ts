import type { Principal } from "@marketing/shared/auth/principal";

/** The column created_by: "agent:<id>" for a key that may take tasks by name, "user:<id>" for any other, "system:<name>" for the platform and services. */
export const createdBy = ({ kind, id, scopes }: Principal): string => {
  if (kind !== "api_key") return `system:${id}`.slice(0, 50);
  return `${scopes.some((s) => s === "task:work" || s === "task:*") ? "agent" : "user"}:${id}`.slice(0, 50);
};
