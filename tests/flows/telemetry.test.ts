import { freePort } from "@marketing/local/ports";
import { uuidv7 } from "@marketing/shared/base/ids";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { metrics, prometheusName } from "@marketing/shared/telemetry/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alerts, panels, usedBy } from "../../deploy/telemetry/queries.ts";
import { type OtlpReceiver, openOtlpReceiver, type ReceivedSpan } from "../support/otlpReceiver.ts";
import { until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { refusal } from "../support/rpc.ts";
import { openWorld, type World } from "../support/world.ts";

/** What must not be found in anything that leaves a process. */
const personal = {
  email: "erika.mustermann@people.example",
  name: "Zaphod Quetzalcoatl-Ybarra",
  phone: "+49 170 5550123",
  ip: "203.0.113.77",
  body: "meet me at the blue heron bistroquet",
};
const hostile = Object.values(personal).join(" ");
const tenant = uuidv7();
const traceOf = (n: number) => `${n}`.repeat(32);
const parentSpan = "c".repeat(16);
const traceparent = (n: number) => `00-${traceOf(n)}-${parentSpan}-01`;

const names = ["campaign", "content"] as const;
let world: World;
let receiver: OtlpReceiver;
const metricsPorts = new Map<string, number>();
const scrape = async (name: string): Promise<string> => (await fetch(`http://127.0.0.1:${metricsPorts.get(name)}/metrics`)).text();
/** Everything scraped, so that it is searched too. */
let scraped = "";
beforeAll(async () => {
  receiver = await openOtlpReceiver();
  for (const name of names) metricsPorts.set(name, await freePort());
  const env = (name: string) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_METRICS_EXPORTER: "prometheus",
    OTEL_EXPORTER_PROMETHEUS_PORT: String(metricsPorts.get(name)),
    OTEL_BSP_SCHEDULE_DELAY: "200",
    OTEL_BLRP_SCHEDULE_DELAY: "200",
  });
  world = await openWorld({ services: names, plays: ["identity", "tracking", "lead"], env });
});
afterAll(async () => {
  await world?.close();
  receiver?.close();
});

const spansOf = (n: number): ReceivedSpan[] => receiver.spans.filter((s) => s.traceId === traceOf(n));
const find = (n: number, service: string, name: string | RegExp): ReceivedSpan | undefined =>
  spansOf(n).find((s) => s.service === service && (typeof name === "string" ? s.name === name : name.test(s.name)));
const told = async (n: number, service: string, name: string | RegExp): Promise<ReceivedSpan> => {
  await until(
    `${service} tells of ${name}: ${spansOf(n).map((s) => `${s.service} ${s.name}`)}`,
    () => find(n, service, name) !== undefined,
  );
  return find(n, service, name)!;
};
const arrivedAbove = (n: number, span: ReceivedSpan): string[] => {
  const parent = spansOf(n).find((s) => s.spanId === span.parentSpanId);
  return parent ? [parent.name, ...arrivedAbove(n, parent)] : [span.parentSpanId];
};
/** From the span up to the caller's. Processes tell of their spans in batches, of a parent after its children: waits for all of them. */
const above = async (n: number, span: ReceivedSpan): Promise<string[]> => {
  await until(`everything above ${span.name}`, () => arrivedAbove(n, span).at(-1) === parentSpan).catch(() => undefined);
  return arrivedAbove(n, span);
};

describe("a call", () => {
  it("is one trace through log, bus and the other service", async () => {
    const tasks = world.as(tenant, "TaskService");
    const { task } = await tasks.call(
      "EnqueueTask",
      { taskType: "content_creator", payload: toStruct(personal) },
      { traceparent: traceparent(1) },
    );
    let claimed: Message = null;
    await until("the task can be had", async () => {
      claimed = (await tasks.call("ClaimTask", { taskTypes: ["content_creator"], workerId: "writer" })).task;
      return claimed !== null;
    });
    const result = { title: personal.name, content: hostile, content_type: "email", author_ip: personal.ip };
    await tasks.call(
      "CompleteTask",
      { taskId: task.taskId, leaseId: claimed.leaseId, result: toStruct(result) },
      { traceparent: traceparent(2) },
    );

    const server = await told(2, "campaign", "grpc.marketing.campaign.v1.TaskService/CompleteTask");
    expect(server.parentSpanId).toBe(parentSpan);
    const append = await told(2, "campaign", "append");
    expect((await above(2, append)).slice(0, 2)).toEqual(["decide agent_task", server.name]);
    expect((await above(2, await told(2, "campaign", /^pg\.query:append_/)))[0]).toBe("append");

    const sent = await told(2, "campaign", "send CAMPAIGN");
    expect(sent).toMatchObject({ parentSpanId: append.spanId, links: [append.spanId] });
    const processed = await told(2, "content", "process CAMPAIGN");
    expect(processed).toMatchObject({ parentSpanId: sent.spanId, links: [sent.spanId] });
    const draft = await told(2, "content", "append");
    expect((await above(2, draft)).slice(0, 3)).toEqual(["decide content", "process CAMPAIGN", "send CAMPAIGN"]);
    const projected = await told(2, "content", "project content_library");
    expect(projected.links).toContain(draft.spanId);
    expect(await above(2, projected)).toEqual([
      "append",
      "decide content",
      "process CAMPAIGN",
      "send CAMPAIGN",
      "append",
      "decide agent_task",
      server.name,
      parentSpan,
    ]);
    await told(2, "content", "send CONTENT");

    const redis = await told(1, "campaign", /^(evalsha|eval)$/);
    expect(await above(1, redis)).toContain("append");
    expect(redis.attributes["db.query.text"]).toMatch(/^evalsha$|^eval$/);
  });

  it("reaches the vectors in the same trace", async () => {
    const knowledge = world.as(tenant, "KnowledgeService");
    const document = {
      documentId: uuidv7(),
      title: personal.name,
      text: `${hostile}. Cold brew takes twelve hours.`,
      source: "KNOWLEDGE_SOURCE_DOCUMENT",
      category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS",
    };
    await knowledge.call("PutDocument", document, { traceparent: traceparent(3) });
    const upsert = await told(3, "content", "upsert marketing-knowledge");
    expect((await above(3, upsert)).slice(0, 3)).toEqual(["index marketing_knowledge", "append", expect.stringMatching(/^decide /)]);
    await told(3, "content", "embeddings local-lexical-v2-1536");
    const search = await world
      .as(tenant, "KnowledgeService")
      .call("RetrieveKnowledge", { query: hostile }, { traceparent: traceparent(4) });
    expect(search).toBeDefined();
    expect((await above(4, await told(4, "content", "query marketing-knowledge"))).at(-1)).toBe(parentSpan);
  });
});

describe("metrics", () => {
  it("all exist that a dashboard, an alert or the registry names, with the labels that are asked for", async () => {
    const { client: limited } = await world.withKey(tenant, ["content:read"], "ContentService", 1);
    await world.sql(
      "INSERT INTO content.dead_letters (reaction, event_id, tenant_id, event, error, attempts) VALUES ('drafts', $1, $2, $3, $4, 5)",
      [uuidv7(), tenant, JSON.stringify(personal), hostile],
    );
    await world.sql("INSERT INTO content.safeguards (kind) VALUES ('backup')");
    await limited.call("ListContents", {});
    expect((await refusal(limited.call("ListContents", {}))).reason).toBe("RATE_LIMIT_EXCEEDED");
    const tooLarge = world.as(tenant, "ContentService").call("ListContents", { pageToken: "x".repeat(600_000) });
    expect((await refusal(tooLarge)).reason).toBe("REQUEST_TOO_LARGE");

    const used = [...alerts().map((a) => a.expr), ...panels().flatMap((p) => p.queries)].flatMap(usedBy);
    const named = Object.values(metrics).map((m) => ({
      metric: `${prometheusName(m)}${m.kind === "histogram" ? "_bucket" : ""}`,
      labels: new Set<string>(),
    }));
    const exported = (): Map<string, Set<string>> => {
      const found = new Map<string, Set<string>>();
      for (const [, name, labels] of scraped.matchAll(/^([a-z_]+)\{(.*)\} \S+$/gm)) {
        const known = found.get(name!) ?? new Set();
        for (const [, label] of labels!.matchAll(/([a-z_]+)="/g)) known.add(label!);
        found.set(name!, known);
      }
      return found;
    };
    const missing = async (): Promise<string[]> => {
      scraped = (await Promise.all([scrape("campaign"), scrape("content")])).join("\n");
      const found = exported();
      return [...used, ...named].flatMap(({ metric, labels }) =>
        found.has(metric) ? [...labels].filter((l) => !found.get(metric)!.has(l)).map((l) => `${metric} ${l}`) : [metric],
      );
    };
    const lines = (name: string, label: string) => scraped.split("\n").filter((l) => l.startsWith(`${name}{`) && l.includes(`="${label}"`));
    let left: string[] = [];
    await until("everything is there", async () => {
      left = (await missing()).filter((l) => l !== "marketing_embedding_calls_total error_type"); // nothing failed
      return left.length === 0 && lines("marketing_reaction_dead_letters", "drafts").some((l) => l.endsWith(" 1"));
    }).catch(() => undefined);
    expect(left).toEqual([]);
    expect(lines("marketing_log_partitions_left", "content")).toEqual([expect.stringMatching(/ [1-9]$/)]);
    expect(lines("marketing_reaction_dead_letters", "drafts")).toEqual([expect.stringMatching(/ 1$/)]);
  });
});

describe("nothing that leaves a process", () => {
  it("holds personal data, whatever is sent and however it is refused", async () => {
    const content = world.as(tenant, "ContentService");
    for (const request of [
      { contentType: personal.email, title: hostile },
      { contentId: hostile, title: personal.name },
    ])
      await refusal(content.call("CreateContent", request as object));
    const slug = {
      contentType: "CONTENT_TYPE_BLOG",
      title: personal.name,
      content: hostile,
      metadata: toStruct({ seo: { slug: "taken" }, author: personal.email }),
    };
    expect(fromStruct((await content.call("CreateContent", slug)).content.metadata)).toMatchObject({ author: personal.email });
    await refusal(content.call("CreateContent", slug));
    await world
      .as(tenant, "CampaignService")
      .call("CreateCampaign", { name: personal.name, type: "CAMPAIGN_TYPE_LEAD_GEN", description: hostile })
      .catch(() => undefined);
    await Promise.all(names.map((name) => world.service(name).stop())); // and with it everything that is still to be told

    const paths = new Set(receiver.bodies.map((b) => b.path));
    expect([...paths].sort()).toEqual(["/v1/logs", "/v1/traces"]);
    const everything = {
      scraped,
      told: receiver.bodies.map((b) => b.text).join("\n"),
      lines: world.service("campaign").logs() + world.service("content").logs(),
    };
    for (const [where, text] of Object.entries(everything)) {
      expect(text.length, where).toBeGreaterThan(1_000);
      for (const [what, secret] of Object.entries(personal)) {
        expect(text.includes(secret), `${what} in ${where}`).toBe(false);
        expect(text.includes(JSON.stringify(secret.split(" ").at(-1)).slice(1, -1)), `${what} in ${where}`).toBe(false);
      }
    }
    for (const line of everything.lines.trim().split("\n"))
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), service: expect.any(String) });
  });
});
