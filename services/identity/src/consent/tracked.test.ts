import { expect, it } from "vitest";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import { consentItems, consentsIn } from "./tracked.ts";

const did = (eventName: string, over: Partial<TrackedEvent> = {}): TrackedEvent => ({
  ...{ tenantId: "00000000-0000-4000-8000-000000000001", eventId: "e1", messageId: "m1", userId: "11111111-1111-4111-8111-111111111111" },
  ...{ externalId: null, known: false, anonymousId: "a", actorId: "u1", at: 1_000, sessionId: null, clientSession: null, active: true },
  ...{ isBot: false, channel: "browser", device: "desktop", properties: {}, eventName },
  ...over,
});
const heard = (eventName: string, over: Partial<TrackedEvent> = {}): string[] =>
  consentsIn(did(eventName, over)).map(({ channel, purpose, status }) => `${channel} ${purpose} ${status}`);

it.each([
  ["Unsubscribed", {}, ["email * withdrawn"]],
  ["Email Unsubscribed", {}, ["email * withdrawn"]],
  ["email_unsubscribe", { purpose: "Product News" }, ["email product_news withdrawn"]],
  ["Email Marked as Spam", { purpose: "news" }, ["email * withdrawn"]],
  ["SMS Opted Out", {}, ["sms * withdrawn"]],
  ["unsubscribed", { channel: "push" }, ["push * withdrawn"]],
  ["Newsletter Unsubscribed", {}, ["email newsletter withdrawn"]],
  ["Email Subscribed", {}, ["email marketing granted"]],
  ["Newsletter Subscribed", {}, ["email newsletter granted"]],
  // a plan, not a newsletter
  ["Subscribed", { plan: "pro" }, []],
  ["Subscription Cancelled", {}, []],
  [
    "page_view",
    { consent: { categoryPreferences: { Advertising: true, DataSharing: false, Broken: "yes" } } },
    ["ads advertising granted", "ads data_sharing withdrawn"],
  ],
  ["page_view", { context: { consent: { categoryPreferences: { C0004: false } } } }, ["ads c0004 withdrawn"]],
  ["page_view", { consent: "yes" }, []],
  ["page_view", { consent: ["Advertising"] }, []],
] as ReadonlyArray<[string, Record<string, unknown>, string[]]>)("%s with %j says %j", (name, properties, expected) => {
  expect(heard(name, { properties })).toEqual(expected);
});

it("a crawler that follows the links of a mail may unsubscribe its reader and never agrees for them", () => {
  expect(heard("Email Subscribed", { isBot: true })).toEqual([]);
  expect(heard("Email Unsubscribed", { isBot: true })).toEqual(["email * withdrawn"]);
});

it("of what is said again and again one word a change is kept, by the time it was said", () => {
  const prefers = (at: number, Advertising: boolean) =>
    did("page_view", { at, eventId: `e${at}`, messageId: `m${at}`, properties: { consent: { categoryPreferences: { Advertising } } } });
  const items = consentItems([
    prefers(5, true),
    prefers(1, true),
    prefers(3, false),
    prefers(2, true),
    prefers(4, false),
    prefers(6, true),
  ]);
  expect(items.map(({ event }) => [event.type, (event.data as { at: number }).at])).toEqual([
    ["consent_granted", 2],
    ["consent_withdrawn", 4],
    ["consent_granted", 6],
  ]);
});
