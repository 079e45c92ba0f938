import { createHash, randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { afterAll, beforeAll, expect, it } from "vitest";
import { emailEvents } from "../../services/identity/src/user/emailClaims.ts";
import { userEvents } from "../../services/identity/src/user/events.ts";
import { refusal } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// One address is one person and one lead, however it is written; nothing that was acknowledged is parked.

let world: World;
let tenant: Tenant;
beforeAll(async () => {
  world = await openWorld({ services: ["identity", "lead"], plays: ["tracking"] });
  tenant = await world.newTenant("post", ["identity:*", "lead:*"]);
});
afterAll(() => world?.close());

const identity = (rpc: string, request: object) => tenant.client("IdentityService").call(rpc, request);
const lead = (rpc: string, request: object) => tenant.client("LeadService").call(rpc, request);

/** Nothing is parked, and the views are the same when they are built anew. */
const whole = async (): Promise<void> => {
  await settled(world, ["identity", "lead"]);
  for (const name of ["identity", "lead"] as const) {
    expect((await world.operations("ListParked", {}, name))[0]!.parkedEvents, name).toEqual([]);
    const views = await world.operations("VerifyViews", { names: [name === "identity" ? "users" : "leads"] }, name);
    expect(views.map(({ equal, difference }) => ({ equal, difference }))).toEqual([{ equal: true, difference: "" }]);
  }
};

/** Ways in which one address is written. */
const addresses: ReadonlyArray<readonly [what: string, ReadonlyArray<string>]> = [
  ["case", ["Ada@Case.Example", "ada@case.example"]],
  ["a dotted capital I", ["İPEK@posta.example", "ipek@posta.example", "i\u0307pek@posta.example"]],
  ["a final sigma", ["ΝΙΚΟΣ@sigma.example", "νικος@sigma.example", "νικοσ@sigma.example"]],
  ["a sharp s", ["weiß@scharf.example", "WEISS@scharf.example", "weiẞ@scharf.example"]],
  ["full-width letters", ["ｚｏｅ＠ｗｉｄｅ．ｅｘａｍｐｌｅ", "zoe@wide.example"]],
  ["characters of no width", ["bo\u200bb@zero.example", "bob@zero.example\u200b", "\ufeffbob@ze\u00adro.example"]],
  ["spaces that do not break", ["\u00a0eve@space.example\u202f", "eve@space.example"]],
  ["decomposed letters", ["rene\u0301@cafe\u0301.example", "REN\u00c9@caf\u00e9.example"]],
  ["a domain in Punycode", ["liv@xn--bcher-kva.example", "liv@Bücher.example"]],
];

it.each(addresses)("identity and lead know an address by one rule, whatever %s", async (_, [first, ...others]) => {
  const made = await identity("CreateUser", { userId: `holder of ${first}`, email: first });
  expect(made.user.email).toBe(first!.trim());
  // a new lead, or the one that lead made of the person in the meantime
  const captured = await lead("CaptureLead", { email: first });
  for (const email of [...others, first!]) {
    const refused = await refusal(identity("CreateUser", { userId: randomUUID(), email }));
    expect(refused, email).toMatchObject({ code: status.ALREADY_EXISTS, reason: "EMAIL_TAKEN" });
    const identified = await refusal(identity("Identify", { userId: randomUUID(), email }));
    expect(identified, email).toMatchObject({ code: status.ALREADY_EXISTS, reason: "EMAIL_TAKEN" });
    const again = await identity("Identify", { userId: `holder of ${first}`, email, contextActive: false });
    expect(again.user.userId).toBe(made.user.userId);
    expect((await identity("GetUser", { email, minPosition: again.position })).user.userId, email).toBe(made.user.userId);
    const recaptured = await lead("CaptureLead", { email, name: email });
    expect(recaptured).toMatchObject({ deduplicated: true, lead: { leadId: captured.lead.leadId } });
    expect((await lead("GetLead", { email, minPosition: recaptured.position })).lead.leadId, email).toBe(captured.lead.leadId);
    const { counts } = await lead("ImportLeads", { importId: randomUUID(), page: 1, csv: `email\n${email}\n${first}`, final: true });
    expect(counts, email).toMatchObject({ created: "0", failed: "0", duplicates: "1" });
  }
});

it("one of twenty spellings at once gets an address; it is given back and taken as a whole", async () => {
  const spellings = Array.from({ length: 20 }, (_, i) => (i % 2 ? "rİt\u200ba@race.example" : "RITA@race.example"));
  const results = await Promise.allSettled(spellings.map((email, i) => identity("CreateUser", { userId: `racer-${i}`, email })));
  expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
  const leads = await Promise.all(spellings.map((email) => lead("CaptureLead", { email })));
  expect(new Set(leads.map((l) => l.lead.leadId)).size).toBe(1);
  const winner = `racer-${results.findIndex((r) => r.status === "fulfilled")}`;
  await identity("Identify", { userId: winner, email: "other@race.example" });
  await identity("CreateUser", { userId: "heir", email: "Rita@race.example" });
  await whole();
});

it("whoever holds an address by the form it had before goes on holding it, and gives it back", async () => {
  const log = new EventLog({ pool: world.pool("identity"), schema: "identity", codec: codecOf([userEvents, emailEvents]) });
  const { tenantId } = tenant;
  /** As it was written before the events said by which form an address is claimed. */
  const before = async (email: string): Promise<string> => {
    const userId = randomUUID();
    const former = email.normalize("NFC").toLowerCase();
    await log.append({
      tenantId,
      appendId: randomUUID(),
      writes: [
        {
          streamId: `user-${userId}`,
          expected: "no-stream",
          events: [
            {
              type: "user_created",
              data: { userId, externalId: null, email, known: true, createdAt: 1_700_000_000_000, seenAt: null, anonymousId: null },
            },
          ],
        },
        {
          streamId: `email-${createHash("sha256").update(former).digest("hex")}`,
          expected: "no-stream",
          events: [{ type: "email_reserved", data: { userId } }],
        },
      ],
    });
    return userId;
  };
  // two people to whom the rule of before gave one address each, at the same instant, and who share it by the rule of now
  const [oldest, twin] = [await before("ΜΑΡΚΟΣ@old.example"), await before("μαρκοσ@old.example")];
  const wide = await before("ａｎｎ@old.example");
  const { position } = await identity("CreateUser", { userId: "newcomer", email: "new@old.example" });
  const found = async (email: string) => (await identity("GetUser", { email, minPosition: position })).user.userId;
  expect(await found("μαρκος@old.example")).not.toBe("");
  expect([oldest, twin]).toContain(await found("ΜΑΡΚΟΣ@old.example"));
  expect(await found("ａｎｎ@old.example")).toBe(wide);
  expect(await refusal(identity("CreateUser", { email: "ΜΑΡΚΟΣ@old.example" }))).toMatchObject({ reason: "EMAIL_TAKEN" });
  // the same person's address in another spelling: claimed by the form of now, the former one is free for nobody to be parked by
  const moved = await identity("Identify", { userId: wide, email: "Ann@old.example" });
  expect(moved.user.email).toBe("Ann@old.example");
  expect(await refusal(identity("CreateUser", { email: "ａｎｎ@old.example" }))).toMatchObject({ reason: "EMAIL_TAKEN" });
  await whole();
});
