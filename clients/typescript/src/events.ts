import type { RecordedEvent } from "@marketing/shared/base/event";
import type { WireEvents } from "./gen/events.ts";
import type { ServiceName } from "./services.ts";
import type { Answer } from "./types.ts";
import { fromJson, planOf } from "./wire.ts";

/** Names of the events a program publishes: "LeadConverted". */
export type EventName<Service extends ServiceName> = keyof WireEvents[Service] & string;

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
  readonly data: Answer<WireEvents[Service][Name]>;
}

/** Any event of a program, told apart by its `type`; or one of the names given. */
export type EventOf<Service extends ServiceName, Name extends EventName<Service> = EventName<Service>> = {
  [One in Name]: CloudEvent<Service, One>;
}[Name];

export const ceTypeOf = (service: ServiceName, name: string): string => `marketing.${service}.v1.${name}`;

/** An event of the bus as subscribers see it; null for a type that this version of the contract does not know. */
export const typedEvent = (service: ServiceName, event: RecordedEvent): unknown => {
  const type = event.type.slice(event.type.lastIndexOf(".") + 1);
  let data: object;
  try {
    data = fromJson(planOf(event.type), event.data as object);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
  return {
    specversion: "1.0",
    id: event.eventId,
    source: `/marketing/${service}`,
    type,
    ceType: event.type,
    subject: event.streamId,
    time: event.recordedAt,
    tenantId: event.tenantId,
    position: event.position,
    streamVersion: event.version,
    correlationId: event.metadata.correlationId ?? null,
    causationId: event.metadata.causationId ?? null,
    traceparent: event.metadata.traceparent ?? null,
    data,
  };
};
