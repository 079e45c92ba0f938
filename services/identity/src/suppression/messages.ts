import { SuppressionKindSchema, type SuppressionSchema } from "@marketing/protos/identity/v1/consent_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { SuppressionRow } from "./rows.ts";

export const suppressionMessage = (s: SuppressionRow): Outgoing<typeof SuppressionSchema> => ({
  kind: enumName(SuppressionKindSchema, s.kind),
  value: s.value,
  reason: s.reason,
  addedAt: toTimestamp(s.added_at),
});
