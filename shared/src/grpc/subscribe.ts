import type { DescMessage } from "@bufbuild/protobuf";
import type { RecordedEvent } from "../base/event.ts";
import { ownValue } from "../base/own.ts";
import type { PublicEvent } from "../bus/cloudEvent.ts";
import type { Publisher } from "../bus/publisher.ts";
import type { EventLog } from "../log/eventLog.ts";
import { follow } from "../subscription/follow.ts";
import type { Source } from "../subscription/source.ts";
import type { Incoming } from "./contract.ts";
import { serverStream } from "./method.ts";
import type { RpcMethod } from "./rpc.ts";
import { int64, list, object, text, uuid } from "./schema.ts";
import { toTimestamp } from "./struct.ts";

export interface SubscribeOptions<In extends DescMessage> {
  readonly service: string;
  readonly log: EventLog;
  readonly source: Pick<Source, "onWake">;
  readonly publisher: Pick<Publisher, "publish" | "types">;
  /** The request's filter by id, and the fields of the public data in which such an id may stand. */
  readonly about?: { readonly request: keyof Incoming<In> & string; readonly fields: ReadonlyArray<string> };
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
export const subscribeRpc = <In extends DescMessage, Out extends DescMessage>(
  _rpc: { readonly methodKind: "server_streaming"; readonly input: In; readonly output: Out },
  { service, log, source, publisher, about }: SubscribeOptions<In>,
): RpcMethod<"server_streaming", In, Out> => {
  const prefix = `marketing.${service}.v1.`;
  const ids = about ? { [about.request]: list(uuid, 1_000) } : {};
  // every service's Subscribe has these fields and this answer; only the name of its filter by id differs
  return serverStream({
    scope: `${service}:read`,
    request: object({ afterPosition: int64({ min: 0 }), eventTypes: list(text(100), 100), ...ids }),
    answerCost: (answer) => ("event" in answer && answer.event !== null ? 1 : 0),
    handle: (ctx, r) => {
      const wanted = new Set(r.eventTypes.map((t) => (t.startsWith(prefix) ? t : prefix + t)));
      const asked: Readonly<Record<string, unknown>> = r;
      const concerned = new Set<unknown>(about ? (asked[about.request] as ReadonlyArray<string>) : []);
      const concerns = (data: object): boolean =>
        concerned.size === 0 || (about?.fields ?? []).some((field) => concerned.has(ownValue(data as Record<string, unknown>, field)));
      return follow({
        log,
        source,
        tenantId: ctx.tenantId,
        after: r.afterPosition,
        types: publisher.types.filter((t) => wanted.size === 0 || wanted.has(t.type)).map((t) => t.private),
        signal: ctx.signal,
        pick: (e) => {
          const p = publisher.publish(e);
          return p === null || !concerns(p.data as object) ? null : publicEvent(e, p);
        },
      });
    },
  }) as RpcMethod<"server_streaming", In, Out>;
};
