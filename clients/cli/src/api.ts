import type { RpcClient } from "@marketing/shared/grpc/client";
import { fromStruct, fromTimestamp, type WireStruct, type WireTimestamp } from "@marketing/shared/grpc/struct";

/** The parts of the answers that this program prints. int64 are strings, an unset message is null. */
export interface WireUser {
  readonly userId: string;
  readonly email: string;
  readonly createdAt: WireTimestamp | null;
  readonly lastSeen: WireTimestamp | null;
  readonly traits: WireStruct | null;
  readonly segment: string;
  readonly ltvPrediction?: string;
  readonly churnRisk?: number;
  readonly externalId: string;
  readonly anonymous: boolean;
  readonly currency: string;
  readonly mergedUserIds: ReadonlyArray<string>;
}

export interface WireEvent {
  readonly eventId: string;
  readonly userId: string;
  readonly externalId: string;
  readonly anonymousId: string;
  readonly eventName: string;
  readonly properties: string;
  readonly timestamp: WireTimestamp | null;
  readonly originalTimestamp: WireTimestamp | null;
  readonly receivedAt: WireTimestamp | null;
  readonly sessionId: string;
  readonly ipAddress: string;
  readonly messageId: string;
  readonly channel: string;
  readonly isBot: boolean;
  readonly country: string;
}

export interface WireSubscriptionStatus {
  readonly name: string;
  readonly kind: string;
  readonly source: string;
  readonly generation: number;
  readonly position: string;
  readonly head: string;
  readonly lagEvents: string;
  readonly lagSeconds: number;
  readonly parkedStreams: number;
  readonly parkedEvents: number;
  readonly owner: string;
  readonly building: boolean;
  readonly lastError: string;
}

export interface WireStatus {
  readonly service: string;
  readonly instanceId: string;
  readonly head: string;
  readonly subscriptions: ReadonlyArray<WireSubscriptionStatus>;
  readonly relay: {
    readonly position: string;
    readonly lagEvents: string;
    readonly lagSeconds: number;
    readonly owner: string;
    readonly lastError: string;
  } | null;
  readonly oldestOpenAppendSeconds: number;
  readonly dependencies: ReadonlyArray<{ readonly name: string; readonly ok: boolean }>;
}

/** RFC 3339, or null for an absent time. */
export const isoOf = (time: WireTimestamp | null | undefined): string | null => {
  if (time === null || time === undefined) return null;
  const date = fromTimestamp(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};

/** For people: 2026-01-31 12:00:00, UTC. */
export const clockOf = (time: WireTimestamp | null | undefined): string | null => isoOf(time)?.replace("T", " ").slice(0, 19) ?? null;

export const plainStruct = (struct: WireStruct | null): Record<string, unknown> => (struct === null ? {} : fromStruct(struct, 64));

export const plainUser = (user: WireUser) => ({
  user_id: user.userId,
  external_id: user.externalId,
  email: user.email,
  anonymous: user.anonymous,
  created_at: isoOf(user.createdAt),
  last_seen: isoOf(user.lastSeen),
  segment: user.segment,
  traits: plainStruct(user.traits),
  ...(user.ltvPrediction !== undefined && { ltv_prediction: user.ltvPrediction, currency: user.currency }),
  ...(user.churnRisk !== undefined && { churn_risk: user.churnRisk }),
  merged_user_ids: user.mergedUserIds,
});

export const propertiesOf = (event: Pick<WireEvent, "properties">): Record<string, unknown> => {
  try {
    return event.properties === "" ? {} : (JSON.parse(event.properties) as Record<string, unknown>);
  } catch {
    return {};
  }
};

export const plainEvent = (event: WireEvent) => ({
  event_id: event.eventId,
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

/** Every item of a paged list, at most `limit`. `field` is where the answer has them. */
export const paged = async function* <T>(
  client: RpcClient,
  rpc: string,
  request: object,
  field: string,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<T> {
  let pageToken = "";
  let left = limit;
  do {
    const page = await client.call<Record<string, unknown>>(rpc, { ...request, pageSize: Math.min(1_000, left), pageToken });
    for (const item of page[field] as ReadonlyArray<T>) {
      yield item;
      left -= 1;
      if (left <= 0) return;
    }
    pageToken = String(page.nextPageToken ?? "");
  } while (pageToken !== "");
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
