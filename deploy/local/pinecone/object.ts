import { invalid } from "./apiError.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Throws INVALID_ARGUMENT. */
export const object = (json: unknown, what: string): Json => {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw invalid(`${what} must be an object`);
  return json as Json;
};
