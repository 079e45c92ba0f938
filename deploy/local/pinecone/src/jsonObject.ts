import { invalid } from "./apiError.ts";

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; `name` is what the error calls it. Throws INVALID_ARGUMENT. */
export const readObject = (json: unknown, name: string): Json => {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw invalid(`${name} must be an object`);
  return json as Json;
};
