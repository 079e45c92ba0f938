import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";
import { expectedLines, linesOf } from "./demoFigures.ts";
import { readmeBlocks, runReadmeBlock } from "./demoReadme.ts";
import { vectorCommands } from "./demoVectorCommands.ts";

const clientDirectory = fileURLToPath(new URL("../../clients/typescript/", import.meta.url));
const week = 7 * 86_400_000;
/** A Thursday's midnight: the story is the same every week, and its touches are never too old to earn a conversion. */
const end = new Date(Math.floor(Date.now() / week) * week).toISOString();

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld();
});
afterAll(() => world?.close());

const marketing = (...args: string[]) => runMarketing([...args, "--stack", world.stack]);
const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await marketing(...args, "--json");
  expect([args, code, code === 0 ? "" : stderr]).toEqual([args, 0, ""]);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
};
/** Views follow their logs within moments; a command of a loaded machine takes one. */
const eventually = <T>(ask: () => Promise<T>) => expect.poll(ask, { interval: 200 });

// biome-ignore lint/suspicious/noExplicitAny: the shape is the command's; the tests look at parts of it
let figures: any;

test("the whole story, with the figures of its seed", async () => {
  const args = ["demo", "--seed", "1", "--days", "7", "--events", "3000", "--end", end, "--json"];
  const { code, stdout, stderr } = await marketing(...args);
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  figures = JSON.parse(stdout.trim().split("\n").at(-1)!);
  expect([figures.verify.equal, figures.lag_events, figures.parked_events]).toEqual([true, 0, 0]);
  expect(linesOf(figures)).toEqual(expectedLines);
  // Scores look at the clock, and some leads pass the threshold by it: these are the ones that people took further.
  const all = figures.lead_funnel.at(-1);
  expect(all).toMatchObject({ source: "all", captured: 83, converted: 7 });
  expect([all.contacted >= 16, all.qualified >= 10, all.lost >= 2]).toEqual([true, true, true]);
  for (const heading of [
    "Campaigns",
    "Ad campaigns",
    "Leaderboard",
    "Lead funnel",
    "From capture to conversion",
    "Content library",
    "Agent tasks",
    "Questions to the knowledge",
    "Who behaves like",
    "What to suggest to",
    "Finished campaigns planned like Spring launch",
    "Vector indexes",
  ])
    expect(stderr).toContain(heading);
});

test("one lead's way, and a score that adds up", () => {
  const { history, factors, score, email, value } = figures.lead;
  expect(email).toBe(figures.person.email);
  expect(Number(value)).toBeGreaterThan(0);
  const kinds = history.map(({ kind }: { kind: string }) => kind);
  expect(kinds[0]).toBe("captured");
  expect(kinds).toEqual(expect.arrayContaining(["enriched", "updated", "contacted", "qualified", "converted"]));
  const sum = factors.reduce((all: number, { contribution }: { contribution: number }) => all + contribution, 0);
  expect(Math.abs(sum - score)).toBeLessThan(1e-6);
  expect(factors.find(({ factor }: { factor: string }) => factor === "company_size").contribution).toBeGreaterThan(0);
});

test("who behaves alike, and what people on trial have not done yet", () => {
  const { similar_people: people, recommendations } = figures.vectors;
  const scores = people.map(({ score }: { score: number }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  for (const { user_id, why, pattern_type } of people) {
    expect(user_id).not.toBe(figures.person.user_id);
    expect([pattern_type, why]).toEqual(["loyal", expect.arrayContaining(["both did purchase"])]);
  }
  expect(people.length).toBe(5);
  const { next, recent_actions: done } = recommendations;
  expect(next.length).toBeGreaterThan(0);
  for (const { action, people_took_it: took, people_considered: of } of next) {
    expect(done).not.toContain(action);
    expect(of).toBeGreaterThanOrEqual(3);
    expect(took).toBeLessThanOrEqual(of);
  }
});

test("again: nothing new anywhere, no count changed", async () => {
  const again = (await json("demo"))[0];
  expect(again.accepted).toBe(0);
  const kept = ({ accepted, duplicates, import_seconds, events_per_second, seconds, verify, ...rest }: Record<string, unknown>) => rest;
  expect(kept(again)).toEqual(kept(figures));
  expect(again.verify.equal).toBe(true);
});

describe("commands", () => {
  test("campaign: from draft to stopped, with the money", async () => {
    const [made] = await json("campaign", "create", "Tiny", "--type", "ad", "--budget", "10", "--channel", "google_ads");
    expect(made).toMatchObject({ name: "Tiny", status: "draft", budget: "10.000000", config: { channels: ["google_ads"] } });
    const id = made.campaign_id;
    const refused = await marketing("campaign", "resume", id);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("ILLEGAL_TRANSITION")]);
    expect((await json("campaign", "start", id))[0].status).toBe("active");
    expect((await json("campaign", "spend", id, "--amount", "4.50", "--source", "test"))[0]).toMatchObject({
      paused: false,
      spent: "4.500000",
    });
    expect((await json("campaign", "spend", id, "--amount", "6.00"))[0]).toMatchObject({ paused: true, pause_reason: "budget_exceeded" });
    expect((await json("campaign", "update", id, "--budget", "20"))[0].budget).toBe("20.000000");
    expect((await json("campaign", "resume", id))[0].status).toBe("active");
    expect((await json("campaign", "stop", id, "--reason", "enough"))[0].status).toBe("stopped");
    await eventually(async () => (await json("campaign", "get", id))[0]).toMatchObject({
      status: "stopped",
      spent: "10.500000",
      ad_campaigns: [],
    });
    await eventually(async () => (await json("campaign", "roi", id))[0]).toMatchObject({
      spent: "10.500000",
      revenue: "0.000000",
      roi: -1,
    });
    expect((await json("campaign", "leaderboard", "--limit", "1"))[0]).toMatchObject({ rank: 1, name: figures.leaderboard[0].name });
    const names = (await json("campaign", "list", "--type", "ad", "--status", "paused")).map(({ name }) => name);
    expect(names).toEqual(["Reporting tools"]);
    expect((await marketing("campaign", "get", "00000000-0000-4000-8000-000000000000")).code).toBe(6);
    expect((await marketing("campaign", "create", "x", "--type", "email")).code).toBe(2);
    expect((await marketing("campaign", "list")).stdout).toContain("Brand search");
  });

  test("lead: captured, spoken to, won; by address and by id", async () => {
    const email = "new.lead@cli.example";
    const [made] = await json("lead", "create", email, "--company", "CLI Ltd", "--source", "CLI", "--properties", '{"company_size":140}');
    expect(made).toMatchObject({ email, status: "new", deduplicated: false });
    expect((await json("lead", "create", email.toUpperCase()))[0]).toMatchObject({ lead_id: made.lead_id, deduplicated: true });
    await eventually(async () => (await marketing("lead", "get", email)).code).toBe(0);
    expect((await json("lead", "contact", email, "--channel", "call"))[0].status).toBe("contacted");
    expect((await marketing("lead", "convert", email, "--value", "5")).code).toBe(1);
    expect((await json("lead", "qualify", email, "--reason", "asked for a price"))[0]).toMatchObject({
      status: "qualified",
      qualified: true,
    });
    expect((await json("lead", "convert", made.lead_id, "--value", "1200.50"))[0]).toMatchObject({
      status: "converted",
      value_micros: "1200500000",
    });
    await eventually(async () => (await json("lead", "history", email)).map(({ kind }) => kind)).toContain("converted");
    const [explained] = await json("lead", "explain", email);
    expect(explained.factors.length).toBeGreaterThan(4);
    const funnel = await json("lead", "funnel");
    expect(funnel.at(-1)).toMatchObject({ source: "all", captured: figures.lead_funnel.at(-1).captured + 1 });
    expect((await json("lead", "list", "--status", "lost")).length).toBeGreaterThan(0);
    expect((await marketing("lead", "get", "nobody@cli.example")).code).toBe(6);
  });

  test("content: written, reviewed, published, changed, compared, found", async () => {
    const [made] = await json("content", "create", "Zebra crossings", "--type", "blog", "--text", "One zebra.\nTwo zebras.");
    const id = made.content_id;
    expect(made).toMatchObject({ state: "draft", version: 1 });
    const refused = await marketing("content", "publish", id);
    expect(refused.code).toBe(1);
    for (const [action, state] of [
      ["submit", "in_review"],
      ["approve", "approved"],
      ["publish", "published"],
    ] as const)
      expect((await json("content", action, id))[0].state).toBe(state);
    expect((await json("content", "update", id, "--text", "One zebra.\nThree zebras."))[0]).toMatchObject({
      version: 2,
      published_version: 1,
    });
    await eventually(async () => (await json("content", "versions", id)).length).toBe(2);
    const [diff] = await json("content", "diff", id);
    expect([diff.added, diff.removed]).toEqual([1, 1]);
    await eventually(async () => (await json("content", "search", "zebras -lions")).map((hit) => hit.content_id)).toEqual([id]);
    expect((await json("content", "get", id, "--published"))[0]).toMatchObject({ version: 1, content: "One zebra.\nTwo zebras." });
    expect((await json("content", "list", "--state", "published", "--best"))[0].title).toBe("Weekly metrics that matter");
    expect((await json("content", "archive", id))[0].state).toBe("archived");
  });

  test("task: taken by hand, failed for good, replayed, done", async () => {
    const [made] = await json("task", "create", "by_hand", "--payload", '{"n":1}');
    const [claimed] = await json("task", "claim", "by_hand");
    expect(claimed).toMatchObject({ task_id: made.task_id, status: "claimed", payload: { n: 1 } });
    expect((await marketing("task", "claim", "by_hand")).code).toBe(6);
    expect((await json("task", "fail", made.task_id, "--lease", claimed.lease_id, "--permanent", "--error", "no"))[0].status).toBe("dead");
    expect((await marketing("task", "complete", made.task_id, "--lease", claimed.lease_id)).stderr).toContain("LEASE_LOST");
    expect((await json("task", "replay", made.task_id))[0].status).toBe("pending");
    const [again] = await json("task", "claim", "by_hand");
    expect((await json("task", "complete", made.task_id, "--lease", again.lease_id, "--result", '{"ok":true}'))[0]).toMatchObject({
      status: "completed",
      result: { ok: true },
    });
    const dead = await json("task", "dead");
    expect(dead.map(({ error }) => error)).toEqual([expect.stringContaining("hologram")]);
  });

  test("segment: previewed, put into force, left", async () => {
    const rule = '{"performed":"purchase"}';
    const buyers = figures.funnel.at(-1).users;
    const [preview] = await json("segment", "preview", "--rule", rule);
    expect(preview.matching).toBe(buyers);
    expect((await json("segment", "create", "buyer", "--rule", rule, "--activate"))[0]).toMatchObject({ name: "buyer", status: "active" });
    await eventually(async () => (await json("segment", "members", "buyer")).length).toBe(buyers);
    expect((await json("segment", "history", "buyer")).every(({ change }) => change === "entered")).toBe(true);
    expect((await json("segment", "list")).map(({ name }) => name)).toEqual(expect.arrayContaining(["buyer", "power_user"]));
    expect((await marketing("segment", "create", "wrong", "--rule", '{"performd":"x"}')).code).toBe(2);
    expect((await json("segment", "archive", "buyer"))[0].status).toBe("archived");
  });
});

describe("commands about vectors", () =>
  vectorCommands({ marketing, json, vectors: () => world.database.vectors, figures: () => figures }));

describe("the client's README", () => {
  const blocks = readmeBlocks(readFileSync(`${clientDirectory}README.md`, "utf8"));
  test("has its examples", () => expect(blocks.length).toBeGreaterThan(6));

  test.each(blocks.map((code, i) => [i + 1, code] as const))("example %i runs", async (_, code) => {
    // Inside the package, which knows itself by its name.
    const file = `${clientDirectory}.readme-${process.pid}.ts`;
    writeFileSync(file, code);
    try {
      const { code: exit, stdout, stderr } = await runReadmeBlock(file, world.stack);
      expect([exit, stderr]).toEqual([0, ""]);
      expect(stdout).not.toContain("undefined");
      expect(stdout.length).toBeGreaterThan(0);
    } finally {
      rmSync(file, { force: true });
    }
  });
});
