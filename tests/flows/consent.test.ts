import { createHash, randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Message, type RpcClient, refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { openSegmentsWorld, type SegmentTenant, segmentTenant } from "./segmentsWorld.ts";

let world: World;
let tenant: SegmentTenant;
let consent: RpcClient;
beforeAll(async () => {
  world = await openSegmentsWorld();
  tenant = await segmentTenant(world);
  consent = tenant.client("ConsentService");
});
afterAll(() => world?.close());

const by = { channel: "CONSENT_CHANNEL_EMAIL", purpose: "newsletter" };
const time = (ms: number) => ({ seconds: String(Math.floor(ms / 1_000)), nanos: (ms % 1_000) * 1_000_000 });
const said = (word: "granted" | "withdrawn", over: object = {}) => ({ ...by, status: `CONSENT_STATUS_${word.toUpperCase()}`, ...over });
let position = "0";
/** Whom it is said of, and what. */
const say = async (who: object, ...consents: object[]): Promise<void> => {
  position = (await consent.call("SetConsent", { ...who, consents })).position;
};
const reasons = async (subjects: object[], minPosition = position): Promise<string[]> =>
  (await consent.call("CheckAddressable", { by, subjects, minPosition })).results.map((r: Message) =>
    r.addressable ? "yes" : r.reasons.map((reason: string) => reason.slice("LEFT_OUT_REASON_".length).toLowerCase()).join("+"),
  );
const reason = async (subject: object, minPosition = position) => (await reasons([subject], minPosition))[0];
const suppress = async (...targets: object[]) => {
  const answer = await consent.call("AddSuppressions", { targets, reason: "asked us to" });
  position = answer.position;
  return answer.results.map((r: Message) => r.status.slice("SUPPRESSION_STATUS_".length).toLowerCase());
};
const target = (kind: string, value: string) => ({ kind: `SUPPRESSION_KIND_${kind.toUpperCase()}`, value });
const created = async (userId: string, email = "") => {
  position = (await tenant.identity.call("CreateUser", { userId, email })).position;
};

describe("consents", () => {
  it("are said with source, time, wording and proof; the latest by the time it was said counts, whenever it is heard", async () => {
    await created("ada", "ada@engines.example");
    expect(await reason({ userId: "ada" })).toBe("no_consent");
    const now = Date.now();
    await say({ userId: "ada" }, said("withdrawn", { at: time(now - 2_000), source: "link" }));
    await say({ userId: "ada" }, said("granted", { at: time(now - 5_000) }));
    expect(await reason({ userId: "ada" })).toBe("withdrawn");
    const proof = toStruct({ form: "footer" });
    await say({ userId: "ada" }, said("granted", { at: time(now - 1_000), source: "form:footer", wordingVersion: "v3", proof }));
    expect(await reason({ userId: "ada" })).toBe("yes");
    // by the address it is the same person
    expect(await reason({ email: "ADA@engines.example" })).toBe("yes");
    const { consents } = await consent.call("GetConsents", { userId: "ada" });
    expect(consents).toMatchObject([
      { status: "CONSENT_STATUS_GRANTED", source: "form:footer", wordingVersion: "v3", purpose: "newsletter" },
    ]);
    expect(consents[0].proof).toEqual(proof);
    const first = await consent.call("ListConsents", { userId: "ada", pageSize: 2 });
    const rest = await consent.call("ListConsents", { userId: "ada", pageSize: 2, pageToken: first.nextPageToken });
    expect([...first.entries, ...rest.entries].map((e: Message) => e.consent.status.slice(15))).toEqual([
      "GRANTED",
      "GRANTED",
      "WITHDRAWN",
    ]);
  });

  it("of two words of one moment the later message id counts, in either order", async () => {
    const at = time(Date.now() - 1_000);
    for (const [who, order] of [
      ["first", ["a", "b"]],
      ["second", ["b", "a"]],
    ] as const) {
      await created(who);
      for (const id of order) {
        const answer = await consent.call("SetConsent", {
          userId: who,
          requestId: `tie-${id}`.padEnd(8, who),
          consents: [said(id === "a" ? "granted" : "withdrawn", { at })],
        });
        position = answer.position;
      }
      expect(await reason({ userId: who })).toBe("withdrawn");
    }
  });

  it("a withdrawal of everything stops every purpose of the channel and no other channel, until a purpose is granted anew", async () => {
    await created("bob");
    const sms = { channel: "CONSENT_CHANNEL_SMS" };
    await say({ userId: "bob" }, said("granted"), said("granted", { purpose: "events" }), said("granted", sms));
    await say({ userId: "bob" }, said("withdrawn", { purpose: "*" }));
    expect(await reason({ userId: "bob" })).toBe("withdrawn");
    const other = await consent.call("CheckAddressable", { by: { ...by, ...sms }, subjects: [{ userId: "bob" }], minPosition: position });
    expect(other.results[0].addressable).toBe(true);
    await say({ userId: "bob" }, said("granted"));
    expect(await reason({ userId: "bob" })).toBe("yes");
    const { consents } = await consent.call("GetConsents", { userId: "bob" });
    expect(consents.map((c: Message) => [c.channel.slice(16), c.purpose, c.status.slice(15)])).toEqual([
      ["EMAIL", "*", "WITHDRAWN"],
      ["EMAIL", "events", "WITHDRAWN"],
      ["EMAIL", "newsletter", "GRANTED"],
      ["SMS", "newsletter", "GRANTED"],
    ]);
  });

  it("an unsubscribed visitor stays unsubscribed as part of somebody who opted in, and only the visitor does when the merge is undone", async () => {
    await created("cid");
    await tenant.identity.call("Identify", { anonymousId: "visitor-cid" });
    await say({ userId: "cid" }, said("granted"));
    await say({ anonymousId: "visitor-cid" }, said("withdrawn"));
    const merged = await tenant.identity.call("Identify", { userId: "cid", anonymousId: "visitor-cid" });
    const visitor = anonymousUserIdOf(tenant.tenantId, "visitor-cid");
    expect(await reasons([{ userId: "cid" }, { userId: visitor }], merged.position)).toEqual(["withdrawn", "withdrawn"]);
    expect((await consent.call("GetConsents", { userId: "cid" })).consents).toMatchObject([{ userId: visitor }]);
    // whoever they are together may agree again
    await say({ userId: "cid" }, said("granted"));
    expect(await reason({ userId: "cid" })).toBe("yes");
    const undone = await tenant.identity.call("UndoMerge", { mergeId: merged.mergeId });
    expect(await reasons([{ userId: "cid" }, { userId: visitor }], undone.position)).toEqual(["yes", "withdrawn"]);
  });

  it("whatever chance lets people say, merge and undo, nobody is addressed when one of them said no last", async () => {
    const pick = (below: number) => Math.floor(Math.random() * below);
    const size = 8;
    const ids = Array.from({ length: size * 3 }, (_, i) => `chance-${i}`);
    await Promise.all(ids.map((id) => tenant.identity.call("Identify", { anonymousId: id })));
    const idOf = (name: string) => anonymousUserIdOf(tenant.tenantId, name);
    const last = new Map<string, { granted: boolean; at: number }>();
    const merges = new Map<string, { into: string; mergeId: string }>();
    const top = (id: string): string => (merges.has(id) ? top(merges.get(id)!.into) : id);
    const longAgo = Date.now() - 86_400_000;
    for (let round = 0; round < 12; round++) {
      // said and heard in any order, before any of the merges
      const words = Array.from({ length: 6 }, () => ({ id: ids[pick(ids.length)]!, granted: pick(3) > 0, at: longAgo + pick(50_000_000) }));
      await Promise.all(
        words.map(({ id, granted, at }) => say({ anonymousId: id }, said(granted ? "granted" : "withdrawn", { at: time(at) }))),
      );
      for (const w of words) if (!last.has(w.id) || last.get(w.id)!.at < w.at) last.set(w.id, w);
      const [winner, loser] = [top(ids[pick(ids.length)]!), top(ids[pick(ids.length)]!)];
      if (winner !== loser) {
        const { mergeId } = await tenant.identity.call("MergeUsers", { winnerUserId: idOf(winner), loserUserId: idOf(loser) });
        merges.set(loser, { into: winner, mergeId });
      }
      const undoable = [...merges].filter(([, m]) => top(m.into) === m.into);
      if (round % 3 === 2 && undoable.length > 0) {
        const [id, { mergeId }] = undoable[pick(undoable.length)]!;
        await tenant.identity.call("UndoMerge", { mergeId });
        merges.delete(id);
      }
    }
    await created("end-of-chance");
    const expected = ids.map((id) => {
      const words = ids.filter((other) => top(other) === top(id)).flatMap((other) => last.get(other) ?? []);
      return words.length === 0 ? "no_consent" : words.some(({ granted }) => !granted) ? "withdrawn" : "yes";
    });
    expect(await reasons(ids.map((id) => ({ userId: idOf(id) })))).toEqual(expected);
  });
});

describe("the suppression list", () => {
  it("keeps addresses in any spelling, domains with those below, and people, whatever was consented to; adding again changes nothing", async () => {
    for (const [id, email] of [
      ["sue", "Sue@Example.org"],
      ["sam", "sam@mail.walls.example"],
      ["syl", "syl@walls.example.org"],
      ["sid", "sid@example.org"],
    ] as const) {
      await created(id, email);
      await say({ userId: id }, said("granted"));
    }
    const hash = createHash("sha256").update("sid@example.org").digest("hex");
    const targets = [
      target("address", "sue@EXAMPLE.org"),
      target("domain", "Walls.Example."),
      target("person", "syl"),
      target("address", hash),
    ];
    expect(await suppress(...targets)).toEqual(["added", "added", "added", "added"]);
    expect(await suppress(...targets)).toEqual(["already_there", "already_there", "already_there", "already_there"]);
    const all = ["sue", "sam", "syl", "sid"].map((userId) => ({ userId }));
    expect(await reasons(all)).toEqual(["suppressed_address", "suppressed_domain", "suppressed_person", "suppressed_address"]);
    expect((await consent.call("GetConsents", { userId: "sue" })).suppressions).toMatchObject([{ reason: "asked us to" }]);
    const stored = await world.sql("SELECT value FROM identity.suppressions WHERE kind = 'address'");
    expect(stored.every(({ value }) => /^[0-9a-f]{64}$/.test(value))).toBe(true);
    for (const one of targets) await consent.call("RemoveSuppression", { target: one, reason: "a mistake" });
    const { position: now } = await tenant.identity.call("CreateUser", { userId: "after-removal" });
    expect(await reasons(all, now)).toEqual(["yes", "yes", "yes", "yes"]);
  });

  it("holds for whoever comes to have an address that nobody had", async () => {
    await suppress(target("address", "later@example.net"));
    await created("later", "later@example.net");
    await say({ userId: "later" }, said("granted"));
    expect(await reason({ userId: "later" })).toBe("suppressed_address");
  });

  it("takes what is right of a batch and says of each that is wrong why", async () => {
    const { results, position: now } = await consent.call("AddSuppressions", {
      targets: [
        target("address", "good@example.net"),
        target("address", "no address"),
        target("domain", "localhost"),
        target("person", "null"),
      ],
      reason: "test",
    });
    expect(results.map((r: Message) => r.status.slice(19))).toEqual(["ADDED", "REJECTED", "REJECTED", "REJECTED"]);
    expect(results.slice(1).every((r: Message) => r.message !== "")).toBe(true);
    expect(
      (await consent.call("CheckSuppression", { target: target("address", "GOOD@example.net"), minPosition: now })).suppressions,
    ).toHaveLength(1);
    const remove = { target: target("address", "good@example.net") };
    expect(await refusal(consent.call("RemoveSuppression", remove))).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(await refusal(consent.call("RemoveSuppression", { target: target("domain", "nobody.example"), reason: "x" }))).toMatchObject({
      code: status.NOT_FOUND,
      reason: "NOT_SUPPRESSED",
    });
  });
});

describe("audiences", () => {
  it("leave out who may not be addressed, and say how many and why, page by page and as a whole", async () => {
    const names = Array.from({ length: 30 }, (_, i) => `aud-${i}`);
    await Promise.all(names.map((id) => tenant.identity.call("CreateUser", { userId: id, email: `${id}@audience.example` })));
    for (const id of names) await tenant.identity.call("AssignSegment", { userId: id, segment: "readers", priority: 5 });
    await Promise.all(names.slice(0, 20).map((id) => say({ userId: id }, said("granted"))));
    await Promise.all(names.slice(0, 4).map((id) => say({ userId: id }, said("withdrawn"))));
    await suppress(...names.slice(4, 7).map((id) => target("person", id)), target("address", "aud-25@audience.example"));
    const count = await consent.call("CountAudience", { segment: "readers", by, minPosition: position });
    const left = (counts: Message[]): Record<string, number> =>
      Object.fromEntries(counts.map((l) => [l.reason.slice("LEFT_OUT_REASON_".length).toLowerCase(), Number(l.people)]));
    expect([count.members, count.addressable, left(count.leftOut)]).toEqual([
      "30",
      "13",
      { withdrawn: 4, suppressed_person: 3, suppressed_address: 1, no_consent: 9 },
    ]);
    const kept: string[] = [];
    const sums: Record<string, number> = {};
    let pageToken = "";
    do {
      const page = await tenant.segment("ListSegmentMembers", { segment: "readers", addressableBy: by, pageSize: 7, pageToken });
      kept.push(...page.members.map((m: Message) => m.userId));
      for (const [why, people] of Object.entries(left(page.leftOut))) sums[why] = (sums[why] ?? 0) + people;
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(kept.sort()).toEqual(
      names
        .slice(7, 20)
        .map((id) => userIdOf(tenant.tenantId, id))
        .sort(),
    );
    expect(sums).toEqual(left(count.leftOut));
    expect((await tenant.segment("ListSegmentMembers", { segment: "readers" })).members).toHaveLength(30);
  });
});

describe("bad input and neighbours", () => {
  it("says everything that is wrong at once, and changes nothing", async () => {
    await created("wrong");
    const bad = await refusal(
      consent.call("SetConsent", {
        userId: "wrong",
        email: "wrong@example.net",
        consents: [
          said("granted", { purpose: "*" }),
          said("granted", { purpose: "No Spaces" }),
          said("granted", { at: time(Date.now() + 3 * 86_400_000) }),
          { purpose: "newsletter" },
        ],
      }),
    );
    expect(bad.code).toBe(status.INVALID_ARGUMENT);
    const fields = bad.violations.map((v: Message) => v.field);
    for (const field of ["user_id", "consents[0]", "consents[1].purpose", "consents[2].at", "consents[3].channel", "consents[3].status"])
      expect(fields).toContain(field);
    expect((await consent.call("ListConsents", { userId: "wrong", minPosition: position })).entries).toEqual([]);
    expect(await refusal(consent.call("SetConsent", { userId: randomUUID(), consents: [said("granted")] }))).toMatchObject({
      code: status.NOT_FOUND,
      reason: "USER_NOT_FOUND",
    });
  });

  it("one tenant's list and consents are nothing to another", async () => {
    const other = await segmentTenant(world);
    const theirs = other.client("ConsentService");
    await suppress(target("address", "shared@example.net"));
    await theirs.call("SetConsent", { email: "shared@example.net", consents: [said("granted")] });
    const { position: now } = await other.identity.call("CreateUser", { userId: "shared", email: "shared@example.net" });
    const check = await theirs.call("CheckAddressable", { by, subjects: [{ userId: "shared" }], minPosition: now });
    expect(check.results).toEqual([{ addressable: true, reasons: [] }]);
    expect((await theirs.call("ListSuppressions", {})).suppressions).toEqual([]);
    expect(await reason({ email: "shared@example.net" })).toBe("suppressed_address+no_consent");
  });
});

it("the tables built anew from the log are the same, and say the same", async () => {
  for (const name of ["consents", "suppressions"]) {
    await world.operations("RebuildView", { name });
    expect(await world.operations("VerifyViews", { names: [name] }), name).toMatchObject([{ equal: true }]);
  }
  expect(await reasons([{ userId: "ada" }, { userId: "cid" }, { userId: "later" }])).toEqual(["yes", "yes", "suppressed_address"]);
});
