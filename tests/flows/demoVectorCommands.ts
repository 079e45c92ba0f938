import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Pinecone } from "@pinecone-database/pinecone";
import { expect, test } from "vitest";
import type { Finished } from "../../clients/cli/src/testing/runMarketing.ts";
import type { TestDatabase } from "../support/servers.ts";

export interface DemoWorld {
  readonly marketing: (...args: string[]) => Promise<Finished>;
  /** What it prints with --json; it has to succeed. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the command's; the tests look at parts of it
  readonly json: (...args: string[]) => Promise<any[]>;
  readonly vectors: () => TestDatabase["vectors"];
  /** Of the demo that ran before. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly figures: () => any;
}

/** Tests of the commands about knowledge, people and campaigns alike, and indexes, on the demo's world. */
export const vectorCommands = ({ marketing, json, vectors, figures }: DemoWorld): void => {
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
      expect((await json("knowledge", "ask", "zebras", "--category", "campaign_history", "--min-score", "0.1"))[0].passages).toEqual([]);
      for (const name of ["crossing.md", "herd.html"]) await json("knowledge", "delete", first.outcomes[name]!.document_id);
      expect((await marketing("knowledge", "show", id)).code).toBe(6);
      expect((await marketing("knowledge", "ingest", join(directory, "gone"))).code).toBe(2);
      const sample = await json("knowledge", "ingest", documents, "--base", "https://knowledge.harborline.example");
      expect(new Set(sample.map(({ outcome }) => outcome))).toEqual(new Set(["unchanged"]));
      expect(sample.length).toBe(figures().documents);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("search by meaning, people alike, campaigns alike", async () => {
    const board = figures().vectors.answers.at(-1).cited[0].content_id;
    for (const mode of ["semantic", "hybrid"]) {
      const [hit] = await json("content", "search", "what a board deck contains", "--mode", mode);
      expect(hit).toMatchObject({
        content_id: board,
        legs: expect.arrayContaining([expect.objectContaining({ leg: "semantic", rank: 1 })]),
      });
    }
    const alike = await json("user", "similar", figures().person.email, "--limit", "5", "--type", "loyal");
    expect(alike.map(({ user_id }) => user_id)).toEqual(
      figures().vectors.similar_people.map(({ user_id }: { user_id: string }) => user_id),
    );
    expect((await json("user", "similar", "--pattern", "loyal, purchase once", "--limit", "1"))[0].why).toContain("both did purchase");
    const { external_id, next } = figures().vectors.recommendations;
    const [advice] = await json("user", "recommend", external_id);
    expect([advice.basis, advice.recommendations[0].action]).toEqual(["similar", next[0].action]);
    const plan = ["a webinar for controllers", "--type", "lead_gen", "--platform", "linkedin", "--channel", "webinar"];
    const found = await json("campaign", "similar", ...plan, "--limit", "2");
    expect(found[0]).toMatchObject({ name: "Autumn webinar 2025", platform: "linkedin" });
    expect(found.at(-1).outlook.spent).toMatchObject({ campaigns: 2 });
    expect((await json("campaign", "similar", "a launch", "--ran-on", "producthunt")).slice(0, -1).map(({ name }) => name)).toEqual([
      "Product Hunt launch 2025",
    ]);
    expect((await marketing("campaign", "similar", figures().vectors.similar_campaigns.campaign_id)).stdout).toContain("What to expect");
  });

  test("vectors: where they stand, what does not belong there or is missing, and a generation beside the live one", async () => {
    const [before] = await json("vectors", "status", "--service", "campaign");
    const wanted = before.generations[0].vectors;
    const { PINECONE_API_KEY: apiKey, PINECONE_CONTROLLER_HOST: controllerHostUrl } = vectors();
    const store = new Pinecone({ apiKey, controllerHostUrl });
    const { host } = await store.describeIndex("campaign-history");
    const namespace = store.index({ host: host! }).namespace(`${figures().tenant_id}.g1`);
    const { vectors: listed } = await namespace.listPaginated({ limit: 1 });
    await namespace.deleteOne({ id: listed![0]!.id! });
    await namespace.upsert({ records: [{ id: "stray", values: Array.from({ length: 1_536 }, (_, i) => i + 1) }] });
    expect(await json("vectors", "reconcile", "--service", "campaign")).toEqual([
      { service: "campaign", index: "campaign-history", namespaces: 1, listed: wanted, strays: 1, missing: 1, upserted: 1 },
    ]);
    expect((await json("vectors", "reindex", "--service", "campaign"))[0]).toMatchObject({ generation: 2, wanted, synced: wanted });
    const status = await json("vectors", "status", "--tenants");
    expect(status.map(({ index }) => index)).toEqual(["user-behavior-patterns", "campaign-history", "marketing-knowledge"]);
    const live = status[1].generations.find(({ state }: { state: string }) => state === "live");
    expect(live).toMatchObject({ generation: 2, wanted, synced: wanted, pending: 0, failed: 0, model: "local-lexical-v2-1536" });
    expect(status[1].tenants).toEqual([expect.objectContaining({ tenant_id: figures().tenant_id, vectors: wanted })]);
    const [none] = [await marketing("vectors", "status", "--service", "lead")];
    expect([none.code, none.stdout.trim()]).toEqual([0, "lead has no vector index"]);
  });
};
