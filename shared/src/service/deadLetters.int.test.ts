import { createTestDatabase, type TestDatabase } from "@marketing/tests/support/servers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import type { JsonObject } from "../base/json.ts";
import { countDeadLetters, discardDeadLetters, eventIn, readDeadLetters, replayDeadLetters } from "../operations/deadLetters.ts";
import { createPool, type Pool } from "../postgres/pool.ts";
import { readActions } from "../subscription/operatorActions.ts";
import { deadLettersOf } from "./deadLetters.ts";

const by = { actor: "platform", operator: "ada@desk", reason: "a test's" };
const never = new AbortController().signal;
let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  db = await createTestDatabase({ services: ["identity"] });
  pool = createPool({ connectionString: db.workerUrl("identity"), schema: "identity", max: 20 });
});
afterAll(async () => {
  await pool?.end();
  await db?.drop();
});
beforeEach(() => pool.query("DELETE FROM dead_letters"));

const event = (position: number) => ({
  ...{ position, tenantId: uuidv7(), streamId: "lead-1", version: 1, eventId: uuidv7(), type: "marketing.lead.v1.LeadQualified" },
  ...{ schemaVersion: 1, data: { n: position }, metadata: {}, subjectId: null, recordedAt: new Date(position) },
});
const died = async (name: string, ...positions: number[]) => {
  for (const sequence of positions)
    await deadLettersOf(
      pool,
      name,
    )({
      ...{ stream: "LEAD", sequence, subject: "s", headers: "", payload: Buffer.from("{"), attempts: 5 },
      ...{ error: new Error("no"), event: sequence > 0 ? event(sequence) : null },
    });
};
const positions = (contents: ReadonlyArray<JsonObject>) => contents.map((content) => eventIn(content)?.position ?? null);

it("are listed a page at a time, messages that are no events among them", async () => {
  await died("leads", 1, 2, 3, -7);
  await died("drafts", 9);
  const seen: string[] = [];
  for (let after: readonly [string, string] | null = null; ; ) {
    const rows = await readDeadLetters(pool, null, after, 2);
    seen.push(...rows.map((row) => `${row.reaction} ${row.position} ${row.event_type ?? "none"}`));
    const last = rows.at(-1);
    if (!last) break;
    after = [last.reaction, last.event_id];
  }
  expect(seen.sort()).toEqual([
    "drafts 9 marketing.lead.v1.LeadQualified",
    "leads -7 none",
    ...[1, 2, 3].map((n) => `leads ${n} marketing.lead.v1.LeadQualified`),
  ]);
  expect(await readDeadLetters(pool, "drafts", null, 10)).toMatchObject([{ attempts: 5, error: "no" }]);
});

it("are taken again in order, each once however many ask; what fails stays, and holds nothing up", async () => {
  await died("leads", ...Array.from({ length: 30 }, (_, i) => i + 1));
  await died("drafts", 99);
  const taken: JsonObject[] = [];
  const take = async (content: JsonObject): Promise<void> => {
    if (eventIn(content)!.position % 10 === 0) throw new Error("still no");
    taken.push(content);
    await new Promise((go) => setTimeout(go, 5));
  };
  const answers = await Promise.all([1, 2, 3, 4].map(() => replayDeadLetters(pool, { name: "leads", take }, null, never)));
  expect(answers.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(27);
  expect(positions(taken).sort((a, b) => a! - b!)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1).filter((n) => n % 10 !== 0));
  expect(answers.map(({ error }) => error).join()).toContain("still no");
  const left = await readDeadLetters(pool, "leads", null, 10);
  expect(left.map(({ position, error }) => [position, error])).toEqual([10, 20, 30].map((n) => [n, "still no"]));
  for (const { attempts } of left) expect(attempts).toBeGreaterThan(5);
  const alone: JsonObject[] = [];
  const one = { name: "leads", take: async (content: JsonObject) => void alone.push(content) };
  expect(await replayDeadLetters(pool, one, left[1]!.event_id, never)).toEqual({ replayed: 1, remaining: 2, error: "" });
  expect(await replayDeadLetters(pool, one, null, never)).toEqual({ replayed: 2, remaining: 0, error: "" });
  expect(positions(alone)).toEqual([20, 10, 30]);
  expect(eventIn(alone[0]!)!.recordedAt).toEqual(new Date(20));
  expect(await countDeadLetters(pool, "drafts")).toBe(1);
});

it("are given up by somebody who says why, one or all of a name", async () => {
  await died("leads", 4, 5, -3);
  await died("drafts", 6);
  const [first] = (await readDeadLetters(pool, "leads", null, 10)).filter(({ position }) => position === 4);
  expect(await discardDeadLetters(pool, "leads", first!.event_id, by)).toBe(1);
  expect(await discardDeadLetters(pool, "leads", first!.event_id, by)).toBe(0);
  expect(await discardDeadLetters(pool, "leads", null, by)).toBe(2);
  const [all, one] = await readActions(pool, "leads", null, 10);
  expect(one).toMatchObject({ ...by, action: "discard", positions: [4] });
  expect([...all!.positions].sort()).toEqual([-3, 5]);
  expect(await countDeadLetters(pool, "drafts")).toBe(1);
});
