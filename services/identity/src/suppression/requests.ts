import { SuppressionKindSchema, SuppressionTargetSchema } from "@marketing/protos/identity/v1/consent_service";
import { invalidField } from "@marketing/shared/base/errors";
import { enumOf, message, text } from "@marketing/shared/grpc/schema";
import { type Entry, type Kind, kinds, readEntry } from "./entry.ts";

/** An address, a domain or a person as the caller writes it. */
export const target = message(SuppressionTargetSchema, { kind: enumOf(SuppressionKindSchema, kinds), value: text(1_000) });

/** Throws INVALID_ARGUMENT. */
export const entryOf = (tenantId: string, { kind, value }: { readonly kind: Kind; readonly value: string }): Entry => {
  const entry = readEntry(tenantId, kind, value);
  if ("problem" in entry) throw invalidField("target.value", entry.problem);
  return entry;
};
