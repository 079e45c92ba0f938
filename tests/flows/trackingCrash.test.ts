import { uuidv7 } from "@marketing/shared/base/ids";
import { decodeCloudEvent, positionOf } from "@marketing/shared/bus/cloudEvent";
import { headerBlock } from "@marketing/shared/bus/connection";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectEstimate } from "../support/estimate.ts";
import { stretched } from "../support/patience.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld({ services: ["tracking"], plays: ["identity"] });
});
afterAll(() => world.close());

const batches = 40;
const size = 100;

it("kill -9 in the middle of an import: what was acknowledged is there once, and the rest arrives by sending it again", async () => {
  const tenantId = uuidv7();
  const heard: number[] = [];
  const subscription = world.bus.nc.subscribe(`marketing.tracking.v1.event.*.${tenantId}`, {
    callback: (_, message) => heard.push(positionOf(headerBlock(message))!),
  });
  const acknowledged = new Map<string, number>();
  const api = world.as(tenantId, "TrackingService");
  const send = async (k: number): Promise<void> => {
    const events = Array.from({ length: size }, (_, i) => ({
      messageId: `c-${k}-${i}`,
      userId: `u-${i}`,
      eventName: "imported",
      properties: `{"k":${k}}`,
    }));
    const answer = await api.call("TrackEvents", { events }, { deadlineMs: stretched(10_000) });
    for (const r of answer.results as { messageId: string; eventId: string }[]) {
      const before = acknowledged.get(r.messageId);
      if (before !== undefined) expect(Number(r.eventId)).toBe(before);
      acknowledged.set(r.messageId, Number(r.eventId));
    }
  };
  const importing = async (): Promise<unknown[]> => {
    const failures: unknown[] = [];
    for (let k = 0; k < batches; k += 4) await Promise.all([0, 1, 2, 3].map((j) => send(k + j).catch((e) => failures.push(e))));
    return failures;
  };

  const first = importing();
  await expect.poll(() => acknowledged.size, { interval: 5 }).toBeGreaterThan(500);
  await world.service().kill();
  expect((await first).length).toBeGreaterThan(0);
  const kept = new Map(acknowledged);
  await world.restart();
  await api.waitForReady(30_000);
  expect(await importing()).toEqual([]);
  expect(acknowledged.size).toBe(batches * size);
  for (const [messageId, eventId] of kept) expect(acknowledged.get(messageId)).toBe(eventId);

  const last = Math.max(...acknowledged.values());
  const total = await api.call("CountEvents", { bucket: "BUCKET_TOTAL", minPosition: last });
  expect(total.total).toBe(String(batches * size));
  const { rows } = await world
    .pool()
    .query("SELECT count(*)::int AS n, count(DISTINCT message_id)::int AS d FROM events WHERE tenant_id = $1", [tenantId]);
  expect(rows[0]).toEqual({ n: batches * size, d: batches * size });
  expectEstimate((await api.call("CountUniqueUsers", { minPosition: last })).count, size);
  expect((await api.call("CountUniqueUsers", { minPosition: last, exact: true })).count).toBe(String(size));

  await expect.poll(() => heard.length).toBe(batches * size);
  expect(heard).toEqual([...acknowledged.values()].sort((a, b) => a - b));
  subscription.unsubscribe();
});

it("tells the bus everything but the address and the user agent", async () => {
  const tenantId = uuidv7();
  const messages: { subject: string; event: ReturnType<typeof decodeCloudEvent> }[] = [];
  const subscription = world.bus.nc.subscribe(`marketing.tracking.v1.event.order-completed.${tenantId}`, {
    callback: (_, message) => messages.push({ subject: message.subject, event: decodeCloudEvent(headerBlock(message), message.data) }),
  });
  await world.bus.nc.flush();
  const event = {
    messageId: "bus-1",
    userId: "ann",
    anonymousId: "c-1",
    eventName: "Order Completed",
    properties: '{"total":1.5,"items":[{"sku":"a"}]}',
    ipAddress: "203.0.113.77",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    channel: "browser",
    contextActive: false,
  };
  const { result } = await world.as(tenantId, "TrackingService").call("TrackEvent", { event });
  await expect.poll(() => messages.length).toBe(1);
  const { event: heard } = messages[0]!;
  expect(heard).toMatchObject({ type: "marketing.tracking.v1.EventTracked", tenantId, position: Number(result.eventId) });
  expect(heard.data).toMatchObject({
    eventId: result.eventId,
    externalId: "ann",
    anonymousId: "c-1",
    eventName: "Order Completed",
    properties: { total: 1.5, items: [{ sku: "a" }] },
    isBot: false,
    contextActive: false,
    messageId: "bus-1",
    channel: "browser",
    browser: "Firefox 133",
    device: "desktop",
  });
  expect(JSON.stringify(heard.data)).not.toMatch(/203\.0|Mozilla/);
  subscription.unsubscribe();
});
