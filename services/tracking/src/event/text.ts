/**
 * PostgreSQL stores neither NUL nor half a surrogate pair, in text or in jsonb. Both become U+FFFD, so that one
 * odd character never costs an event, or the batch around it.
 */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");

export const storable = (text: string): string => text.toWellFormed().replaceAll("\u0000", "\uFFFD");

/** Cuts at a number of UTF-8 bytes without splitting a character. */
export const cutBytes = (text: string, bytes: number): string => {
  if (text.length <= bytes / 3 || Buffer.byteLength(text) <= bytes) return text;
  const b = Buffer.from(text);
  let end = bytes;
  while (end > 0 && (b[end]! & 0xc0) === 0x80) end--;
  return b.toString("utf8", 0, end);
};

/** A C0 or C1 control character, or a line separator. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
export const controlCharacter = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
