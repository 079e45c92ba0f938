/** Spaces of any kind, what cannot be seen (controls, zero-width and bidirectional characters), and what RFC 3986 has no place for. */
const foreign = /[\s\p{C}"<>\\^`{|}]/u;
const schemes = /^(https?:\/\/[^/?#]|mailto:[^?#])/i;

/**
 * Whether a document's URI may be shown to somebody as a link: http, https or mailto, absolute, without a name and password in it. Whatever
 * else there is runs in the reader's browser (javascript:, data:), leads into his own machine (file:, a path), or looks like what it is not.
 */
export const isLink = (text: string): boolean => {
  if (foreign.test(text) || !schemes.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && ["http:", "https:", "mailto:"].includes(url.protocol) && url.username === "" && url.password === "";
};

/** What is given out of a URI: of what came in before only links were let in, nothing but those. */
export const linkOrNull = (uri: string | null): string | null => (uri !== null && isLink(uri) ? uri : null);
