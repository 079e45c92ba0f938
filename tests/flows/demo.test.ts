import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Pinecone } from "@pinecone-database/pinecone";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliStack, startCliStack } from "./cliStack.ts";
import { expectedLines, linesOf } from "./demoFigures.ts";
import { readmeBlocks, runReadmeBlock } from "./demoReadme.ts";

const clientDirectory = fileURLToPath(new URL("../../clients/typescript/", import.meta.url));
const week = 7 * 86_400_000;
/** A Thursday's midnight: the story is the same every week, and its touches are never too old to earn a conversion. */
const end = new Date(Math.floor(Date.now() / week) * week).toISOString();

let world: CliStack;
beforeAll(async () => {
  world = await startCliStack();
});
afterAll(() => world?.stop());

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
const eventually = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000, interval: 200 });

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

describe("commands about vectors", () => {
  const documents = join(import.meta.dirname, "../../examples/knowledge");

  test("knowledge: a directory, the same again, one changed, what is wrong with some, asked, gone", async () => {
    const directory = mkdtempSync(join(tmpdir(), "marketing-knowledge-"));
    const write = (name: string, text: string | Buffer) => writeFileSync(join(directory, name), text);
    const ingest = async (...more: string[]) => {
      const args = ["knowledge", "ingest", directory, "--base", "https://zebra.example", "--tag", "zebra", "--json", ...more];
      const { code, stdout, stderr } = await marketing(...args);
      const lines = stdout
        .split("\n")
        .filter(Boolean)
        .map((text) => JSON.parse(text));
      return { code, stderr, outcomes: Object.fromEntries(lines.map(({ path, ...rest }) => [basename(path), rest])) };
    };
    try {
      write(
        "crossing.md",
        '---\ncategory: product_docs\ntags: [road, "safety"]\nupdated: 2026-01-31\n---\n# Crossings\n\nA zebra crossing has stripes, code ZB-77.',
      );
      write(
        "herd.html",
        "<title>Herds &amp; plains</title><meta name='category' content='market_trends'><nav>Home</nav><p>Herds of zebras wander.",
      );
      write("broken.txt", Buffer.from([0x7a, 0xff, 0xfe]));
      write("nowhere.txt", "This says no category.");
      write("picture.png", "");
      const first = await ingest("--wait");
      expect(first.outcomes).toMatchObject({
        "crossing.md": { outcome: "new", version: 1, uri: "https://zebra.example/crossing.md" },
        "herd.html": { outcome: "new" },
        "broken.txt": { outcome: "failed", problem: "it is no UTF-8 text" },
        "nowhere.txt": { outcome: "failed", problem: expect.stringContaining("--category") },
      });
      expect([first.code, Object.keys(first.outcomes).length]).toEqual([1, 4]);
      for (const name of ["broken.txt", "nowhere.txt"]) rmSync(join(directory, name));
      const { document_id: id } = first.outcomes["crossing.md"]!;
      expect((await ingest()).outcomes).toMatchObject({ "crossing.md": { outcome: "unchanged" }, "herd.html": { outcome: "unchanged" } });
      write("herd.html", "<title>Herds</title><meta name='category' content='market_trends'><p>Herds of zebras rest.");
      const third = await ingest("--wait");
      expect([third.code, third.outcomes["herd.html"]]).toEqual([0, expect.objectContaining({ outcome: "changed", version: 2 })]);
      const listed = await json("knowledge", "list", "--tag", "zebra");
      expect(listed.map(({ title, category }) => `${title}: ${category}`).sort()).toEqual([
        "Crossings: product_docs",
        "Herds: market_trends",
      ]);
      expect((await json("knowledge", "show", id))[0]).toMatchObject({
        ...{ tags: ["road", "safety", "zebra"], last_updated: "2026-01-31T00:00:00.000Z", text: expect.not.stringContaining("category:") },
        index: { state: "indexed", items: 1 },
      });
      const [asked] = await json("knowledge", "ask", "what is ZB-77?", "--k", "2");
      expect(asked.passages[0]).toMatchObject({ citation: { document_id: id, title: "Crossings", exact_tokens: ["zb-77"] } });
      expect((await marketing("knowledge", "ask", "what is ZB-77?")).stdout).toMatch(/\[1\] Crossings .*product_docs, 2026-01-31/);
      expect((await json("knowledge", "ask", "zebras", "--category", "campaign_history"))[0].passages).toEqual([]);
      for (const name of ["crossing.md", "herd.html"]) await json("knowledge", "delete", first.outcomes[name]!.document_id);
      expect((await marketing("knowledge", "show", id)).code).toBe(6);
      expect((await marketing("knowledge", "ingest", join(directory, "gone"))).code).toBe(2);
      const sample = await json("knowledge", "ingest", documents, "--base", "https://knowledge.harborline.example");
      expect(new Set(sample.map(({ outcome }) => outcome))).toEqual(new Set(["unchanged"]));
      expect(sample.length).toBe(figures.documents);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("search by meaning, people alike, campaigns alike", async () => {
    const board = figures.vectors.answers.at(-1).cited[0].content_id;
    for (const mode of ["semantic", "hybrid"]) {
      const [hit] = await json("content", "search", "what a board deck contains", "--mode", mode);
      expect(hit).toMatchObject({
        content_id: board,
        legs: expect.arrayContaining([expect.objectContaining({ leg: "semantic", rank: 1 })]),
      });
    }
    const alike = await json("user", "similar", figures.person.email, "--limit", "5", "--type", "loyal");
    expect(alike.map(({ user_id }) => user_id)).toEqual(figures.vectors.similar_people.map(({ user_id }: { user_id: string }) => user_id));
    expect((await json("user", "similar", "--pattern", "buyer, purchase", "--limit", "1"))[0].why).toContain("both did purchase");
    const { external_id, next } = figures.vectors.recommendations;
    const [advice] = await json("user", "recommend", external_id);
    expect([advice.basis, advice.recommendations[0].action]).toEqual(["similar", next[0].action]);
    const plan = ["a webinar for controllers", "--type", "lead_gen", "--platform", "linkedin", "--channel", "webinar"];
    const found = await json("campaign", "similar", ...plan, "--limit", "2");
    expect(found[0]).toMatchObject({ name: "Autumn webinar 2025", platform: "linkedin" });
    expect(found.at(-1).outlook.spent).toMatchObject({ campaigns: 2 });
    expect((await json("campaign", "similar", "a launch", "--ran-on", "producthunt")).slice(0, -1).map(({ name }) => name)).toEqual([
      "Product Hunt launch 2025",
    ]);
    expect((await marketing("campaign", "similar", figures.vectors.similar_campaigns.campaign_id)).stdout).toContain("What to expect");
  });

  test("vectors: where they stand, what does not belong there or is missing, and a generation beside the live one", async () => {
    const { PINECONE_API_KEY: apiKey, PINECONE_CONTROLLER_HOST: controllerHostUrl } = world.vectors;
    const store = new Pinecone({ apiKey, controllerHostUrl });
    const { host } = await store.describeIndex("campaign-history");
    const namespace = store.index({ host: host! }).namespace(`${figures.tenant_id}.g1`);
    const { vectors } = await namespace.listPaginated({ limit: 1 });
    await namespace.deleteOne({ id: vectors![0]!.id! });
    await namespace.upsert({ records: [{ id: "stray", values: Array.from({ length: 1_536 }, (_, i) => i + 1) }] });
    const wanted = figures.vectors.indexes.find(({ index }: { index: string }) => index === "campaign-history").vectors;
    expect(await json("vectors", "reconcile", "--service", "campaign")).toEqual([
      { service: "campaign", index: "campaign-history", namespaces: 1, listed: wanted, strays: 1, missing: 1, upserted: 1 },
    ]);
    expect((await json("vectors", "reindex", "--service", "campaign"))[0]).toMatchObject({ generation: 2, wanted, synced: wanted });
    const status = await json("vectors", "status", "--tenants");
    expect(status.map(({ index }) => index)).toEqual(["user-behavior-patterns", "campaign-history", "marketing-knowledge"]);
    const live = status[1].generations.find(({ state }: { state: string }) => state === "live");
    expect(live).toMatchObject({ generation: 2, wanted, synced: wanted, pending: 0, failed: 0, model: "local-lexical-1536" });
    expect(status[1].tenants).toEqual([expect.objectContaining({ tenant_id: figures.tenant_id, vectors: wanted })]);
    const [none] = [await marketing("vectors", "status", "--service", "lead")];
    expect([none.code, none.stdout.trim()]).toEqual([0, "lead has no vector index"]);
  });
});

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
