import {
  ConsentChannelSchema,
  type ConsentEntrySchema,
  type ConsentSchema,
  ConsentStatusSchema,
} from "@marketing/protos/identity/v1/consent_service";
import type { JsonObject } from "@marketing/shared/base/json";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toStruct, toTimestamp } from "@marketing/shared/grpc/struct";
import type { ConsentRow } from "./rows.ts";

export const consentMessage = (c: ConsentRow): Outgoing<typeof ConsentSchema> => ({
  channel: enumName(ConsentChannelSchema, c.channel),
  purpose: c.purpose,
  status: enumName(ConsentStatusSchema, c.status),
  at: toTimestamp(c.at),
  source: c.source,
  wordingVersion: c.wording_version ?? "",
  proof: c.proof === null ? null : toStruct(c.proof as JsonObject),
  userId: c.of_address ? "" : c.subject_id,
});

export const entryMessage = (c: ConsentRow): Outgoing<typeof ConsentEntrySchema> => ({ consent: consentMessage(c), position: c.position });
