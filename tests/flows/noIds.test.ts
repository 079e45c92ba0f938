import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Message, type RpcService, refusal } from "../support/rpc.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// What broken clients send in place of an id: by every way in it is nobody's.

let world: World;
let tenant: Tenant;
beforeAll(async () => {
  world = await openWorld({ services: ["identity", "tracking", "lead"] });
  tenant = await world.newTenant("no ids", ["identity:*", "tracking:*", "lead:*"]);
});
afterAll(() => world?.close());
const call = (service: RpcService, rpc: string, request: object): Promise<Message> => tenant.client(service).call(rpc, request);

const words = [
  "undefined",
  "NULL",
  " null ",
  "anonymousId",
  "0",
  "[object Object]",
  "NaN",
  "None",
  "guest",
  "TRUE",
  "-1",
  "distinct_id",
  "(not set)",
];
const zeros = "00000000-0000-0000-0000-000000000000";

it("tracking leaves the event to the device or the user, with a warning, or rejects it alone", async () => {
  for (const word of [...words, zeros]) {
    const seen = (ids: object) => ({ eventName: "page_view", contextActive: true, ...ids });
    const { results, position } = await call("TrackingService", "TrackEvents", {
      events: [
        seen({ userId: word, anonymousId: `first device of ${word}` }),
        seen({ userId: word, anonymousId: `second device of ${word}` }),
        seen({ userId: `user of ${word}`, anonymousId: word }),
        seen({ userId: word }),
        seen({ anonymousId: word }),
        seen({ userId: word, anonymousId: "undefined" }),
        seen({ userId: `neighbour of ${word}`, messageId: word }),
        seen({ userId: `neighbour of ${word}`, messageId: word }),
      ],
    });
    expect(
      results.map((r: Message) => r.rejection?.reason ?? r.warnings.map((w: Message) => w.code).join()),
      word,
    ).toEqual([
      ...["user_id_ignored", "user_id_ignored", "anonymous_id_ignored", "invalid_user_id", "invalid_anonymous_id", "invalid_user_id"],
      ...["message_id_ignored", "message_id_ignored"],
    ]);
    const eventsOf = async (person: object) =>
      (await call("TrackingService", "GetTimeline", { person, minPosition: position })).events.length;
    expect(await eventsOf({ anonymousId: `first device of ${word}` })).toBe(1);
    expect(await eventsOf({ anonymousId: `second device of ${word}` })).toBe(1);
    expect(await eventsOf({ externalId: `user of ${word}` })).toBe(1);
    expect(await eventsOf({ externalId: `neighbour of ${word}` })).toBe(2);
    expect(await eventsOf({ externalId: word.trim() })).toBe(0);
  }
});

it("identity and lead refuse it by its field", async () => {
  for (const word of [...words, zeros]) {
    for (const [service, rpc, request, field] of [
      ["IdentityService", "CreateUser", { userId: word }, "user_id"],
      ["IdentityService", "Identify", { userId: word, anonymousId: "device" }, "user_id"],
      ["IdentityService", "Identify", { userId: "ann", anonymousId: word }, "anonymous_id"],
      ["IdentityService", "Alias", { userId: "ann", previousId: word }, "previous_id"],
      ["IdentityService", "MergeUsers", { winnerUserId: "ann", loserUserId: word }, "loser_user_id"],
      ["LeadService", "CaptureLead", { email: "ann@no-ids.example", userId: word }, "user_id"],
      ["LeadService", "GetUserLeads", { userId: word }, "user_id"],
    ] as const) {
      const { code, violations } = await refusal(call(service, rpc, request));
      expect({ code, fields: violations.map((v) => v.field) }, `${rpc} ${word}`).toEqual({
        code: status.INVALID_ARGUMENT,
        fields: [field],
      });
    }
  }
  const csv = `email,campaign_id\nann@no-ids.example,${zeros}\nbob@no-ids.example,`;
  const { counts, errors } = await call("LeadService", "ImportLeads", { importId: "zeros", page: 1, csv, final: true });
  expect(counts).toMatchObject({ created: "1", failed: "1" });
  expect(errors).toMatchObject([{ row: 1, field: "campaign_id" }]);
});
