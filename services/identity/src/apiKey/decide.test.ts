import { Result } from "effect";
import { expect, it } from "vitest";
import { type ApiKeyCommand, apiKeyDecider } from "./decide.ts";
import type { ApiKey } from "./events.ts";
import { inForce, initialApiKey } from "./state.ts";

const key: ApiKey = {
  keyId: "k3qx7m2p9v4t",
  tenantId: "018f0000-0000-7000-8000-0000000000aa",
  name: "shop",
  secretSha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  scopes: ["tracking:write"],
  rateLimit: null,
  createdAt: "2026-05-04T09:30:00.000Z",
  expiresAt: null,
};
const now = new Date("2026-06-01T00:00:00.000Z");
const revoke: ApiKeyCommand = { type: "revoke", now };
const decided = (command: ApiKeyCommand, state = initialApiKey) => Result.getOrThrow(apiKeyDecider.decide(command, state));
const created = decided({ type: "create", key, by: null, namesake: null }).reduce(apiKeyDecider.evolve, initialApiKey);

it("is created once, under its id", () => {
  expect(created).toEqual({ key, revokedAt: null });
  expect(apiKeyDecider.decide({ type: "create", key, by: null, namesake: null }, created)).toMatchObject({
    failure: { reason: "API_KEY_EXISTS" },
  });
});

it("is refused beside a key in force that has its name, which is named", () => {
  expect(apiKeyDecider.decide({ type: "create", key, by: null, namesake: "w8r2c5n1x6d3" }, initialApiKey)).toMatchObject({
    failure: { kind: "already_exists", reason: "API_KEY_NAME_TAKEN", metadata: { key_id: "w8r2c5n1x6d3" } },
  });
  const ends = { ...created, key: { ...key, expiresAt: "2026-06-01T00:00:00.000Z" } };
  const revoked = { ...created, revokedAt: "2026-05-05T00:00:00.000Z" };
  expect([created, revoked, ends, initialApiKey].map((state) => inForce(state, now))).toEqual([true, false, false, false]);
  expect(inForce(ends, new Date("2026-05-31T23:59:59.999Z"))).toBe(true);
});

it("is revoked once; again is already true", () => {
  const events = decided(revoke, created);
  expect(events).toEqual([
    { type: "api_key_revoked", data: { keyId: key.keyId, tenantId: key.tenantId, revokedAt: "2026-06-01T00:00:00.000Z" } },
  ]);
  const revoked = events.reduce(apiKeyDecider.evolve, created);
  expect(decided({ ...revoke, now: new Date("2026-07-01T00:00:00.000Z") }, revoked)).toEqual([]);
  expect(revoked.key).toEqual(key);
});

it("cannot be revoked where there is none", () => {
  expect(apiKeyDecider.decide(revoke, initialApiKey)).toMatchObject({ failure: { kind: "not_found", reason: "API_KEY_NOT_FOUND" } });
});

it("gets nothing that its maker lacks, and is told each thing; from the platform it gets everything", () => {
  const by = { scopes: ["tracking:*", "tenant:admin"], rateLimit: 100, expiresAt: "2026-12-01T00:00:00.000Z" };
  const fieldsOf = (asked: Partial<ApiKey>) => {
    const decision = apiKeyDecider.decide({ type: "create", key: { ...key, ...asked }, by, namesake: null }, initialApiKey);
    return Result.isFailure(decision) ? decision.failure.violations?.map(({ field }) => field) : [];
  };
  const within = { scopes: ["tracking:read", "tracking:*"], rateLimit: 100, expiresAt: by.expiresAt };
  expect(fieldsOf(within)).toEqual([]);
  expect(fieldsOf({ ...within, rateLimit: null })).toEqual(["rate_limit"]);
  expect(fieldsOf({ ...within, rateLimit: 101 })).toEqual(["rate_limit"]);
  expect(fieldsOf({ ...within, expiresAt: null })).toEqual(["expires_at"]);
  expect(fieldsOf({ ...within, expiresAt: "2026-12-01T00:00:00.001Z" })).toEqual(["expires_at"]);
  expect(fieldsOf({ scopes: ["*", "tracking:read", "tenant:*", "track:*"] })).toEqual([
    "scopes[0]",
    "scopes[2]",
    "scopes[3]",
    "rate_limit",
    "expires_at",
  ]);
  expect(decided({ type: "create", key: { ...key, scopes: ["*"] }, by: null, namesake: null })).toHaveLength(1);
});

it("has another limit where its changer has as much; a revoked one has none", () => {
  const limit = (rateLimit: number | null, own: number | null): ApiKeyCommand => ({
    type: "limit",
    rateLimit,
    by: { scopes: [], rateLimit: own, expiresAt: null },
  });
  expect(decided(limit(5, 5), created)).toEqual([
    { type: "api_key_limit_changed", data: { keyId: key.keyId, tenantId: key.tenantId, rateLimit: 5 } },
  ]);
  expect(decided(limit(null, null), created)).toEqual([]); // it has none already
  for (const asked of [6, null])
    expect(apiKeyDecider.decide(limit(asked, 5), created)).toMatchObject({ failure: { reason: "EXCEEDS_CALLER" } });
  const revoked = decided(revoke, created).reduce(apiKeyDecider.evolve, created);
  expect(apiKeyDecider.decide(limit(5, 5), revoked)).toMatchObject({ failure: { reason: "API_KEY_REVOKED" } });
});
