// Lengths are counted in code points, as PostgreSQL counts the characters of a varchar: an emoji or a rare ideograph is one, not two.

const isSecondHalf = (unit: number): boolean => unit >> 10 === 0x37;

/** Whether a text has more characters than that. It looks at no more than it has to. */
export const longerThan = (text: string, characters: number): boolean => {
  if (text.length <= characters) return false;
  if (text.length > 2 * characters) return true;
  let count = 0;
  for (let at = 0; at < text.length; at++) if (!isSecondHalf(text.charCodeAt(at))) count += 1;
  return count > characters;
};

/** The first characters of a text. */
export const firstCharacters = (text: string, characters: number): string => {
  if (!longerThan(text, characters)) return text;
  let at = 0;
  for (let count = 0; count < characters; count++) at += isSecondHalf(text.charCodeAt(at + 1)) ? 2 : 1;
  return text.slice(0, at);
};
