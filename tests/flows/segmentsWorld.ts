import { toStruct } from "@marketing/shared/grpc/struct";
import { until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { type IdentityTenant, identityTenant, openIdentityWorld, type TrackedInput } from "./identityWorld.ts";

export interface SegmentTenant extends IdentityTenant {
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

export interface Did extends Partial<TrackedInput> {
  readonly properties?: object;
}

export const openSegmentsWorld = (): Promise<World> => openIdentityWorld({ SESSION_SWEEP_MS: "3600000" });

export const segmentTenant = async (world: World): Promise<SegmentTenant> => {
  const tenant = await identityTenant(world);
  const { identity } = tenant;
  const client = tenant.client("SegmentService");
  const create = (name: string, rule: object, priority = 10) =>
    client.call("CreateSegment", { name, rule: toStruct(rule as never), priority });
  return {
    ...tenant,
    segment: (rpc, request) => client.call(rpc, request),
    identify: (userId, traits = {}, more = {}) => identity.call("Identify", { userId, traits: toStruct(traits as never), ...more }),
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
      const { users } = await identity.call("BatchGetUsers", { userIds: members.map((m: Message) => m.userId) });
      return users.map((u: Message) => u.externalId || u.userId).sort();
    },
    primary: async (userId) => (await identity.call("GetUser", { userId })).user.segment,
  };
};

/** Nothing is left to be evaluated, and the tables show it. */
export const segmentsSettled = async (world: World): Promise<void> => {
  await until("the segments are settled", async () => {
    const [row] = await world.sql(
      `SELECT (SELECT count(*)::int FROM segment_touches) + (SELECT count(*)::int FROM segment_rules WHERE phase <> 'ready')
          + (SELECT count(*)::int FROM segment_due WHERE due_at <= now()) AS work,
        (SELECT max(position) FROM event_log) <= (SELECT min(position) FROM checkpoints WHERE subscription IN ('users', 'segments', 'segment_touch')) AS seen`,
    );
    return row.work === 0 && row.seen === true;
  });
};
