import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { canonicalJson } from "@marketing/shared/base/json";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import type protobuf from "protobufjs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nameOf, readContracts } from "../../docs/generate/contracts.ts";
import { readAs } from "../../docs/generate/limits.ts";
import { type Message, type RpcService, rpcServicesOf, serviceNames } from "../support/rpc.ts";
import { settled } from "../support/settled.ts";
import type { Tenant } from "../support/tenant.ts";
import { openWorld, type World } from "../support/world.ts";

// Words that every object has before anybody wrote them: as values, as names and as keys they are words like any other.

const words = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "__defineGetter__"];
/** All of them as keys, as JSON has them. */
const asKeys = (value: (word: string) => unknown): Record<string, unknown> =>
  JSON.parse(`{${words.map((word) => `${JSON.stringify(word)}:${JSON.stringify(value(word))}`).join(",")}}`);
const record = asKeys((word) => (word === "valueOf" ? { [word]: [word], constructor: { toString: 1 } } : word));

let world: World;
let tenant: Tenant;
beforeAll(async () => {
  world = await openWorld({ services: serviceNames });
  tenant = await world.newTenant(
    "words",
    serviceNames.map((name) => `${name}:*`),
  );
});
afterAll(() => world?.close());
const call = (service: RpcService, rpc: string, request: object = {}): Promise<Message> => tenant.client(service).call(rpc, request);

const whole = async (): Promise<void> => {
  await settled(world, serviceNames);
  for (const name of serviceNames) {
    const { parkedEvents } = (await world.operations("ListParked", {}, name))[0]!;
    expect({ name, parkedEvents }).toEqual({ name, parkedEvents: [] });
    const verdicts = await world.operations("VerifyViews", {}, name);
    expect({ name, unequal: verdicts.filter(({ equal }) => !equal) }).toEqual({ name, unequal: [] });
  }
};

/** A message with a word in every text and as every key; `ids`: what stands in fields that are no free text, so that the others are come to. */
const filled = (message: protobuf.Type, word: string, ids: boolean, above: ReadonlyArray<protobuf.Type> = []): Record<string, unknown> =>
  Object.fromEntries(
    message.fieldsArray
      .filter(
        (field) =>
          !/page_token|request_id|min_position|expected_version/.test(field.name) &&
          (!field.partOf || field.partOf.oneof[0] === field.name),
      )
      .flatMap((field): Array<[string, unknown]> => {
        const { resolvedType } = field.resolve();
        const one = (): unknown => {
          if (field.type === "string") {
            if (ids && /(^|_)ids?$/.test(field.name) && !/^(user_id|anonymous_id|previous_id|message_id|external_id)$/.test(field.name))
              return randomUUID();
            if (ids && /properties(_contain)?$/.test(field.name)) return JSON.stringify(record);
            if (ids && /email$/.test(field.name)) return `${word.replaceAll("_", "")}@${word.replaceAll("_", "").toLowerCase()}.example`;
            if (ids && /currency/.test(field.name)) return "EUR";
            if (ids && /(time|_at|_date|sent_at|timestamp)$/.test(field.name)) return "";
            return word;
          }
          if (["double", "float"].includes(field.type)) return 0.5;
          if (/int/.test(field.type)) return 1;
          if (field.type === "bool") return true;
          if (resolvedType && "values" in resolvedType) return 1;
          if (!resolvedType || !("fieldsArray" in resolvedType)) return undefined;
          if (nameOf(resolvedType).endsWith(".Struct")) return toStruct({ ...record, [word]: word });
          if (nameOf(resolvedType).endsWith(".Timestamp")) return { seconds: 1_780_000_000, nanos: 0 };
          return above.includes(resolvedType) ? undefined : filled(resolvedType, word, ids, [...above, resolvedType]);
        };
        const value = field.map ? asKeys(() => word) : field.repeated ? [one()] : one();
        return value === undefined || (Array.isArray(value) && value[0] === undefined) ? [] : [[readAs(field.name), value]];
      }),
  );

const broken: ReadonlySet<number> = new Set([status.INTERNAL, status.UNKNOWN, status.DATA_LOSS]);

it("as every text and as every key of every call break nothing", async () => {
  const services = new Set(serviceNames.flatMap(rpcServicesOf));
  const tried = new Map<string, number>();
  for (const service of readContracts().flatMap(({ services }) => services)) {
    if (!services.has(nameOf(service)) || service.name === "TenantService") continue;
    for (const rpc of service.methodsArray.filter((one) => !one.requestStream && !one.responseStream))
      for (const word of words)
        for (const ids of [false, true]) {
          const request = filled(rpc.resolvedRequestType!, word, ids);
          const code = await call(service.name as RpcService, rpc.name, request).then(
            () => status.OK,
            (error: { code: number }) => error.code,
          );
          tried.set(status[code]!, (tried.get(status[code]!) ?? 0) + 1);
          expect(broken.has(code), `${service.name}/${rpc.name} of ${word}: ${status[code]}`).toBe(false);
        }
  }
  process.stdout.write(`calls by answer: ${JSON.stringify(Object.fromEntries(tried))}\n`);
  expect(tried.get("OK")).toBeGreaterThan(100);
  await whole();
});

it("arrive as they were given, as keys of traits, properties, metadata and payloads", async () => {
  const user = await call("IdentityService", "Identify", {
    userId: "ann",
    traits: toStruct(record),
    traitsSetOnce: toStruct({ ...record, more: 1 }),
  });
  expect(JSON.stringify(fromStruct(user.user.traits))).toBe(JSON.stringify({ ...record, more: 1 }));
  const again = await call("IdentityService", "Identify", { userId: "ann", anonymousId: "device", traits: toStruct(record) });
  const read = await call("IdentityService", "GetUser", { userId: "ann", minPosition: again.position });
  expect(fromStruct(read.user.traits)).toEqual({ ...record, more: 1 });
  expect(Object.keys(fromStruct(read.user.traits))).toContain("__proto__");
  const unset = await call("IdentityService", "Identify", { userId: "ann", traitsUnset: words });
  expect(fromStruct(unset.user.traits)).toEqual({ more: 1 });

  const { lead, position } = await call("LeadService", "CaptureLead", {
    email: "ann@words.example",
    source: "constructor",
    properties: toStruct(record),
  });
  expect(JSON.stringify(fromStruct(lead.properties))).toBe(JSON.stringify(record));
  const found = await call("LeadService", "ListLeads", {
    propertiesContain: toStruct({ ["__proto__"]: "__proto__" }),
    minPosition: position,
  });
  expect(found.leads.map((one: Message) => one.leadId)).toEqual([lead.leadId]);
  const enriched = await call("LeadService", "EnrichLead", {
    leadId: lead.leadId,
    provider: "constructor",
    namespace: "constructor",
    properties: toStruct(record),
  });
  const byNamespace = new Map(Object.entries(fromStruct(enriched.lead.properties).enrichment as Record<string, { data: unknown }>));
  expect(JSON.stringify(byNamespace.get("constructor")?.data)).toBe(JSON.stringify(record));

  const sent = await call("TrackingService", "TrackEvents", {
    events: words.map((word) => ({
      userId: "ann",
      eventName: word,
      sessionId: word,
      properties: JSON.stringify(record),
      contextActive: true,
    })),
  });
  expect(sent).toMatchObject({ accepted: words.length, rejected: 0 });
  const { events } = await call("TrackingService", "GetTimeline", { person: { externalId: "ann" }, minPosition: sent.position });
  // jsonb keeps its own order of keys
  for (const event of events) expect(canonicalJson(JSON.parse(event.properties))).toBe(canonicalJson(record));
  const { counts } = await call("TrackingService", "CountEvents", { byName: true, minPosition: sent.position });
  for (const word of words) expect(Number(counts.find((one: Message) => one.eventName === word)?.count)).toBeGreaterThanOrEqual(1);
});

it("name tags, headings, front matter, columns and campaigns like any other", async () => {
  for (const word of words) {
    for (const [format, text] of [
      ["HTML", `<${word}>hello ${word}</${word}><p class="${word}" ${word}="1">&${word}; world</p>`],
      [
        "MARKDOWN",
        `---\n${word}: ${word}\n---\n# ${word}\n\n<${word}>hello</${word}>\n\n\`\`\`${word}\n${word}\n\`\`\`\n\n[${word}]: ${word}\n[${word}]`,
      ],
      ["TEXT", `${word}\n\n${word}`],
    ] as const) {
      const { document, position } = await call("KnowledgeService", "PutDocument", {
        title: word,
        text,
        format: `DOCUMENT_FORMAT_${format}`,
        source: "KNOWLEDGE_SOURCE_DOCUMENT",
        category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS",
      });
      const read = await call("KnowledgeService", "GetDocument", { documentId: document.documentId, minPosition: position });
      expect(read.document.chunks, `${format} ${word}`).toBeGreaterThan(0);
    }
    const csv = `email,${word},name\n${word.replaceAll("_", "")}@columns.example,${word},${word}`;
    const { counts } = await call("LeadService", "ImportLeads", { importId: `columns-${word}`, page: 1, csv, final: true });
    expect(counts).toMatchObject({ created: "1", failed: "0" });
    await call("CampaignService", "CreateCampaign", {
      name: word,
      type: "CAMPAIGN_TYPE_AD",
      config: toStruct({ ...record, utm_campaign: word, audience: { traits: record } }),
    });
  }
  await whole();
});
