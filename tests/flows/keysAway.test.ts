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
