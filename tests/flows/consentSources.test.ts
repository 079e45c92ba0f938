import { userIdOf } from "@marketing/protos/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import type { Message, RpcClient } from "../support/rpc.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";
import { behaved } from "./identityWorld.ts";

let world: World;
let tenant: Tenant;
let consent: RpcClient;
beforeAll(async () => {
  world = await openWorld({ services: ["identity", "lead"], plays: ["tracking"] });
  tenant = await world.newTenant("test", ["identity:*", "lead:*"]);
  consent = tenant.client("ConsentService");
});
afterAll(() => world?.close());

const reason = async (subject: object, channel = "EMAIL", purpose = "marketing"): Promise<string> => {
  const by = { channel: `CONSENT_CHANNEL_${channel}`, purpose };
  const [found] = (await consent.call("CheckAddressable", { by, subjects: [subject] })).results as Message[];
  return found!.addressable ? "yes" : found!.reasons.map((r: string) => r.slice("LEFT_OUT_REASON_".length).toLowerCase()).join("+");
};
const becomes = (subject: object, expected: string, channel = "EMAIL", purpose = "marketing") =>
  until(`${JSON.stringify(subject)} is ${expected}`, async () => (await reason(subject, channel, purpose)) === expected);

it("columns of an imported file are consents of whoever has the address, now or later; a file that is imported once more gives nothing back", async () => {
  const csv = (rows: string[]) => `email,do_not_email,email_opt_in,created_at\n${rows.join("\n")}\n`;
  const rows = [
    "no@file.example,true,,",
    "yes@file.example,,yes,2026-01-05T10:00:00Z",
    "nothing@file.example,false,,",
    "undated@file.example,,yes,",
  ];
  const lead = tenant.client("LeadService");
  const first = await lead.call("ImportLeads", { importId: "crm-1", csv: csv(rows), final: true });
  expect(first.counts).toMatchObject({ created: "4", failed: "0" });
  await becomes({ email: "NO@file.example" }, "withdrawn");
  await becomes({ email: "yes@file.example" }, "yes");
  await becomes({ email: "undated@file.example" }, "yes");
  expect(await reason({ email: "nothing@file.example" })).toBe("no_consent");
  // who comes to have the address later
  await tenant.call("IdentityService/CreateUser", { userId: "nora", email: "no@file.example" });
  await becomes({ userId: "nora" }, "withdrawn");
  // they withdraw themselves; an opt-in of an old list is nothing against that
  await consent.call("SetConsent", {
    email: "undated@file.example",
    consents: [{ channel: "CONSENT_CHANNEL_EMAIL", purpose: "*", status: "CONSENT_STATUS_WITHDRAWN" }],
  });
  await becomes({ email: "undated@file.example" }, "withdrawn");
  const again = await lead.call("ImportLeads", { importId: "crm-2", csv: csv([...rows, "last@file.example,true,,"]), final: true });
  expect(again.counts).toMatchObject({ created: "1", updated: "0", ignored: "4" });
  await becomes({ email: "last@file.example" }, "withdrawn");
  expect(await reason({ email: "undated@file.example" })).toBe("withdrawn");
  // a form is no other way in
  await lead.call("CaptureLead", { email: "form@file.example", properties: toStruct({ email_opt_in: true }) });
  await becomes({ email: "form@file.example" }, "yes");
  await lead.call("CaptureLead", { email: "form@file.example", properties: toStruct({ opt_out: "1" }) });
  await becomes({ email: "form@file.example" }, "withdrawn");
});

it("unsubscribe events and the consent that libraries send along are consents; what comes late does not overrule what was said since", async () => {
  const [ann, now] = [userIdOf(tenant.tenantId, "ann"), Date.now()];
  const did = (eventName: string, at: number, properties: object = {}) => ({ userId: ann, externalId: "ann", eventName, at, properties });
  await behaved(world, tenant as never, [did("Email Subscribed", now - 9_000)]);
  await becomes({ userId: "ann" }, "yes");
  const preferences = (Advertising: boolean) => ({ consent: { categoryPreferences: { Advertising } } });
  await behaved(world, tenant as never, [
    did("Email Unsubscribed", now - 2_000),
    did("Email Subscribed", now - 5_000),
    did("page_view", now - 4_000, preferences(false)),
    did("page_view", now - 6_000, preferences(true)),
  ]);
  await becomes({ userId: "ann" }, "withdrawn");
  await becomes({ userId: "ann" }, "withdrawn", "ADS", "advertising");
});
