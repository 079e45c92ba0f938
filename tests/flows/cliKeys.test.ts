import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld(["identity"]);
});
afterAll(() => world?.close());

const marketing = (...args: string[]) => runMarketing([...args, "--stack", world.stack]);

it("an operator makes a tenant and its keys, limits both and takes the limits away again", async () => {
  const [tenant] = (await marketing("tenants", "create", "Acme", "--json")).json();
  const of = ["--tenant", tenant.tenant_id];
  expect((await marketing("tenants", "budget", tenant.tenant_id, "50000", "--json")).json()).toMatchObject([{ budget: 50_000 }]);
  expect((await marketing("tenants", "list")).stdout).toMatch(/Acme .* 50000 /);
  expect((await marketing("tenants", "budget", tenant.tenant_id, "unlimited", "--json")).json()).toMatchObject([{ budget: 0 }]);
  const [key] = (await marketing("keys", "create", "shop", "--scope", "tracking:write", "--rate-limit", "100", "--json", ...of)).json();
  expect(key).toMatchObject({ rate_limit: 100, scopes: ["tracking:write"] });
  const again = await marketing("keys", "create", "shop", "--scope", "tracking:write", ...of);
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringMatching(new RegExp(`${key.key_id} is called "shop".*revoke it first, or choose another`)),
  ]);
  expect((await marketing("keys", "list", "--json", ...of)).json().filter(({ name }) => name === "shop")).toHaveLength(1);
  expect((await marketing("keys", "limit", key.key_id, "2500", "--json", ...of)).json()).toMatchObject([{ rate_limit: 2_500 }]);
  expect((await marketing("keys", "limit", key.key_id, "unlimited", ...of)).stdout).toContain("has no limit");
});

it("what is wrong is said before anything is sent, or as the service says it", async () => {
  for (const [args, says] of [
    [["keys", "limit", "k"], /keys limit takes a KEY_ID and UNITS/],
    [["keys", "limit", "k", "1.5"], /UNITS is a whole number from 1/],
    [["keys", "limit", "k", "0"], /or unlimited/],
    [["tenants", "budget", "t"], /tenants budget takes a TENANT_ID/],
  ] as const) {
    const { code, stderr } = await marketing(...args, "--tenant", uuidv7());
    expect([code, stderr], args.join(" ")).toEqual([2, expect.stringMatching(says)]);
  }
  const nobody = uuidv7();
  for (const args of [
    ["tenants", "budget", nobody, "5"],
    ["segment", "list", "--tenant", nobody],
  ])
    expect((await marketing(...args)).stderr, args.join(" ")).toMatch(/no such tenant/);
});
