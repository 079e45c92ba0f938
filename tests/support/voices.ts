import { uuidv7 } from "@marketing/shared/base/ids";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { type Bus, publishRaw } from "@marketing/shared/bus/connection";
import { declareStream } from "@marketing/shared/bus/stream";
import { subjectOf } from "@marketing/shared/bus/subject";
import type { ServiceName } from "./rpc.ts";

export interface Told {
  /** "LeadConverted" */
  readonly type: string;
  readonly data: object;
  /** Twice the same is the same event twice. */
  readonly eventId?: string;
  readonly streamId?: string;
}

/** Services that a test plays on the bus, for those that hear them. */
export interface Voices {
  /** Puts an event on the bus as the service's relay would. Resolves to its id. */
  tell(service: ServiceName, tenantId: string, type: string, data: object, more?: Partial<Told>): Promise<string>;
  /** Many at once, in their order. */
  tellAll(service: ServiceName, tenantId: string, events: ReadonlyArray<Told>): Promise<void>;
  /** How many events a service has told, which is the position of the last. */
  told(service: ServiceName): number;
}

/** Subscriptions filter by the event's name, where they do, and only tracking's. */
const wordsOf = (service: ServiceName, { type, data }: Told): [entity: string, event: string] =>
  service === "tracking" ? ["event", String((data as { eventName?: string }).eventName)] : [service, type];

export const openVoices = async (bus: Bus, services: ReadonlyArray<ServiceName>): Promise<Voices> => {
  for (const service of services) await declareStream(bus.nc, { service });
  const positions = new Map<ServiceName, number>();
  const told = (service: ServiceName): number => positions.get(service) ?? 0;
  const put = (service: ServiceName, tenantId: string, event: Told): string => {
    const position = told(service) + 1;
    positions.set(service, position);
    const recorded = {
      position,
      tenantId,
      streamId: event.streamId ?? `test-${position}`,
      version: position,
      eventId: event.eventId ?? uuidv7(),
      type: "x",
      schemaVersion: 1,
      data: null,
      metadata: {},
      subjectId: null,
      recordedAt: new Date(),
    };
    const [entity, name] = wordsOf(service, event);
    const mapping = { entity, event: name, type: `marketing.${service}.v1.${event.type}`, data: event.data };
    const { headers, payload } = encodeCloudEvent(service, recorded, mapping);
    publishRaw(bus.nc, subjectOf(service, entity, name, tenantId), headers, payload, "");
    return recorded.eventId;
  };
  return {
    told,
    async tell(service, tenantId, type, data, more = {}) {
      const eventId = put(service, tenantId, { type, data, ...more });
      await bus.nc.flush();
      return eventId;
    },
    async tellAll(service, tenantId, events) {
      for (const event of events) put(service, tenantId, event);
      await bus.nc.flush();
    },
  };
};
