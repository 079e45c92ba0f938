import { expect, test } from "vitest";
import { eventRegistry, wholeData } from "./events.ts";

const messages = [...eventRegistry].filter((desc) => desc.kind === "message");
const wholeOf = (name: string, data: object) => wholeData(eventRegistry.getMessage(name)!, data as never);

test("an event of the bus has everything its message has, what was left out too", () => {
  const json = { leadId: "l", valueMicros: 5_000_000, convertedAt: "2026-01-31T12:00:00.000Z" };
  expect(wholeOf("marketing.lead.v1.LeadConverted", json)).toEqual({
    leadId: "l",
    userId: "",
    email: "",
    valueMicros: "5000000",
    currency: "",
    campaignId: "",
    convertedAt: "2026-01-31T12:00:00Z",
  });
  const tracked = wholeOf("marketing.tracking.v1.EventTracked", { properties: { a: [1] }, eventId: "7" });
  expect(tracked).toMatchObject({ eventId: "7", properties: { a: [1] }, warnings: [], isBot: false });
  expect(tracked).not.toHaveProperty("timestamp");
  expect(wholeOf("marketing.lead.v1.LeadQualified", {})).not.toHaveProperty("score");
});

test("fields of a newer contract are passed over", () => {
  expect(wholeOf("marketing.lead.v1.LeadConverted", { leadId: "l", mood: "good" })).not.toHaveProperty("mood");
});

test("a message that is part of another is no event; there is one", () => {
  const parts = new Set(
    messages.flatMap(({ fields }) => fields.flatMap(({ message }) => (message === undefined ? [] : [message.typeName]))),
  );
  expect(messages.filter(({ typeName }) => parts.has(typeName)).map(({ name }) => name)).toEqual(["TenantSettings"]);
  expect(messages.length).toBeGreaterThan(60);
});
