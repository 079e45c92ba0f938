import { fingerprintOf } from "@marketing/shared/command/receipt";

/** Of two messages of one moment, which is the later one is decided by their ids; where the caller gives none, by what they say. */
export const messageIdOf = ({ requestId, ...content }: { readonly requestId: string | null }): string =>
  requestId ?? `#${fingerprintOf(content).toString(16)}`;
