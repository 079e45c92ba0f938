import { createHash, randomBytes } from "node:crypto";
import { contracts } from "@marketing/client/services";
import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RpcService, serviceNames } from "../support/rpc.ts";
import { testPlatformKey } from "../support/services.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// Every RPC that takes a page token, found in the contracts, is given tokens that are none of its own.

const id = uuidv7();
/** What a request needs beside a token. */
const needed: Readonly<Record<string, object>> = {
  ListSegmentMembers: { segment: "pro" },
  GetSegmentHistory: { segment: "pro" },
  GetUserHistory: { userId: "ada" },
  ListSessions: { userId: "ada" },
  ListPerformanceHistory: { adCampaignId: id },
  GetLeadHistory: { leadId: id },
  ListVersions: { contentId: id },
  SearchContent: { query: "word" },
  GetTimeline: { person: { userId: "ada" } },
  GetSessionEvents: { sessionId: id },
};
const services = [...Object.values(contracts).map(({ service }) => service), OperationsService];
const lists = services.flatMap((service) =>
  service.methods.filter((m) => m.input.fields.some((f) => f.name === "page_token")).map((m) => [m.name, service.name] as const),
);
const platforms = new Set(["ListTenants", "ListParked", "ListActions", "ListDeadLetters"]);

let world: World;
let tenant: Tenant;
const real: Record<string, string> = {};
beforeAll(async () => {
  world = await openWorld({ services: serviceNames });
  tenant = await world.newTenant();
  const other = await world.newTenant("other");
  for (const [name, one] of Object.entries({ tenant, other })) {
    let position = "";
    for (const user of ["ada", "bob", "cy"])
      ({ position } = await one.call("IdentityService/CreateUser", { userId: `${name}-${user}`, email: `${user}@${name}.example` }));
    const answer = await one.call("IdentityService/ListUsers", { pageSize: 1, minPosition: position });
    real[name] = answer.nextPageToken;
    expect(real[name]).not.toBe("");
  }
});
afterAll(() => world?.close());

it("the RPCs with page tokens are found", () => expect(lists.length).toBeGreaterThan(20));

it.each(lists)("%s of %s refuses every token that it did not make", async (rpc, service) => {
  const client = platforms.has(rpc) ? world.open(service as RpcService, { apiKey: testPlatformKey }) : tenant.client(service as RpcService);
  const keys = ["[]", "[null]", '["x"]', '["x","y"]', "[-1]", '[{"a":1}]', "null", "1", "{", "", '["2026-01-01T00:00:00.000Z","x"]'];
  const guessed = keys.flatMap((key) =>
    [{ rpc, tenantId: tenant.tenantId, ...needed[rpc] }, { rpc, tenantId: tenant.tenantId }, { rpc }].map((query) => {
      const digest = createHash("sha256").update(JSON.stringify(query)).update("\n").update(key).digest().subarray(0, 9);
      return Buffer.concat([digest, Buffer.from(key)]).toString("base64url");
    }),
  );
  const tokens = [
    ...guessed,
    ...keys.map((key) => Buffer.concat([randomBytes(16), Buffer.from(key)]).toString("base64url")),
    ...(rpc === "ListUsers" ? [] : [real.tenant!]),
    real.other!,
    real.tenant!.slice(0, -1),
    real.tenant!.slice(4),
    "x",
    " ",
    "\u0000",
    "%00",
    "=".repeat(64),
    "A".repeat(100_000),
  ];
  const answers = await Promise.all(
    tokens.map((pageToken) =>
      client.call(rpc, { ...needed[rpc], pageToken }).then(
        () => `accepted ${pageToken}`,
        (error: { code: number; reason: string }) => `${error.code}`,
      ),
    ),
  );
  expect(new Set(answers), rpc).toEqual(new Set(["3"]));
});

it("a token is good at another replica and after a restart", async () => {
  const next = async () =>
    (await tenant.call("IdentityService/ListUsers", { pageSize: 1, pageToken: real.tenant })).users.map((u: { email: string }) => u.email);
  const before = await next();
  expect(before).toHaveLength(1);
  await world.restart("identity");
  expect(await next()).toEqual(before);
});
