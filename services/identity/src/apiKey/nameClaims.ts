import { createHash } from "node:crypto";
import { permanentClaims } from "@marketing/shared/command/uniqueClaims";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";

/** Streams `api_key_name-<hash>`, written in the same append as the key's. */
export const apiKeyNameEvents = defineEvents({
  api_key_name_taken: event<{ readonly keyId: string }>({ version: 1 }),
});

/**
 * A name belongs to one key of a tenant as long as that is in force. It is never given back: whoever wants a name looks at the key that has
 * it, since a key also ends by itself.
 */
export const nameClaims = permanentClaims<EventOf<typeof apiKeyNameEvents>>({
  streamId: (name) => `api_key_name-${createHash("sha256").update(name).digest("hex")}`,
  taken: (keyId) => ({ type: "api_key_name_taken", data: { keyId } }),
  holderOf: ({ data }) => data.keyId,
});
