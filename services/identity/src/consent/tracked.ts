import { uuidv5 } from "@marketing/shared/base/ids";
import type { BulkItem } from "@marketing/shared/log/eventLog";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import type { ConsentEvent, Statement } from "./events.ts";
import { ofPerson } from "./subject.ts";
import { type Channel, type ConsentStatus, channels, defaultPurpose, everyPurpose, purposeOf } from "./terms.ts";

// What tracked events say of being addressed: mail tools' "Unsubscribed", and the consent that Segment's libraries send along.

interface Heard extends Pick<Statement, "channel" | "purpose"> {
  readonly status: ConsentStatus;
}

/** Names of events, as purposeOf makes them: the channel, where the name says it, and what was done. */
const named = /^(?:(email|sms|push|ads|newsletter)_)?(unsubscribed?|opt_?out|opted_out|subscribed?|opt_?in|opted_in|marked_as_spam)$/;
/** Without a channel in its name, "Subscribed" is more often a plan than a newsletter. */
const isGrant = (what: string): boolean => /^(subscribed?|opt_?in|opted_in)$/.test(what);

const object = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as { readonly [name: string]: unknown }) : {};

const isChannel = (text: unknown): text is Channel => (channels as ReadonlyArray<unknown>).includes(text);

const ofName = ({ eventName, properties }: TrackedEvent): ReadonlyArray<Heard> => {
  const [, inName, what] = named.exec(purposeOf(eventName) ?? "") ?? [];
  if (what === undefined || (isGrant(what) && inName === undefined)) return [];
  const told = isChannel(properties.channel) ? properties.channel : undefined;
  const channel = inName === undefined ? (told ?? "email") : inName === "newsletter" ? "email" : (inName as Channel);
  const given = typeof properties.purpose === "string" ? purposeOf(properties.purpose) : null;
  const purpose = given ?? (inName === "newsletter" ? "newsletter" : null);
  return isGrant(what)
    ? [{ channel, purpose: purpose ?? defaultPurpose, status: "granted" }]
    : [{ channel, purpose: what === "marked_as_spam" ? everyPurpose : (purpose ?? everyPurpose), status: "withdrawn" }];
};

/** `consent.categoryPreferences`: each category is a purpose of advertising, which is what they let through or stop. */
const ofCategories = ({ properties }: TrackedEvent): ReadonlyArray<Heard> => {
  const consent = object(properties.consent ?? object(properties.context).consent);
  return Object.entries(object(consent.categoryPreferences ?? consent.category_preferences)).flatMap(([category, allowed]): Heard[] => {
    const purpose = purposeOf(category);
    if (purpose === null || typeof allowed !== "boolean") return [];
    return [{ channel: "ads", purpose, status: allowed ? "granted" : "withdrawn" }];
  });
};

/** What an event says. A crawler that follows every link of a mail may unsubscribe its reader and never agrees for them. */
export const consentsIn = (event: TrackedEvent): ReadonlyArray<Heard> =>
  [...ofName(event), ...ofCategories(event)].filter(({ status }) => status === "withdrawn" || !event.isBot);

/**
 * Consents of a batch, to be appended with it. Libraries send the same preferences along with every event: of words that follow each other and say
 * the same the last is enough, since only a word of another status between them could tell them apart.
 */
export const consentItems = (batch: ReadonlyArray<TrackedEvent>): BulkItem[] => {
  const words = batch
    .flatMap((event) =>
      consentsIn(event).map((heard) => ({ event, heard, key: [event.tenantId, event.userId, heard.channel, heard.purpose].join() })),
    )
    .sort((a, b) => a.event.at - b.event.at || (a.event.messageId < b.event.messageId ? -1 : 1));
  return [...Map.groupBy(words, ({ key }) => key).values()].flatMap((same) =>
    same
      .filter(({ heard }, i) => same[i + 1]?.heard.status !== heard.status)
      .map(({ event, heard: { status, channel, purpose } }): BulkItem => {
        const subject = ofPerson(event.userId);
        const type: ConsentEvent["type"] = status === "granted" ? "consent_granted" : "consent_withdrawn";
        const said = {
          at: event.at,
          messageId: event.messageId,
          source: `event:${event.eventName}`.slice(0, 255),
          wordingVersion: null,
          proof: null,
        };
        return {
          tenantId: event.tenantId,
          receiptId: uuidv5(`consent:${event.eventId}:${channel}:${purpose}`, event.userId),
          fingerprint: 0,
          streamId: `consent-${event.userId}`,
          event: { type, data: { ...subject, channel, purpose, ...said }, subjectId: event.userId },
        };
      }),
  );
};
