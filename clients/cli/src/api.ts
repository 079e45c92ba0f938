import { type Timestamp, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { MarketingClient } from "@marketing/client";
import { readJson } from "@marketing/client/json";

export type Answered<Call extends (...args: never[]) => unknown> = Awaited<ReturnType<Call>>;

export type User = NonNullable<Answered<MarketingClient["identity"]["getUser"]>["user"]>;
export type Event = Answered<MarketingClient["tracking"]["listEvents"]>["events"][number];
export type Campaign = NonNullable<Answered<MarketingClient["campaign"]["getCampaign"]>["campaign"]>;
export type AdCampaign = NonNullable<Answered<MarketingClient["adCampaign"]["getAdCampaign"]>["adCampaign"]>;
export type Task = NonNullable<Answered<MarketingClient["task"]["getTask"]>["task"]>;
export type Lead = NonNullable<Answered<MarketingClient["lead"]["getLead"]>["lead"]>;
export type LeadEntry = Answered<MarketingClient["lead"]["getLeadHistory"]>["entries"][number];
export type LeadSource = Answered<MarketingClient["lead"]["getFunnel"]>["sources"][number];
export type Content = NonNullable<Answered<MarketingClient["content"]["getContent"]>["content"]>;
export type ContentVersion = Answered<MarketingClient["content"]["listVersions"]>["versions"][number];

/** RFC 3339, or null for an absent time. */
export const isoOf = (time: Timestamp | undefined): string | null => {
  const date = time && timestampDate(time);
  return date === undefined || Number.isNaN(date.getTime()) ? null : date.toISOString();
};

export const timestampOf = (time: Date | undefined): Timestamp | undefined => time && timestampFromDate(time);

/** For people: 2026-01-31 12:00:00, UTC. */
export const clockOf = (time: Timestamp | undefined): string | null => isoOf(time)?.replace("T", " ").slice(0, 19) ?? null;

/** CampaignStatus.ACTIVE → active; a value that this version does not know → its number. */
export const wordOf = (words: Readonly<Record<string, number>>, value: number): string =>
  Object.entries(words)
    .find(([, number]) => number === value)?.[0]
    .toLowerCase() ?? String(value);

/** A message's fields, without what says which message it is. */
export const fieldsOf = <One extends { readonly $typeName: string; readonly $unknown?: unknown }>({
  $typeName,
  $unknown,
  ...fields
}: One) => fields;

export const plainUser = (user: User) => ({
  user_id: user.userId,
  external_id: user.externalId,
  email: user.email,
  anonymous: user.anonymous,
  created_at: isoOf(user.createdAt),
  last_seen: isoOf(user.lastSeen),
  segment: user.segment,
  traits: user.traits ?? {},
  ...(user.ltvPrediction !== undefined && { ltv_prediction: user.ltvPrediction, currency: user.currency }),
  ...(user.churnRisk !== undefined && { churn_risk: user.churnRisk }),
  merged_user_ids: user.mergedUserIds,
});

export const propertiesOf = (event: Pick<Event, "properties">): Record<string, unknown> => {
  try {
    return event.properties === "" ? {} : (readJson(event.properties) as Record<string, unknown>);
  } catch {
    return {};
  }
};

export const plainEvent = (event: Event) => ({
  event_id: String(event.eventId),
  user_id: event.userId,
  external_id: event.externalId,
  anonymous_id: event.anonymousId,
  event_name: event.eventName,
  properties: propertiesOf(event),
  timestamp: isoOf(event.timestamp),
  original_timestamp: isoOf(event.originalTimestamp),
  received_at: isoOf(event.receivedAt),
  session_id: event.sessionId,
  ip_address: event.ipAddress,
  message_id: event.messageId,
  is_bot: event.isBot,
  country: event.country,
});
