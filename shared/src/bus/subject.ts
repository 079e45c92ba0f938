const longest = 64;

/**
 * Makes any text one token of a subject: kebab case, letters and digits of every script are kept, everything else becomes a hyphen. Two
 * names may get the same token (the event's type and data tell them apart), and no name can contain a wildcard or add a level.
 */
export const tokenOf = (text: string): string => {
  const plain = kebab.test(text)
    ? text
    : text
        .normalize("NFC")
        .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1-$2")
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
        .replace(/^-+|-+$/g, "");
  const cut = plain.length > longest ? [...plain].slice(0, longest).join("").replace(/-+$/, "") : plain;
  return cut === "" ? "unnamed" : cut;
};

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const known = new Map<string, string>();
const token = (text: string): string => {
  let t = known.get(text);
  if (t === undefined) {
    t = tokenOf(text);
    if (known.size > 5_000) known.clear(); // callers choose event names, so the cache is bounded
    known.set(text, t);
  }
  return t;
};

/** `marketing.<service>.v1.<entity>.<event>.<tenant>` */
export const subjectOf = (service: string, entity: string, event: string, tenantId: string): string =>
  `marketing.${token(service)}.v1.${token(entity)}.${token(event)}.${tokenOf(tenantId)}`;

/** Everything a service publishes. */
export const serviceSubjects = (service: string): string => `marketing.${tokenOf(service)}.>`;

/** Name of a service's JetStream stream. */
export const streamName = (service: string): string => service.toUpperCase().replace(/[^A-Z0-9_-]/g, "_");
