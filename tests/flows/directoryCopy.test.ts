import { status } from "@grpc/grpc-js";
import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import { refusal } from "../support/rpc.ts";
import { startService, testPlatformKey } from "../support/services.ts";
import { openWorld, type World } from "../support/world.ts";

// A service and the keeper of the directory, which the test plays: what it says changes, it goes away, and it is somebody else.

let world: World;
beforeAll(async () => {
  world = await openWorld({ services: ["lead"] });
});
afterAll(() => world?.close());

const open = (apiKey: string) => world.open("LeadService", { apiKey });
const newKey = (tenantId: string, more: object = {}) => {
  const { keyId, apiKey, secretSha256 } = generateApiKey();
  const key = { keyId, tenantId, secretSha256, scopes: ["lead:*"] };
  world.playedDirectory!.addKey({ ...key, ...more });
  return { apiKey, key };
};
const copied = (keyId: string) =>
  until("the copy has it", async () => (await world.sql("SELECT FROM lead.api_keys_directory WHERE key_id = $1", [keyId])).length === 1);

describe("the copy of the directory", () => {
  it("follows what changes: limits, budgets, revocations", async () => {
    const tenantId = uuidv7();
    world.playedDirectory!.addTenant(tenantId);
    const { apiKey, key } = newKey(tenantId, { rateLimit: 1_000_000 });
    const lead = open(apiKey);
    await lead.call("ListLeads", {});
    await copied(key.keyId);
    world.playedDirectory!.addTenant(tenantId, { budget: 77 });
    world.playedDirectory!.addKey({ ...key, rateLimit: 88 });
    await until("the limits are copied", async () => {
      const sql =
        "SELECT t.budget, k.rate_limit FROM lead.tenants_directory t JOIN lead.api_keys_directory k USING (tenant_id) WHERE tenant_id = $1";
      const [row] = await world.sql(sql, [tenantId]);
      return Number(row?.budget) === 77 && Number(row?.rate_limit) === 88;
    });
    world.playedDirectory!.addKey({ ...key, rateLimit: 88, revoked: true });
    await until(
      "the key is refused",
      async () =>
        (await lead.call("ListLeads", {}).then(
          () => "",
          (error) => error.reason,
        )) === "API_KEY_REVOKED",
    );
  });

  it("is built anew beside itself, and is the same", async () => {
    const same = [expect.objectContaining({ name: "directory", equal: true, difference: "" })];
    expect(await world.operations("VerifyViews", { names: ["directory"] })).toEqual(same);
    await world.operations("RebuildView", { name: "directory" });
    expect(await world.operations("VerifyViews", { names: ["directory"] })).toEqual(same);
  });
});

describe("a limit", () => {
  it("counts the rows of a file, and nothing of a file that is beyond it is taken", async () => {
    const tenantId = uuidv7();
    world.playedDirectory!.addTenant(tenantId);
    const lead = open(newKey(tenantId, { rateLimit: 20 }).apiKey);
    const csv = (from: number, to: number) => ["email", ...Array.from({ length: to - from }, (_, i) => `p${from + i}@x.com`)].join("\n");
    const exhausted = { code: status.RESOURCE_EXHAUSTED };
    expect(await refusal(lead.call("ImportLeads", { importId: "a", csv: csv(0, 50), final: true }))).toMatchObject({
      ...exhausted,
      reason: "COSTS_TOO_MUCH",
      metadata: { limit: "20", cost: "50" },
    });
    const { counts } = await lead.call("ImportLeads", { importId: "b", csv: csv(0, 15), final: true });
    expect(counts).toMatchObject({ rows: "15", created: "15" });
    const refused = await refusal(lead.call("ImportLeads", { importId: "c", csv: csv(15, 25), final: true }));
    expect(refused).toMatchObject({ ...exhausted, reason: "RATE_LIMIT_EXCEEDED" });
    expect(refused.retryAfterMs).toBeGreaterThan(0);
    const stored = await world.sql("SELECT FROM lead.event_log WHERE tenant_id = $1 AND type = 'lead_captured'", [tenantId]);
    expect(stored).toHaveLength(15);
  });

  it("counts what a stream delivers, and the reader goes on from its position when there is more", async () => {
    const tenantId = uuidv7();
    world.playedDirectory!.addTenant(tenantId);
    const client = world.as(tenantId, "LeadService");
    for (let i = 0; i < 12; i++) await client.call("CaptureLead", { email: `s${i}@x.com` });
    const { apiKey, key } = newKey(tenantId, { rateLimit: 10 });
    const seen: string[] = [];
    const read = async (afterPosition: string | number) => {
      let last = afterPosition;
      for await (const m of open(apiKey).stream("Subscribe", { afterPosition, eventTypes: ["LeadCaptured"] })) {
        if (m.event === null) return last;
        seen.push(m.event.eventId);
        last = m.position;
      }
      return last;
    };
    expect(await refusal(read(0))).toMatchObject({ code: status.RESOURCE_EXHAUSTED, reason: "RATE_LIMIT_EXCEEDED" });
    expect(seen).toHaveLength(10);
    await copied(key.keyId);
    world.playedDirectory!.addKey({ ...key, rateLimit: 100 });
    const [row] = await world.sql(
      "SELECT max(position) AS position FROM (SELECT position FROM lead.event_log WHERE tenant_id = $1 AND type = 'lead_captured' ORDER BY position LIMIT 10) x",
      [tenantId],
    );
    await until("the rest comes", () =>
      read(row.position).then(
        () => true,
        () => false,
      ),
    );
    expect(new Set(seen).size).toBe(12);
  });
});

describe("while the keeper of the directory is away", () => {
  it("known keys and tenants go on, and whoever is not known is told to come again, not turned away", async () => {
    const tenantId = uuidv7();
    world.playedDirectory!.addTenant(tenantId);
    const { apiKey, key } = newKey(tenantId);
    await open(apiKey).call("ListLeads", {});
    await copied(key.keyId);
    await until(
      "the tenant is copied",
      async () => (await world.sql("SELECT FROM lead.tenants_directory WHERE tenant_id = $1", [tenantId])).length === 1,
    );
    await world.playedDirectory!.close();
    await world.restart(); // nothing is remembered
    await open(apiKey).call("ListLeads", {});
    await world.as(tenantId, "LeadService").call("ListLeads", {});
    const away = { code: status.UNAVAILABLE, reason: "DIRECTORY_UNAVAILABLE" };
    const unknown = await refusal(open(generateApiKey().apiKey).call("ListLeads", {}, { deadlineMs: 20_000 }));
    expect(unknown).toMatchObject(away);
    expect(unknown.retryAfterMs).toBeGreaterThan(0);
    expect(await refusal(world.open("LeadService", { apiKey: testPlatformKey, tenantId: uuidv7() }).call("ListLeads", {}))).toMatchObject(
      away,
    );
    const wrong = `${apiKey.slice(0, -1)}${apiKey.endsWith("a") ? "b" : "a"}`;
    expect(await refusal(open(wrong).call("ListLeads", {}))).toMatchObject({ reason: "INVALID_API_KEY" });
  });

  it("a service that is not told where to ask does not start, and says what is missing", async () => {
    const lead = await startService("lead", { ...world.envOf(), GRPC_PORT: "0", DIRECTORY_ADDRESS: "", DIRECTORY_KEY: "" });
    await expect.poll(() => lead.logs()).toMatch(/DIRECTORY_ADDRESS and DIRECTORY_KEY: where and by which key/);
    expect(await lead.stop()).toBe(1);
  });
});
