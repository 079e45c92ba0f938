/** Something noticed and not refused. */
export interface Warning {
  readonly code: string;
  readonly field: string;
  readonly message: string;
}

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

export const traitWarnings = (traits: object, field = "traits"): Warning[] =>
  Object.entries(traits).flatMap(([name, value]) => {
    const wanted = Object.hasOwn(documented, name) ? documented[name]! : null;
    if (wanted === null || value === null || (wanted.includes(typeof value as "string") && !Array.isArray(value))) return [];
    return [{ code: "trait_type", field: `${field}.${name}`, message: `${name} is documented as ${wanted.join(" or ")}` }];
  });

const ahead = 24 * 3_600_000;
const behind = 10 * 366 * 24 * 3_600_000;

/** When it was said, ms since 1970: now unless told, and now for a clock that cannot be right. */
export const timeOf = (said: Date | null, warnings: Warning[], now = Date.now()): number => {
  if (said === null) return now;
  const at = said.getTime();
  if (at <= now + ahead && at >= now - behind) return at;
  warnings.push({
    code: "timestamp_clamped",
    field: "timestamp",
    message: "more than 24 hours ahead or ten years old; the time of receipt was taken",
  });
  return now;
};
