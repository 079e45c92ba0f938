import { status } from "@grpc/grpc-js";
import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileTexts } from "../support/hostileTexts.ts";
import { stretched } from "../support/patience.ts";
import { caller, type Message, refusal } from "../support/rpc.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let knowledge: ReturnType<typeof caller>;
let contents: ReturnType<typeof caller>;
let tracking: ReturnType<typeof caller>;
const tenant = uuidv7();
const stranger = uuidv7();

beforeAll(async () => {
  world = await openWorld({ services: ["content", "tracking"], plays: ["identity", "campaign", "lead"] });
  knowledge = caller(world.as(tenant, "KnowledgeService"));
  contents = caller(world.as(tenant, "ContentService"));
  tracking = caller(world.as(tenant, "TrackingService"));
});
afterAll(() => world?.close());

/** The longest time that another tenant's read waited, ms, while `work` was done: a process that is busy with one text answers nobody. */
const longestWait = async (ask: () => Promise<unknown>, work: () => Promise<unknown>): Promise<number> => {
  let done = false;
  const working = work().finally(() => {
    done = true;
  });
  let longest = 0;
  while (!done) {
    const begin = performance.now();
    await ask();
    longest = Math.max(longest, performance.now() - begin);
  }
  await working;
  return longest;
};

const table = (columns: number, rows: number): string => {
  const row = (cell: string): string => `|${`${cell}|`.repeat(columns)}\n`;
  return row("a") + row("-") + "|a\n".repeat(rows);
};
/** Each took seconds, some for ever, when Markdown was read with a general parser. */
const known: ReadonlyArray<readonly [name: string, format: string, text: string]> = [
  ["a run of spaces", "MARKDOWN", `a${" ".repeat(40_000)}b`],
  ["a run of spaces, as plain text", "TEXT", `a${" ".repeat(40_000)}b`],
  ["markers of nested lists", "MARKDOWN", "- ".repeat(40_000)],
  ["lists in lists", "MARKDOWN", Array.from({ length: 400 }, (_, n) => `${" ".repeat(2 * n)}- a`).join("\n")],
  ["runs of backticks", "MARKDOWN", `${"`".repeat(40_000)}a`],
  ["backticks that do not close", "MARKDOWN", Array.from({ length: 500 }, (_, n) => `${"`".repeat(n + 1)}a`).join("")],
  ["a wide table of short rows", "MARKDOWN", table(1_000, 2_000)],
  ["a wider table of more rows", "MARKDOWN", table(20_000, 100_000)],
  ["<pre> with spaces", "HTML", `<pre>a${" ".repeat(40_000)}b</pre>`],
  ["<pre> in Markdown", "MARKDOWN", `<pre>a${" ".repeat(40_000)}b</pre>`],
  ["a run of spaces of five megabytes", "MARKDOWN", `a${" ".repeat(5_000_000)}b`],
  ["every kind of hostile text", "MARKDOWN", [...hostileTexts.values()].map((of) => of(8_000)).join("\n\n")],
  ["every kind of hostile text as HTML", "HTML", [...hostileTexts.values()].map((of) => of(8_000)).join("\n\n")],
];

const put = (title: string, format: string, text: string): Promise<Message> =>
  knowledge("PutDocument", {
    title,
    text: text.replaceAll("\0", " "),
    format: `DOCUMENT_FORMAT_${format}`,
    source: "KNOWLEDGE_SOURCE_DOCUMENT",
    category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS",
  });

describe("documents made to keep a parser busy", () => {
  it("hold up neither other calls nor the view, and are the same when the view is built anew", async () => {
    const asker = caller(world.as(stranger, "KnowledgeService"));
    const ask = () => asker("ListDocuments", {});
    let chunks = 0;
    for (const [name, format, text] of known) {
      const bytes = Buffer.byteLength(text);
      let read: Message | undefined;
      const waited = await longestWait(ask, async () => {
        const { document, position } = await put(name, format, text);
        read = await knowledge("GetDocument", { documentId: document.documentId, minPosition: position });
      });
      chunks += read!.document.chunks;
      process.stdout.write(
        `${name.padEnd(36)}${String(bytes).padStart(9)} bytes${String(read!.document.chunks).padStart(7)} pieces, others waited ${waited.toFixed(0)} ms at most\n`,
      );
      expect(read!.document.chunks).toBeLessThanOrEqual(2 + bytes / 200);
      expect(waited).toBeLessThan(stretched(2_000));
    }
    expect(chunks).toBeGreaterThan(100);
    const { parkedEvents: parked } = (await world.operations("ListParked"))[0]!;
    expect(parked).toEqual([]);
    const verdicts = await world.operations("VerifyViews", { names: ["marketing_knowledge", "content_library"] });
    expect(verdicts.map(({ equal, difference }) => ({ equal, difference }))).toEqual(verdicts.map(() => ({ equal: true, difference: "" })));
  });

  it("do the same harm as a content: none", async () => {
    await contents("SetPolicy", { contentType: "CONTENT_TYPE_BLOG", approvalRequired: false });
    for (const [name, , text] of known.slice(0, 10)) {
      const { content } = await contents("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title: name, content: text });
      const { position } = await contents("Publish", { contentId: content.contentId });
      const { content: found } = await contents("GetContent", { contentId: content.contentId, minPosition: position });
      expect(found.state).toBe("CONTENT_STATE_PUBLISHED");
      await knowledge("RetrieveKnowledge", { query: "anything", minPosition: position });
    }
  });
});

describe("events made to keep a parser busy", () => {
  const event = (more: object = {}) => ({ userId: "somebody", eventName: "seen", contextActive: true, ...more });

  it("are refused before they are read, each field that is too long by its path", async () => {
    const long = "%".repeat(40_000);
    const { code, violations } = await refusal(
      tracking("TrackEvent", { event: event({ ipAddress: `${long}\n`, timestamp: long, channel: long }) }),
    );
    expect({ code, fields: violations.map(({ field }) => field) }).toEqual({
      code: status.INVALID_ARGUMENT,
      fields: ["event.timestamp", "event.ip_address", "event.channel"],
    });
    const alone = await refusal(tracking("TrackEvent", { event: event({ ipAddress: `${long}\n` }) }));
    expect(alone).toMatchObject({ code: status.INVALID_ARGUMENT, reason: "TOO_LONG" });
  });

  it("cost their neighbours in a batch nothing", async () => {
    const texts = [...hostileTexts.values()].map((of) => of(900));
    const sent = [
      ...texts.map((text) => event({ ipAddress: text, userAgent: text, timestamp: text.slice(0, 100), sessionId: text })),
      event({ ipAddress: "%".repeat(40_000) }),
      event(),
    ];
    const { results, rejected } = await tracking("TrackEvents", { events: sent });
    const refused = results.filter((r: Message) => r.status === "EVENT_STATUS_REJECTED");
    expect({ results: results.length, rejected }).toEqual({ results: sent.length, rejected: 1 });
    expect(refused.map((r: Message) => [r.rejection.reason, r.rejection.field])).toEqual([["too_long", "ip_address"]]);
  });

  it("stop no view with times at the ends of calendars", async () => {
    const times = [
      ...["0000-01-01T00:00:00Z", "0000-12-31", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59.999Z"],
      ...["+275760-09-13T00:00:00Z", "-271821-04-20T00:00:00Z", "99999999999999", "9999999999999", "000000000"],
    ];
    const sent = times.flatMap((time) => [event({ timestamp: time }), event({ sentAt: time }), event({ timestamp: time, sentAt: time })]);
    const { results, position } = await tracking("TrackEvents", { events: sent });
    expect(results.map((r: Message) => r.status)).toEqual(sent.map(() => "EVENT_STATUS_ACCEPTED"));
    await tracking("ListEvents", { minPosition: position });
    expect((await world.operations("ListParked", {}, "tracking"))[0]!.parkedEvents).toEqual([]);
    for (const firstDate of ["0000-01-01", "9999-12-31", "+275760-01"])
      expect((await refusal(tracking("CountUniqueUsers", { firstDate }))).code, firstDate).toBe(status.INVALID_ARGUMENT);
    for (const firstDate of ["0001-01-01", "9998-12-31"])
      for (const exact of [true, false]) expect((await tracking("CountUniqueUsers", { firstDate, exact })).count, firstDate).toBe("0");
  });

  it("hold up nobody: a thousand of them at their limits", async () => {
    const texts = [...hostileTexts.values()];
    const sent = Array.from({ length: 1_000 }, (_, n) => {
      const text = (length: number): string => texts[n % texts.length]!(length).slice(0, length);
      return event({ ipAddress: text(1_000), userAgent: `${n}${text(1_000)}`, timestamp: text(100), sessionId: text(1_000) });
    });
    const asker = caller(world.as(stranger, "TrackingService"));
    const ask = () => asker("ListEvents", {});
    const waited = await longestWait(ask, () => tracking("TrackEvents", { events: sent }));
    process.stdout.write(`a thousand hostile events: others waited ${waited.toFixed(0)} ms at most\n`);
    expect(waited).toBeLessThan(stretched(2_000));
  });
});
