import { Schema } from "effect";
import type { RecordedEvent } from "../base/event.ts";
import type { PublicEvent } from "../bus/cloudEvent.ts";
import type { PublicType } from "../bus/publisher.ts";
import type { EventLog } from "../log/eventLog.ts";
import { follow } from "../subscription/follow.ts";
import type { Source } from "../subscription/source.ts";
import { type Method, serverStream } from "./method.ts";
import { int64, list, text, uuid } from "./schema.ts";
import { toTimestamp } from "./struct.ts";

export interface SubscribeOptions {
  readonly service: string;
  readonly log: EventLog;
  readonly source: Pick<Source, "onWake">;
  /** The service's publish.ts. */
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
  readonly types: ReadonlyArray<PublicType>;
  /** The request's filter by id, and the fields of the public data in which such an id may stand. */
  readonly about?: { readonly request: string; readonly fields: ReadonlyArray<string> };
}

const publicEvent = (e: RecordedEvent, p: PublicEvent) => ({
  eventId: e.eventId,
  type: p.type,
  streamId: e.streamId,
  streamVersion: e.version,
  time: toTimestamp(e.recordedAt),
  data: JSON.stringify(p.data),
  correlationId: e.metadata.correlationId ?? "",
  causationId: e.metadata.causationId ?? "",
});

/** The Subscribe RPC of a service: its caller's public events after a position, then live; the same events, order and shape as on the bus. */
export const subscribeMethod = ({ service, log, source, publish, types, about }: SubscribeOptions): Method => {
  const prefix = `marketing.${service}.v1.`;
  const request = Schema.Struct({
    afterPosition: int64({ min: 0 }),
    eventTypes: list(text(100), 100),
    ...(about ? { [about.request]: list(uuid, 1_000) } : {}),
  });
  return serverStream({
    scope: `${service}:read`,
    request: request as unknown as Schema.Codec<{ afterPosition: number; eventTypes: ReadonlyArray<string> }, unknown>,
    handle: (ctx, r) => {
      const wanted = new Set(r.eventTypes.map((t) => (t.startsWith(prefix) ? t : prefix + t)));
      const ids = new Set<unknown>(about ? (r as unknown as Record<string, ReadonlyArray<string>>)[about.request] : []);
      const concerns = (data: object): boolean =>
        ids.size === 0 || (about?.fields ?? []).some((field) => ids.has((data as Record<string, unknown>)[field]));
      return follow({
        log,
        source,
        tenantId: ctx.tenantId,
        after: r.afterPosition,
        types: types.filter((t) => wanted.size === 0 || wanted.has(t.type)).map((t) => t.private),
        signal: ctx.signal,
        pick: (e) => {
          const p = publish(e);
          return p === null || !concerns(p.data as object) ? null : publicEvent(e, p);
        },
      });
    },
  });
};
