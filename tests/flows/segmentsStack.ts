import { randomUUID } from "node:crypto";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { connectBus } from "@marketing/shared/bus/connection";
import { startRelay } from "@marketing/shared/bus/relay";
import { createClient, type Message, type RpcClient } from "@marketing/shared/grpc/client";
import { toStruct } from "@marketing/shared/grpc/struct";
import { until } from "../support/patience.ts";
import { type IdentityStack, startIdentity, type Tenant, type TrackedInput } from "./identityStack.ts";

export interface SegmentTenant extends Tenant {
  /** A call of the SegmentService. */
  segment(rpc: string, request: object): Promise<Message>;
  identify(userId: string, traits?: object, more?: object): Promise<Message>;
  create(name: string, rule: object, priority?: number): Promise<Message>;
  /** Creates and activates. */
  define(name: string, rule: object, priority?: number): Promise<Message>;
  /** Everybody has been evaluated by the newest rule. */
  built(name: string): Promise<Message>;
  /** External ids given, in the segment as ListSegmentMembers says. */
  members(name: string): Promise<string[]>;
  /** users.segment, "" = none. */
  primary(userId: string): Promise<string>;
}
export interface SegmentsStack {
  readonly identity: IdentityStack;
  tenant(): Promise<SegmentTenant>;
  /** Puts events on the bus as lead would. */
  lead(
    tenant: Tenant,
    events: ReadonlyArray<{ readonly type: string; readonly data: { readonly leadId: string; readonly [field: string]: unknown } }>,
  ): Promise<void>;
  /** Nothing is left to be evaluated, and the tables show it. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface Did extends Partial<TrackedInput> {
  readonly properties?: object;
}

export const startSegments = async (): Promise<SegmentsStack> => {
  const identity = await startIdentity({ SESSION_SWEEP_MS: "3600000" });
  const clients: RpcClient[] = [];
  const bus = await connectBus({ url: identity.nc.info ? `nats://127.0.0.1:${identity.nc.info.port}` : "", name: "lead-test" });
  const told: RecordedEvent[] = [];
  const wakes = new Set<() => void>();
  const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const relay = startRelay({
    nc: bus.nc,
    service: "lead",
    logger,
    source: {
      name: "log",
      read: async (cursor, limit) => {
        const events = told.filter((e) => e.position > cursor.position).slice(0, limit);
        return { events, next: { position: events.at(-1)?.position ?? cursor.position, token: null }, head: told.length };
      },
      onWake: (wake) => {
        wakes.add(wake);
        return () => wakes.delete(wake);
      },
    },
    publish: (e) => ({ entity: "lead", event: e.type, type: `marketing.lead.v1.${e.type}`, data: e.data }),
  });
  return {
    identity,
    async tenant() {
      const tenant = await identity.newTenant();
      const client = createClient({
        address: identity.service.address,
        package: "marketing.identity.v1",
        service: "SegmentService",
        apiKey: tenant.key,
      });
      clients.push(client);
      const create = (name: string, rule: object, priority = 10) =>
        client.call("CreateSegment", { name, rule: toStruct(rule as never), priority });
      return {
        ...tenant,
        segment: (rpc, request) => client.call(rpc, request),
        identify: (userId, traits = {}, more = {}) =>
          tenant.identity.call("Identify", { userId, traits: toStruct(traits as never), ...more }),
        create,
        define: async (name, rule, priority = 10) => {
          await create(name, rule, priority);
          return client.call("ActivateSegment", { segment: name });
        },
        built: async (name) => {
          let build: Message = {};
          await until(`${name} is built`, async () => {
            const found = await client.call("GetSegment", { segment: name });
            build = found.build ?? {};
            return build.phase === "BUILD_PHASE_READY" && build.revision === found.segment.revision;
          });
          return build;
        },
        members: async (name) => {
          const { members } = await client.call("ListSegmentMembers", { segment: name, pageSize: 1_000 });
          if (members.length === 0) return [];
          const { users } = await tenant.identity.call("BatchGetUsers", { userIds: members.map((m: Message) => m.userId) });
          return users.map((u: Message) => u.externalId || u.userId).sort();
        },
        primary: async (userId) => (await tenant.identity.call("GetUser", { userId })).user.segment,
      };
    },
    async lead(tenant, events) {
      for (const { type, data } of events)
        told.push({
          position: told.length + 1,
          tenantId: tenant.tenantId,
          streamId: `lead-${data.leadId}`,
          version: told.length + 1,
          eventId: randomUUID(),
          type,
          schemaVersion: 1,
          data,
          metadata: {},
          subjectId: null,
          recordedAt: new Date(),
        });
      for (const wake of wakes) wake();
      await until("lead's events are on the bus", async () => relay.status().position >= told.length);
    },
    settled: async () => {
      await until("the segments are settled", async () => {
        const [row] = await identity.sql(
          `SELECT (SELECT count(*)::int FROM segment_touches) + (SELECT count(*)::int FROM segment_rules WHERE phase <> 'ready')
              + (SELECT count(*)::int FROM segment_due WHERE due_at <= now()) AS work,
            (SELECT max(position) FROM event_log) <= (SELECT min(position) FROM checkpoints WHERE subscription IN ('users', 'segments', 'segment_touch')) AS seen`,
        );
        return row.work === 0 && row.seen === true;
      });
    },
    async close() {
      await relay.stop();
      for (const client of clients) client.close();
      await bus.close();
      await identity.close();
    },
  };
};
