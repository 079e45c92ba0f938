import { randomUUID } from "node:crypto";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { uuidv7 } from "@marketing/shared/base/ids";
import type { Caller } from "@marketing/shared/command/caller";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, type Pool, transaction } from "@marketing/shared/postgres/pool";
import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandPolicy } from "../policy/commands.ts";
import { storedEvents } from "../service.ts";
import { commandContent, type GivenCommand } from "./commands.ts";
import { textFacts } from "./text.ts";
import type { Metadata } from "./version.ts";
import { contentView } from "./view.ts";

let database: TestDatabase;
let pool: Pool;
let log: EventLog;
beforeAll(async () => {
  database = await createTestDatabase({ services: ["content"] });
  pool = createPool({ connectionString: database.workerUrl("content"), schema: "content" });
  log = new EventLog({ pool, schema: "content", codec: codecOf(storedEvents) });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const callerOf = (tenantId: string): Caller => ({ log, tenantId, appendId: null, expectedVersion: null, metadata: { actor: "test" } });
const run = (tenantId: string, contentId: string, command: GivenCommand, text?: string | null) =>
  commandContent(callerOf(tenantId), contentId, command, text);
const creation = (
  contentId: string,
  text: string | null,
  more: { title?: string | null; metadata?: Metadata; campaignId?: string | null } = {},
) =>
  ({
    type: "create",
    contentId,
    contentType: "blog",
    title: "A title",
    metadata: {},
    language: "en",
    text: text === null ? null : textFacts(text),
    generatedBy: null,
    campaignId: null,
    model: null,
    promptHash: null,
    at: 1_700_000_000_000,
    ...more,
  }) as const;
const asIs = { title: undefined, metadata: undefined, language: undefined, text: undefined, campaignId: undefined };

const apply = (events: ReadonlyArray<RecordedEvent>): Promise<void> =>
  transaction(pool, (client) =>
    contentView.apply(
      client,
      events.filter((e) => contentView.types!.has(e.type)),
    ),
  );
const tables = async (): Promise<Record<string, unknown>> => {
  const found: Record<string, unknown> = {};
  for (const table of contentView.tables)
    found[table] = (
      await pool.query(`SELECT md5(string_agg(md5(t::text), '' ORDER BY t::text)) AS all, count(*)::int AS n FROM ${table} t`)
    ).rows[0];
  return found;
};

describe("content view", () => {
  it("folds to the same tables whatever the batches are", async () => {
    const tenant = uuidv7();
    const campaign = randomUUID();
    const ids = Array.from({ length: 4 }, () => randomUUID());
    const [a, b, c, d] = ids as [string, string, string, string];
    const bulk = (type: string, streamId: string, data: object) =>
      log.appendBulk([{ tenantId: tenant, receiptId: uuidv7(), fingerprint: 0, streamId, event: { type, data } }]);
    const at = 1_700_000_000_001;
    await commandPolicy(callerOf(tenant), { contentType: "blog", approvalRequired: false, authorMayApprove: null });
    await run(tenant, a, creation(a, "first text", { campaignId: campaign, metadata: { seo: { slug: "one" } } }), "first text");
    await bulk("campaign_named", `campaign-${campaign}`, { campaignId: campaign, name: "Spring" });
    await run(tenant, a, { type: "publish", at });
    await run(tenant, a, { ...asIs, type: "edit", text: textFacts("second text"), metadata: { seo: { slug: "two" } }, at }, "second text");
    await run(tenant, a, { ...asIs, type: "edit", title: "same text", at });
    await run(tenant, b, creation(b, null, { title: null, campaignId: campaign }));
    await bulk("performance_counted", `performance-${a}`, { contentId: a, version: 1, served: 3, engaged: 1, source: "api" });
    await bulk("performance_counted", `performance-${a}`, { contentId: a, version: 2, served: 3, engaged: 1, source: "api" });
    await bulk("campaign_purged", `campaign-${campaign}`, { campaignId: campaign });
    await run(tenant, c, creation(c, "third", { campaignId: campaign }), "third");
    await run(tenant, a, { type: "restore", version: 1, at });
    await run(tenant, a, { type: "publish", at });
    await run(tenant, c, { ...asIs, type: "edit", campaignId: randomUUID(), at });
    await run(tenant, d, creation(d, "long ".repeat(20_000)), "long ".repeat(20_000));
    await run(tenant, d, { type: "publish", at });
    await run(tenant, d, { ...asIs, type: "edit", text: null, at });
    await run(tenant, d, { type: "unpublish", reason: "", at });
    await run(tenant, b, { type: "archive", at });
    const { events } = await log.readAll(0, 1_000);
    const results: unknown[] = [];
    for (const size of [1_000, 1, 2, 3, 7]) {
      await pool.query(
        `DELETE FROM content_library; DELETE FROM content_versions; DELETE FROM content_chunks; DELETE FROM content_performance; DELETE FROM campaign_names`,
      );
      for (let i = 0; i < events.length; i += size) await apply(events.slice(i, i + size));
      results.push(await tables());
    }
    for (const result of results.slice(1)) expect(result).toEqual(results[0]);
    const { rows } = await pool.query(
      "SELECT content_id, title, content, campaign_id, campaign_name, published_version, version, performance_score FROM content_library ORDER BY array_position($1::uuid[], content_id)",
      [ids],
    );
    expect(rows).toMatchObject([
      {
        title: "A title",
        content: "first text",
        campaign_id: null,
        campaign_name: "Spring",
        published_version: 4,
        version: 4,
        performance_score: "0.3333",
      },
      { title: null, content: null, campaign_id: null, campaign_name: "Spring", published_version: null },
      { content: "third", campaign_name: null, published_version: null },
      { content: null, published_version: null, version: 2 },
    ]);
    const versions = await pool.query("SELECT version, content FROM content_versions WHERE content_id = $1 ORDER BY 1", [a]);
    expect(versions.rows.map((v) => v.content)).toEqual(["first text", "second text", "second text", "first text"]);
    const chunks = await pool.query("SELECT content_id, version FROM content_chunks WHERE content_id = ANY ($1) GROUP BY 1, 2", [ids]);
    expect(chunks.rows.map((r) => `${ids.indexOf(r.content_id)}:${r.version}`).sort()).toEqual(["0:4", "1:1", "2:1", "3:2"]);
  });

  it("lets ten at once change the same content, one after the other", async () => {
    const tenant = uuidv7();
    const id = randomUUID();
    await run(tenant, id, creation(id, "x"), "x");
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => run(tenant, id, { ...asIs, type: "edit", text: textFacts(`text ${i}`), at: i }, `text ${i}`)),
    );
    expect(results.filter((r) => r.status === "rejected")).toEqual([]);
    const events = await log.readStreamAll(tenant, `content-${id}`);
    expect(events.map((e) => (e.data as { version: number }).version)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1));
    for (let version = 1; version <= 11; version++) expect(await log.readStreamAll(tenant, `text-${id}-${version}`)).toHaveLength(1);
  });

  it("keeps up with a text of five megabytes", async () => {
    const tenant = uuidv7();
    const id = randomUUID();
    const words = Array.from({ length: 5_000 }, (_, i) => `word${(i * 7919).toString(36)}`);
    let text = "";
    for (let i = 0; text.length < 5_200_000; i++) text += `${words[(i * i + i * 31) % 5_000]} `;
    const before = await log.head();
    await run(tenant, id, creation(id, text), text);
    const { events } = await log.readAll(before, 100);
    const start = performance.now();
    await apply(events);
    console.info(`5 MiB folded in ${(performance.now() - start).toFixed(0)} ms`);
    const { rows } = await pool.query(
      "SELECT count(*)::int AS n, max(length(content)) AS longest FROM content_chunks WHERE content_id = $1",
      [id],
    );
    expect(rows[0].n).toBeGreaterThan(2_600);
    expect(rows[0].longest).toBeLessThanOrEqual(2_000);
  });
});
