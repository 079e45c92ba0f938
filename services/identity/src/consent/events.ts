import { ConsentGrantedSchema, ConsentWithdrawnSchema } from "@marketing/protos/identity/v1/identity_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import type { JsonObject } from "@marketing/shared/base/json";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { Channel } from "./terms.ts";

/** What was said of one channel and purpose. */
export interface Statement {
  readonly channel: Channel;
  readonly purpose: string;
  /** When it was said, ms since 1970. */
  readonly at: number;
  /** Of two words of one moment the one with the later id counts. */
  readonly messageId: string;
  readonly source: string;
  readonly wordingVersion: string | null;
  /** Null also once the person's key was destroyed. */
  readonly proof: JsonObject | null;
}

/** Of whom it was said: of somebody under one of their ids, or of whoever has an address. */
export interface Subject {
  /** The user's id, or the id that stands for the address. */
  readonly subjectId: string;
  /** Of the address's normal form, in hexadecimal; null = of a person. */
  readonly addressSha256: string | null;
}

export interface Said extends Statement, Subject {}

const told = (d: Said) => ({
  userId: d.addressSha256 === null ? d.subjectId : undefined,
  addressSha256: d.addressSha256 ?? undefined,
  channel: d.channel,
  purpose: d.purpose,
  timestamp: isoTime(d.at),
  source: d.source,
  wordingVersion: d.wordingVersion ?? undefined,
  messageId: d.messageId,
});

const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const sample: Said = {
  ...{ subjectId: userId, addressSha256: null, channel: "email", purpose: "newsletter", at: Date.UTC(2026, 4, 4, 9, 30) },
  ...{ messageId: "m-4711", source: "form:footer", wordingVersion: "2026-03", proof: { form: "footer" } },
};

/** Streams `consent-<subject id>`. */
export const consentEvents = defineEvents(
  {
    consent_granted: event<Said>({
      version: 1,
      personal: ["proof"],
      public: shape("consent.granted", ConsentGrantedSchema, told),
      sample,
    }),
    consent_withdrawn: event<Said>({
      version: 1,
      personal: ["proof"],
      public: shape("consent.withdrawn", ConsentWithdrawnSchema, told),
      sample: { ...sample, purpose: "*", source: "link:unsubscribe", wordingVersion: null, proof: null },
    }),
  },
  { sampleStream: `consent-${userId}` },
);
export type ConsentEvent = EventOf<typeof consentEvents>;

export const statusOf = ({ type }: Pick<ConsentEvent, "type">): "granted" | "withdrawn" =>
  type === "consent_granted" ? "granted" : "withdrawn";
