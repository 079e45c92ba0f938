import { Metadata } from "@grpc/grpc-js";
import { stretched, until } from "@marketing/tests/support/patience";
import { expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { generateApiKey } from "./apiKey.ts";
import { type Authenticator, createAuthenticator } from "./authenticator.ts";
import { FailedKeys } from "./failedKeys.ts";
import { type KeyRecord, keyRecord } from "./keyDirectory.ts";

const records = new Map<string, KeyRecord>();
const aKey = (): string => {
  const { keyId, apiKey, secretSha256 } = generateApiKey();
  records.set(keyId, keyRecord({ keyId, tenantId: uuidv7(), secretSha256, scopes: ["echo:*"], revoked: false, expiresAt: null }));
  return apiKey;
};
const counted = (options: { readonly perPeer: number; readonly perSecond: number; readonly cacheMs?: number }) => {
  const counts = { looks: 0 };
  const directory = {
    findKey: async (keyId: string) => {
      counts.looks++;
      await new Promise((resolve) => setTimeout(resolve, 2));
      return records.get(keyId) ?? null;
    },
    hasTenant: async () => true,
  };
  const { cacheMs, ...rest } = options;
  const auth = createAuthenticator({ directory, failedKeys: new FailedKeys(rest), ...(cacheMs === undefined ? {} : { cacheMs }) });
  return { auth, counts };
};
const outcome = async (auth: Authenticator, apiKey: string, peer: string): Promise<string> => {
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${apiKey}`);
  try {
    await auth.authenticate(metadata, peer);
    return "OK";
  } catch (error) {
    return (error as { reason: string }).reason;
  }
};
const tally = (outcomes: ReadonlyArray<string>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of outcomes) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
};

it("200 unknown keys from one peer cost no more look-ups than it has; keys that are known go on, others' peers too", async () => {
  const [known, fresh] = [aKey(), aKey()];
  const { auth, counts } = counted({ perPeer: 20, perSecond: 0.01 });
  expect(await outcome(auth, known, "1.1.1.1")).toBe("OK");
  counts.looks = 0;
  const wrong = await Promise.all(Array.from({ length: 200 }, () => outcome(auth, generateApiKey().apiKey, "1.1.1.1")));
  expect(tally(wrong)).toEqual({ INVALID_API_KEY: 20, TOO_MANY_UNKNOWN_KEYS: 180 });
  console.log(`200 unknown keys of one peer: ${counts.looks} looks`);
  expect(counts.looks).toBe(20);
  expect(await outcome(auth, known, "1.1.1.1")).toBe("OK");
  expect(await outcome(auth, fresh, "1.1.1.1")).toBe("TOO_MANY_UNKNOWN_KEYS"); // nobody can tell it from a wrong one
  expect(await outcome(auth, fresh, "2.2.2.2")).toBe("OK");
  expect(await outcome(auth, fresh, "1.1.1.1")).toBe("OK"); // now it is known
});

it("a known key is looked up again, throttled peer or not; a wrong secret of it costs nothing", async () => {
  const known = aKey();
  const { auth, counts } = counted({ perPeer: 1, perSecond: 0.01, cacheMs: 20 });
  expect(await outcome(auth, known, "p")).toBe("OK");
  expect(await outcome(auth, generateApiKey().apiKey, "p")).toBe("INVALID_API_KEY");
  await until("it was looked up again", async () => {
    expect(await outcome(auth, known, "p")).toBe("OK");
    return counts.looks >= 4;
  });
  const forged = known.slice(0, -1) + (known.endsWith("a") ? "b" : "a");
  expect(await outcome(auth, forged, "p")).toBe("INVALID_API_KEY");
});

it("new keys that are right count for nothing, and tries come back", async () => {
  const { auth } = counted({ perPeer: 2, perSecond: 1_000 / stretched(300) });
  for (let i = 0; i < 6; i++) expect(await outcome(auth, aKey(), "p")).toBe("OK");
  const same = generateApiKey().apiKey;
  expect(tally(await Promise.all(Array.from({ length: 30 }, () => outcome(auth, same, "q"))))).toEqual({ INVALID_API_KEY: 30 }); // one look for all
  await outcome(auth, generateApiKey().apiKey, "q");
  expect(await outcome(auth, generateApiKey().apiKey, "q")).toBe("TOO_MANY_UNKNOWN_KEYS");
  await until("a try came back", async () => (await outcome(auth, generateApiKey().apiKey, "q")) === "INVALID_API_KEY");
});
