import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { openBusWindow, type RawEvent } from "@marketing/client/busTail";
import { typedEvent } from "@marketing/client/events";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";
import { until } from "../support/patience.ts";
import type { Tenant } from "../support/tenant.ts";

// Ids and numbers are what was sent, digit by digit, wherever they are read again.

let world: CliWorld;
let tenant: Tenant;
beforeAll(async () => {
  world = await openCliWorld(["identity", "tracking", "lead"]);
  tenant = await world.newTenant();
});
afterAll(() => world?.close());

const marketing = (...args: string[]) => runMarketing([...args, "--stack", world.stack], { env: { MARKETING_API_KEY: tenant.key } });

/** As JSON has them, and as they come back: the value is the same, and of what no double holds every digit. */
const numbers: Readonly<Record<string, string>> = {
  id: "1234567890123456789",
  neighbour: "1234567890123456788",
  long: "-12345678901234567890123456789012345678901234567890",
  fraction: "0.1000000000000000055",
  huge: "12345678901234567890e30",
  money: "99999999999999999.99",
  small: "1.5",
};
const properties = `{${Object.entries(numbers)
  .map(([name, text]) => `"${name}":${text}`)
  .join(",")},"list":[{"deep":9007199254740993}],"product_id":"p"}`;
const spoken: Readonly<Record<string, string>> = { ...numbers, huge: "12345678901234567890000000000000000000000000000000" };
const saysAll = (text: string): void => {
  for (const [name, digits] of Object.entries(spoken)) {
    const written =
      text.includes(`"${name}":${numbers[name]}`) || text.includes(`"${name}": ${digits}`) || text.includes(`"${name}":${digits}`);
    expect(written, `${name} is ${digits} in ${text}`).toBe(true);
  }
  expect(text).toMatch(/"deep": ?9007199254740993/);
};

it("a property's number is the same in the log, the table, every list, the buffer and on the bus", async () => {
  const { result, position } = await tenant.call("TrackingService/TrackEvent", {
    event: { userId: "digits", eventName: "digits", properties, messageId: "digits-1" },
  });
  expect(result.warnings).toEqual([]);
  const asked = { minPosition: position };
  const person = { externalId: "digits" };
  const { events: listed } = await tenant.call("TrackingService/ListEvents", asked);
  const { events: found } = await tenant.call("TrackingService/ListEvents", { ...asked, propertiesContain: '{"id":1234567890123456789}' });
  const { events: others } = await tenant.call("TrackingService/ListEvents", { ...asked, propertiesContain: '{"id":1234567890123456800}' });
  const { events: line } = await tenant.call("TrackingService/GetTimeline", { ...asked, person });
  const { events: recent } = await tenant.call("TrackingService/GetRecentEvents", { ...asked, person });
  expect([listed, found, others, line, recent].map((events) => events.length)).toEqual([1, 1, 0, 1, 1]);
  for (const [event] of [listed, found, line, recent]) saysAll(event.properties);

  const [row] = await world.sql("SELECT properties::text AS text FROM tracking.events WHERE message_id = 'digits-1'");
  saysAll(row!.text);
  const [stored] = await world.sql("SELECT data::text AS text FROM tracking.event_log WHERE type = 'event_tracked' AND tenant_id = $1", [
    tenant.tenantId,
  ]);
  expect(stored!.text).toMatch(/"\$sealed"/); // what it says, the log itself tells
  expect(stored!.text).not.toContain("9007199254740993");

  const log = await marketing("log", "--of-tenant", tenant.tenantId, "--json");
  expect(log.stderr).toBe("");
  saysAll(log.stdout);
  saysAll((await marketing("events", "--name", "digits", "--json")).stdout);
  saysAll((await marketing("events", "--where", '{"id":1234567890123456789}', "--json")).stdout);

  let told = "";
  await until("the event is on the bus", async () => {
    told = (await marketing("bus", "tail", "--all", "--json")).stdout;
    return told.includes("digits-1");
  });
  saysAll(told);
  const bus = await openBusWindow(world.nats.url);
  const held: RawEvent[] = [];
  for await (const raw of bus.held("tracking")) held.push(raw);
  await bus.close();
  const event = held.find(({ event: { data } }) => (data as { messageId?: string }).messageId === "digits-1")!;
  const seen = typedEvent("tracking", event.event) as { readonly data: { readonly properties: Record<string, unknown> } };
  expect(seen.data.properties).toMatchObject({
    id: numbers.id,
    fraction: numbers.fraction,
    small: 1.5,
    list: [{ deep: "9007199254740993" }],
  });
});

it("a number too long to be kept as one is its text, with a warning", async () => {
  const { result, position } = await tenant.call("TrackingService/TrackEvent", {
    event: { userId: "long", eventName: "long", properties: '{"a":1e400,"b":[-1e131071],"c":1}' },
  });
  expect(result.warnings).toMatchObject([
    { code: "number_as_text", field: "properties", message: expect.stringContaining("1e400, -1e131071") },
  ]);
  const { events } = await tenant.call("TrackingService/ListEvents", { eventName: "long", minPosition: position });
  expect(JSON.parse(events[0].properties)).toEqual({ a: "1e400", b: ["-1e131071"], c: 1 });
});

it("a Struct's number that may have been rounded is told: with a warning where there are warnings, else it is refused", async () => {
  const rounded = 2 ** 60;
  const { user, warnings } = await tenant.call("IdentityService/Identify", {
    userId: "rounded",
    traits: toStruct({ crm: { id: rounded }, exact: 2 ** 53 - 1, half: 0.5 }),
    traitsSetOnce: toStruct({ first: -rounded }),
  });
  expect(warnings.map((w: { code: string; field: string }) => [w.code, w.field])).toEqual([
    ["number_rounded", "traits.crm.id"],
    ["number_rounded", "traits_set_once.first"],
  ]);
  expect(user.traits.fields.crm.structValue.fields.id.numberValue).toBe(rounded);
  const refused = {
    code: status.INVALID_ARGUMENT,
    violations: [{ field: "properties", description: expect.stringContaining("send it as text: crm.id") }],
  };
  await expect(
    tenant.call("LeadService/CaptureLead", { email: "a@digits.example", source: "web", properties: toStruct({ crm: { id: rounded } }) }),
  ).rejects.toMatchObject(refused);
  await expect(tenant.call("IdentityService/ListUsers", { traitsContain: toStruct({ id: rounded }) })).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
  });
  const { lead } = await tenant.call("LeadService/CaptureLead", { email: "a@digits.example", source: "web" });
  await expect(
    tenant.call("LeadService/ConvertLead", { leadId: lead.leadId, valueMicros: "1000000000000001", currency: "EUR" }),
  ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT, violations: [{ field: "value_micros" }] });
});

it("ids of an imported file that are numbers keep their digits: who differs in the last one stays two people", async () => {
  const at = '"timestamp":"2026-05-01T10:00:00Z"';
  const lines = [
    `{"type":"track","event":"e","userId":1234567890123456789,"messageId":9007199254740993,"context":{"sessionId":1796000000000000001},${at},"properties":{"n":12345678901234567890,"x":10.50}}`,
    `{"type":"track","event":"e","userId":1234567890123456788,"messageId":9007199254740992,"context":{"sessionId":1796000000000000002},${at}}`,
    `{"type":"track","event":"e","userId":1.0,"messageId":1e21,${at}}`,
    `{"type":"track","event":"e","userId":1,"messageId":1E21,${at}}`,
    `{"type":"identify","userId":1234567890123456789,"messageId":5,"traits":{"crm_id":99999999999999999999,"plain":1.0}}`,
    `{"type":"group","userId":1234567890123456788,"groupId":12345678901234567890,"messageId":6,${at}}`,
    `{"type":"alias","userId":1234567890123456788,"previousId":1234567890123456787,"messageId":7}`,
    `{"batch":[{"type":"track","event":"e","anonymousId":1e3,${at}},{"type":"track","event":"e","anonymousId":1000,${at}}]}`,
  ];
  const file = join(world.directory, "digits.ndjson");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const [summary] = (await marketing("import", file, "--json")).json();
  expect(summary).toMatchObject({ accepted: 7, duplicates: 0, rejected: 0, unreadable: 0 });
  expect(summary.warnings).toMatchObject({ number_as_text: 1 });
  const [again] = (await marketing("import", file, "--json")).json();
  expect(again).toMatchObject({ accepted: 0, duplicates: 7 });

  let rows: ReadonlyArray<Record<string, string | null>> = [];
  await until("all seven are in the table", async () => {
    rows = await world.sql(
      `SELECT external_id, anonymous_id, message_id, session_id, properties::text AS properties FROM tracking.events
        WHERE tenant_id = $1 AND timestamp < '2026-06-01'`,
      [tenant.tenantId],
    );
    return rows.length === 7;
  });
  expect(new Set(rows.map((r) => r.external_id ?? r.anonymous_id))).toEqual(
    new Set(["1234567890123456789", "1234567890123456788", "1.0", "1", "1e3", "1000"]),
  );
  expect(rows.map((r) => r.message_id)).toEqual(expect.arrayContaining(["9007199254740993", "9007199254740992", "1e21", "1E21", "6"]));
  expect(new Set(rows.map((r) => r.session_id).filter((id) => id !== null)).size).toBe(2);
  const text = rows.map((r) => r.properties).join("\n");
  expect(text).toContain('"n": 12345678901234567890');
  expect(text).toContain('"x": 10.5');
  const { user } = await tenant.call("IdentityService/GetUser", { userId: "1234567890123456789" });
  expect([user.traits.fields.crm_id.stringValue, user.traits.fields.plain.numberValue]).toEqual(["99999999999999999999", 1]);
  expect(text).toContain('"group_id"');
});

it("a number on the command line that would lose digits is refused there", async () => {
  const { code, stderr } = await marketing("lead", "create", "x@digits.example", "--properties", '{"id":12345678901234567890}');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/12345678901234567890 would lose digits.*"12345678901234567890"/)]);
});
