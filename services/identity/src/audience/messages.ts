import { LeftOutReasonSchema, type LeftOutSchema } from "@marketing/protos/identity/v1/consent_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import type { LeftOutCounts, LeftOutReason } from "./mayAddress.ts";

export const reasonMessage = (reason: LeftOutReason) => enumName(LeftOutReasonSchema, reason);

export const leftOutMessages = (counts: LeftOutCounts): ReadonlyArray<Outgoing<typeof LeftOutSchema>> =>
  counts.entries().map(({ reason, people }) => ({ reason: reasonMessage(reason), people }));
