import { readFileSync } from "node:fs";
import { ConfigProvider, Effect } from "effect";
import { expect, it } from "vitest";
import { defaults } from "../base/defaults.ts";
import { settingsConfig } from "./settings.ts";

const read = (env: Record<string, string>) => Effect.runSyncExit(settingsConfig.parse(ConfigProvider.fromEnv({ env })));
const settingsFrom = (env: Record<string, string>): Record<string, number> => {
  const exit = read(env);
  if (exit._tag !== "Success") throw new Error(String(exit));
  return { ...exit.value };
};

const text = readFileSync(new URL("../../../docs/operations.md", import.meta.url), "utf8");
const documented = [...text.matchAll(/^\| `([A-Z_]+)` \| (\d+) \| /gm)].map(([, name, otherwise]) => [name!, Number(otherwise)] as const);

it("are the mechanism's own numbers unless the environment says otherwise", () => {
  expect(settingsFrom({})).toMatchObject({
    subscriptionBatchSize: defaults.subscription.batchSize,
    leaseTtlMs: defaults.lease.ttlMs,
    receiptRetentionMs: 7 * 86_400_000,
    receiptEpochMs: 3 * 86_400_000,
    streamMaxAgeMs: 30 * 86_400_000,
  });
});

it("are all told in docs/operations.md", () => expect(documented).toHaveLength(Object.keys(settingsFrom({})).length));

it.each(documented)("%s has the default that docs/operations.md tells, %d, and sets one number", (name, otherwise) => {
  const usual = settingsFrom({});
  const set = settingsFrom({ [name]: String(otherwise + 1) });
  const changed = Object.keys(set).filter((key) => set[key] !== usual[key]);
  expect(changed).toHaveLength(1);
  expect([usual[changed[0]!], set[changed[0]!]]).toEqual([otherwise, otherwise + 1]);
});

it.each(documented)("%s is refused where it is no number that can be meant", (name) => {
  for (const nonsense of ["0", "-1", "1.5", "soon", "5s"]) {
    const exit = read({ [name]: nonsense });
    expect(exit._tag, nonsense).toBe("Failure");
    expect(String(exit)).toContain(name);
  }
});

it("receipts are never kept for less than seven days", () => {
  const day = 86_400_000;
  for (const less of [6 * day, 7 * day - 1]) expect(String(read({ RECEIPT_RETENTION_MS: String(less) }))).toContain("RECEIPT_RETENTION_MS");
  expect(settingsFrom({ RECEIPT_RETENTION_MS: String(8 * day) }).receiptRetentionMs).toBe(8 * day);
});
