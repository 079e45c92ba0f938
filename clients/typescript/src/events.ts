import {
  createRegistry,
  type DescMessage,
  fromJson,
  type JsonValue,
  type MessageJsonType,
  type MessageShape,
  toJson,
} from "@bufbuild/protobuf";
import * as campaign from "@marketing/protos/campaign/v1/campaign_events";
import * as content from "@marketing/protos/content/v1/content_events";
import * as identity from "@marketing/protos/identity/v1/identity_events";
import * as lead from "@marketing/protos/lead/v1/lead_events";
import * as tracking from "@marketing/protos/tracking/v1/tracking_events";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { inDoubles } from "@marketing/shared/base/exactNumber";
import type { ServiceName } from "./serviceNames.ts";

interface Contracts {
  readonly identity: typeof identity;
  readonly tracking: typeof tracking;
  readonly campaign: typeof campaign;
  readonly lead: typeof lead;
  readonly content: typeof content;
}

/** Messages of the events' contracts that are parts of events. */
type Part = "TenantSettings";

/** Names of the events a program publishes: "LeadConverted". */
export type EventName<Service extends ServiceName> = {
  [Key in keyof Contracts[Service]]: Key extends `${infer Name}Schema` ? Exclude<Name, Part> : never;
}[keyof Contracts[Service]];

/** Fields that a message always has: those that are neither messages nor `optional`. */
type Always<Shape> = { [Key in keyof Shape]-?: object extends Pick<Shape, Key> ? never : Key }[keyof Shape];

type Whole<Json, Shape> = Json & Required<Pick<Json, Always<Shape> & keyof Json>>;

/** An event's data in protobuf JSON: times as RFC 3339, int64 and numbers that no double holds as text, enums by name. What a message always has is there, be it its zero. */
export type EventData<Service extends ServiceName, Name extends EventName<Service>> = `${Name}Schema` extends infer Key extends
  keyof Contracts[Service]
  ? Contracts[Service][Key] extends infer Desc extends DescMessage
    ? Whole<MessageJsonType<Desc>, MessageShape<Desc>>
    : never
  : never;

/** A CloudEvent 1.0 of the platform, with its extensions. `type` tells what `data` is. */
export interface CloudEvent<Service extends ServiceName, Name extends EventName<Service>> {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: `/marketing/${Service}`;
  readonly type: Name;
  /** As on the wire: marketing.lead.v1.LeadConverted */
  readonly ceType: `marketing.${Service}.v1.${Name}`;
  /** The stream it happened to. */
  readonly subject: string;
  readonly time: Date;
  readonly tenantId: string;
  /** Position in the program's log: what to go on behind. */
  readonly position: number;
  readonly streamVersion: number;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly traceparent: string | null;
  readonly data: EventData<Service, Name>;
}

/** Any event of a program, told apart by its `type`; or one of the names given. */
export type EventOf<Service extends ServiceName, Name extends EventName<Service> = EventName<Service>> = {
  [One in Name]: CloudEvent<Service, One>;
}[Name];

export const ceTypeOf = (service: ServiceName, name: string): string => `marketing.${service}.v1.${name}`;

/** Every message of the events' contracts, by its full name. */
export const eventRegistry = createRegistry(
  identity.file_marketing_identity_v1_identity_events,
  tracking.file_marketing_tracking_v1_tracking_events,
  campaign.file_marketing_campaign_v1_campaign_events,
  lead.file_marketing_lead_v1_lead_events,
  content.file_marketing_content_v1_content_events,
);

/** The same JSON, a number that no double holds as text, with what was left out there again, as it is in an answer; fields of a newer contract are passed over. */
export const wholeData = (desc: DescMessage, data: JsonValue): JsonValue =>
  toJson(desc, fromJson(desc, inDoubles(data) as JsonValue, { ignoreUnknownFields: true }), { alwaysEmitImplicit: true });

/** An event of the bus as subscribers see it; null for a type that this version of the contract does not know. */
export const typedEvent = (service: ServiceName, event: RecordedEvent): unknown => {
  const desc = eventRegistry.getMessage(event.type);
  if (desc === undefined) return null;
  return {
    specversion: "1.0",
    id: event.eventId,
    source: `/marketing/${service}`,
    type: desc.name,
    ceType: event.type,
    subject: event.streamId,
    time: event.recordedAt,
    tenantId: event.tenantId,
    position: event.position,
    streamVersion: event.version,
    correlationId: event.metadata.correlationId ?? null,
    causationId: event.metadata.causationId ?? null,
    traceparent: event.metadata.traceparent ?? null,
    data: wholeData(desc, event.data as JsonValue), // of JSON, and nothing else
  };
};
