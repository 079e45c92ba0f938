import { randomUUID } from "node:crypto";
import { userIdOf } from "@marketing/protos/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { openWorld, type World } from "../support/world.ts";

// identity, tracking and lead as they are, over a real bus.
let world: World;
beforeAll(async () => {
  world = await openWorld({ services: ["identity", "tracking", "lead"] });
});
afterAll(() => world?.close());

it("a visitor comes by an advertisement, signs up, becomes known, and is one linked and scored lead", async () => {
  const tenantId = randomUUID();
  const identity = world.as(tenantId, "IdentityService");
  const tracking = world.as(tenantId, "TrackingService");
  const lead = world.as(tenantId, "LeadService");
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
  await until("the source", async () => (await find("ada@engines.io")).source === "Google");
  const before = await find("ada@engines.io");
  expect(before).toMatchObject({ status: "LEAD_STATUS_NEW" });
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
