import { randomUUID } from "node:crypto";
import { userIdOf } from "@marketing/protos/ids";
import { createClient, type Message, type RpcClient } from "@marketing/shared/grpc/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import { createTestDatabase, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

// identity, tracking and lead as they are, over a real bus.
const names = { identity: "IdentityService", tracking: "TrackingService", lead: "LeadService" } as const;
type Name = keyof typeof names;
const services = new Map<Name, TestService>();
const clients: RpcClient[] = [];
let release: () => Promise<unknown>;

beforeAll(async () => {
  const [database, redis, nats] = await Promise.all([createTestDatabase(), testRedis(), testNats()]);
  release = () => Promise.all([database.drop(), redis.release(), nats.release()]);
  const on = { database, redisUrl: redis.url, natsUrl: nats.url };
  await Promise.all(
    (Object.keys(names) as Name[]).map(async (name) => {
      const service = await startService(name, serviceEnv(name, on));
      services.set(name, service);
      await service.ready();
    }),
  );
});
afterAll(async () => {
  for (const c of clients) c.close();
  await Promise.all([...services.values()].map((s) => s.stop()));
  await release?.();
});

const open = (name: Name, tenantId: string): RpcClient => {
  const { address } = services.get(name)!;
  const c = createClient({
    address,
    package: `marketing.${name}.v1`,
    service: names[name],
    apiKey: testPlatformKey,
    tenantId,
    deadlineMs: 30_000,
  });
  clients.push(c);
  return c;
};

it("a visitor comes by an advertisement, signs up, becomes known, and is one linked and scored lead", async () => {
  const tenantId = randomUUID();
  const [identity, tracking, lead] = (["identity", "tracking", "lead"] as const).map((n) => open(n, tenantId)) as [
    RpcClient,
    RpcClient,
    RpcClient,
  ];
  const anonymousId = randomUUID();
  const find = async (email: string): Promise<Message> => (await lead.call("GetLead", { email })).lead;
  const track = (event: object) => tracking.call("TrackEvent", { event: { anonymousId, ...event } });
  await track({ eventName: "page_view", properties: JSON.stringify({ utm_source: "Google" }) });
  await track({ eventName: "pricing_viewed" });
  const began = Date.now();
  await identity.call("Identify", { userId: "ada", anonymousId, email: "ada@engines.io" });
  await until("the lead", async () => (await find("ada@engines.io")).userId === userIdOf(tenantId, "ada"));
  const linkedMs = Date.now() - began;
  await until("the visitor's events count", async () => (await find("ada@engines.io")).score > 0.3);
  const before = await find("ada@engines.io");
  expect(before).toMatchObject({ source: "Google", status: "LEAD_STATUS_NEW" });
  // the form comes after: the same lead
  const captured = await lead.call("CaptureLead", { email: "Ada@engines.io", jobTitle: "CTO", source: "form" });
  expect(captured).toMatchObject({ deduplicated: true, lead: { source: "Google", lastSource: "form" } });
  await track({ userId: "ada", eventName: "demo_requested" });
  await until("a better score", async () => (await find("ada@engines.io")).score > before.score + 0.1);

  // the other way round: a lead is captured whose person identity knows already
  await identity.call("Identify", { userId: "bob", email: "bob@engines.io" });
  const second = Date.now();
  await lead.call("CaptureLead", { email: "BOB@engines.io" });
  await until("bob's link", async () => (await find("bob@engines.io")).userId === userIdOf(tenantId, "bob"));
  const capturedMs = Date.now() - second;
  expect((await lead.call("GetUserLeads", { userId: "bob" })).leads).toHaveLength(1);
  expect(Math.max(linkedMs, capturedMs)).toBeLessThan(stretched(2_000));
});
