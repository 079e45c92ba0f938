import {
  AddressableBySchema,
  ConsentChannelSchema,
  ConsentStatementSchema,
  ConsentStatusSchema,
} from "@marketing/protos/identity/v1/consent_service";
import { checked, enumOf, jsonObject, message, optional, text, timestamp } from "@marketing/shared/grpc/schema";
import type { Subject } from "../audience/audience.ts";
import { email, optionalPersonId } from "../grpc/fields.ts";
import { exactlyOne, idOf } from "../grpc/userReference.ts";
import { channels, everyPurpose, purposeProblem } from "./terms.ts";

// Fields that several RPCs have, and what their values mean.

const channel = enumOf(ConsentChannelSchema, channels);

/** For whom an audience is. */
export const addressableBy = message(AddressableBySchema, { channel, purpose: checked(text(64), purposeProblem) });

/** A person, or an address whoever has it. */
export const subjectFields = { userId: optionalPersonId, anonymousId: optionalPersonId, email: optional(email) };
export const oneSubject = exactlyOne({ userId: "user_id", anonymousId: "anonymous_id", email: "email" });

interface SubjectRequest {
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly email: string | null;
}
export const subjectOf = (tenantId: string, r: SubjectRequest): Subject =>
  r.email === null ? { userId: idOf(tenantId, r) } : { email: r.email.trim() };

const day = 86_400_000;
const said = checked(timestamp, (at) => (at.getTime() <= Date.now() + day ? null : "must not be more than a day ahead"));

/** One grant or withdrawal. */
export const statement = checked(
  message(ConsentStatementSchema, {
    channel,
    purpose: checked(text(64), (p) => (p === everyPurpose ? null : purposeProblem(p))),
    status: enumOf(ConsentStatusSchema, ["granted", "withdrawn"]),
    at: optional(said),
    source: optional(text(255)),
    wordingVersion: optional(text(100)),
    proof: jsonObject({ depth: 5, maxBytes: 8_192 }),
  }),
  ({ purpose, status }) => (purpose === everyPurpose && status === "granted" ? 'a grant names its purpose, and not "*"' : null),
);
