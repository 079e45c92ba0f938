import { Code } from "@marketing/shared/base/code";
import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import { testPlatformKey } from "../support/services.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld({ services: ["identity", "tracking", "campaign"] });
});
afterAll(() => world?.close());

interface Ended {
  readonly code: number;
  readonly reason: string;
  readonly at: number;
}

/** Takes all that a stream gives, until it ends. */
const taking = (messages: AsyncIterable<unknown>) => {
  const taken: { at: number }[] = [];
  const ended = (async (): Promise<Ended> => {
    try {
      for await (const _ of messages) taken.push({ at: performance.now() });
    } catch (error) {
      const { code, reason } = error as { code: number; reason: string };
      return { code, reason, at: performance.now() };
    }
    return { code: 0, reason: "", at: performance.now() };
  })();
  return { taken, ended };
};

const event = { eventName: "step", userId: "ann" };
async function* batches(stop: () => boolean) {
  while (!stop()) {
    yield { batchId: uuidv7(), events: [event] };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const open = (tenant: Tenant, stop: () => boolean) => ({
  "identity Subscribe": taking(tenant.stream("IdentityService/Subscribe", { afterPosition: 0 })),
  "tracking Subscribe": taking(tenant.stream("TrackingService/Subscribe", { afterPosition: 0 })),
  "campaign Subscribe": taking(tenant.stream("CampaignService/Subscribe", { afterPosition: 0 })),
  WatchCampaigns: taking(tenant.stream("CampaignService/WatchCampaigns", { afterPosition: 0 })),
  ClaimTasks: taking(tenant.stream("TaskService/ClaimTasks", { taskTypes: ["send"], workerId: "w", leaseSeconds: 60 })),
  TrackStream: taking(tenant.client("TrackingService").duplex("TrackStream", batches(stop))),
});

it("a key that is revoked ends all its streams within seconds, in every service, and nothing is delivered on them afterwards", async () => {
  const [tenant, other] = [await world.newTenant("one"), await world.newTenant("other")];
  const platform = world.open("TenantService", { apiKey: testPlatformKey, tenantId: tenant.tenantId });
  let over = false;
  const streams = open(tenant, () => over);
  const theirs = taking(other.stream("TrackingService/Subscribe", { afterPosition: 0 }));
  const { tracked } = { tracked: streams["tracking Subscribe"].taken };
  await until("events come", () => tracked.length > 5 && streams.TrackStream.taken.length > 5);
  const { apiKeys } = await platform.call("ListApiKeys", {});
  const { keyId } = apiKeys.find((key: { name: string }) => key.name === "test");
  const revokedAt = performance.now();
  await platform.call("RevokeApiKey", { keyId });
  for (const [name, { ended }] of Object.entries(streams)) {
    const end = await ended;
    console.log(`${name} ended ${Math.round(end.at - revokedAt)} ms after the revocation`);
    expect({ name, ...end }).toMatchObject({ name, code: Code.UNAUTHENTICATED, reason: "API_KEY_REVOKED" });
    expect(end.at - revokedAt).toBeLessThan(stretched(8_000));
  }
  over = true;
  const before = Object.values(streams).map(({ taken }) => taken.length);
  const rest = world.as(tenant.tenantId, "TrackingService");
  await rest.call("TrackEvents", { events: [event, event] });
  await other.call("TrackingService/TrackEvent", { event });
  await until("another tenant's stream goes on", () => theirs.taken.length > 1);
  expect(Object.values(streams).map(({ taken }) => taken.length)).toEqual(before);
});
