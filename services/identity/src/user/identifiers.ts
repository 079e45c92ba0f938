import { noId } from "@marketing/shared/base/noId";

/** Why an id cannot name a person, or null when it can. */
export const illegalId = (id: string): string | null => {
  const why = noId(id);
  if (why !== null) return why;
  if (id.length > 255) return "is longer than 255 characters";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(id)) return "contains control characters";
  return null;
};
