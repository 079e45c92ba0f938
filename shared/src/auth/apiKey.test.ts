import { expect, it } from "vitest";
import { generateApiKey, hashOf, hashSecret, isHash, parseApiKey, secretHash, secretMatches } from "./apiKey.ts";
import { hasScope, isTenantScope, type Principal } from "./principal.ts";

it("makes keys that are recognised by their hash alone", () => {
  const { keyId, apiKey, secretSha256 } = generateApiKey();
  expect(apiKey).toMatch(/^mk_[0-9a-f]{16}_[0-9A-Za-z]{32}$/);
  const parsed = parseApiKey(apiKey);
  expect(parsed?.keyId).toBe(keyId);
  expect(secretSha256).toBe(hashSecret(parsed!.secret));
  expect(secretMatches(parsed!.secret, secretSha256)).toBe(true);
  expect(secretMatches(`${parsed!.secret}x`, secretSha256)).toBe(false);
  expect(secretMatches(parsed!.secret, "")).toBe(false);
  expect(generateApiKey().apiKey).not.toBe(apiKey);
});

it("refuses what is no key", () => {
  for (const text of ["", "mk_", "mk_0123456789abcdef_short", "MK_0123456789abcdef_00000000000000000000000000000000", "x".repeat(1e5)])
    expect(parseApiKey(text)).toBeNull();
});

it("knows a secret by its hash alone, which opens nothing itself", () => {
  const { apiKey } = generateApiKey();
  for (const configured of [apiKey, hashOf(apiKey), hashOf(apiKey).toUpperCase().replace("SHA256", "sha256")]) {
    const secret = secretHash(configured)!;
    expect([apiKey, hashOf(apiKey), `${apiKey}x`, "", "x".repeat(1e6)].map(secret.matches)).toEqual([true, false, false, false, false]);
    expect(JSON.stringify(secret)).not.toContain(apiKey);
  }
  expect([apiKey, hashOf(apiKey), "sha256:abc"].map(isHash)).toEqual([false, true, false]);
  expect(secretHash("")).toBeUndefined();
});

it("knows which scope covers which", () => {
  const key = (...scopes: string[]): Principal => ({ kind: "api_key", id: "k", tenantId: "t", scopes, rateLimit: null, budget: null });
  const platform: Principal = { ...key("platform:admin"), kind: "platform", id: "platform", tenantId: null };
  expect(hasScope(key("identity:read"), "identity:read")).toBe(true);
  expect(hasScope(key("identity:read"), "identity:write")).toBe(false);
  expect(hasScope(key("identity:*"), "identity:write")).toBe(true);
  expect(hasScope(key("identity:*"), "identity2:write")).toBe(false);
  expect(hasScope(key("*"), "tracking:write")).toBe(true);
  expect(hasScope(key(), "identity:read")).toBe(false);
  expect(hasScope(platform, "anything:at_all")).toBe(true);
  for (const scope of ["*", "platform:*", "platform:admin"]) expect(hasScope(key(scope), "platform:admin"), scope).toBe(false);
  expect(["*", "identity:*", "tracking:write"].every(isTenantScope)).toBe(true);
  expect(["platform:admin", "platform:*", "", "Identity:read", "a:b:c", "**"].some(isTenantScope)).toBe(false);
});
