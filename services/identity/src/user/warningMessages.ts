import type { IdentifyWarningSchema } from "@marketing/protos/identity/v1/identity_service";
import { mayBeRounded, roundedPaths } from "@marketing/shared/base/exactNumber";
import type { Outgoing } from "@marketing/shared/grpc/contract";

/** Something the caller may want to know, and no reason to refuse the call. */
export type Warning = Outgoing<typeof IdentifyWarningSchema>;

/** The traits with a meaning of their own and what they are; any other is welcome with any type. */
const documented: Record<string, ReadonlyArray<"string" | "object" | "number" | "boolean">> = {
  name: ["string"],
  first_name: ["string"],
  last_name: ["string"],
  email: ["string"],
  phone: ["string"],
  title: ["string"],
  company: ["string", "object"],
  preferences: ["object"],
  plan: ["string"],
};

export const traitWarnings = (traits: object, field = "traits"): ReadonlyArray<Warning> => [
  ...typeWarnings(traits, field),
  ...roundedPaths(traits, field).map((path) => ({ code: "number_rounded", field: path, message: mayBeRounded })),
];

const typeWarnings = (traits: object, field: string): ReadonlyArray<Warning> =>
  Object.entries(traits).flatMap(([name, value]) => {
    const wanted = Object.hasOwn(documented, name) ? documented[name]! : null;
    if (wanted === null || value === null || (wanted.includes(typeof value as "string") && !Array.isArray(value))) return [];
    return [{ code: "trait_type", field: `${field}.${name}`, message: `${name} is documented as ${wanted.join(" or ")}` }];
  });

const ahead = 24 * 3_600_000;
const behind = 10 * 366 * 24 * 3_600_000;

/** When something was said, ms since 1970: now unless the caller says when, and now for a clock that cannot be right. */
export const timeOf = (said: Date | null, now = Date.now()): { readonly at: number; readonly warnings: ReadonlyArray<Warning> } => {
  if (said === null) return { at: now, warnings: [] };
  const at = said.getTime();
  if (at <= now + ahead && at >= now - behind) return { at, warnings: [] };
  const message = "more than 24 hours ahead or ten years old; the time of receipt was taken";
  return { at: now, warnings: [{ code: "timestamp_clamped", field: "timestamp", message }] };
};
