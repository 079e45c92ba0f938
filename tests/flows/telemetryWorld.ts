import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { freePort } from "@marketing/local/ports";
import { connectBus } from "@marketing/shared/bus/connection";
import { declareStream } from "@marketing/shared/bus/stream";
import { createClient, type RpcClient } from "@marketing/shared/grpc/client";
import { createTestDatabase, type TestDatabase, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly links: ReadonlyArray<string>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
interface Payload {
  readonly resourceSpans?: ReadonlyArray<{
    readonly resource: { readonly attributes: ReadonlyArray<Attribute> };
    readonly scopeSpans: ReadonlyArray<{
      readonly spans: ReadonlyArray<{
        readonly name: string;
        readonly traceId: string;
        readonly spanId: string;
        readonly parentSpanId?: string;
        readonly links?: ReadonlyArray<{ readonly spanId: string }>;
        readonly attributes: ReadonlyArray<Attribute>;
      }>;
    }>;
  }>;
}

const plain = (attributes: ReadonlyArray<Attribute>): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** An OTLP/HTTP server that keeps what it is told, as text too. */
const receiver = async () => {
  const spans: ReceivedSpan[] = [];
  const bodies: { readonly path: string; readonly text: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      bodies.push({ path: request.url!, text });
      for (const r of (JSON.parse(text) as Payload).resourceSpans ?? [])
        for (const { name, traceId, spanId, parentSpanId = "", links = [], attributes } of r.scopeSpans.flatMap((s) => s.spans))
          spans.push({
            service: String(plain(r.resource.attributes)["service.name"]),
            name,
            traceId,
            spanId,
            parentSpanId,
            links: links.map((l) => l.spanId),
            attributes: plain(attributes),
          });
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { spans, bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
};

/** campaign and content as processes that tell a receiver of the test's own what they do, and show their metrics. */
export const openTelemetryWorld = async () => {
  const [database, redis, nats, told] = await Promise.all([
    createTestDatabase({ services: ["campaign", "content"] }),
    testRedis(),
    testNats(),
    receiver(),
  ]);
  const bus = await connectBus({ url: nats.url, name: "test" });
  for (const service of ["identity", "tracking", "lead"]) await declareStream(bus.nc, { service });
  const clients: RpcClient[] = [];
  const start = async (service: string) => {
    const metricsPort = await freePort();
    const running = await startService(service, {
      ...serviceEnv(service, { database, redisUrl: redis.url, natsUrl: nats.url }),
      OTEL_EXPORTER_OTLP_ENDPOINT: told.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_METRICS_EXPORTER: "prometheus",
      OTEL_EXPORTER_PROMETHEUS_PORT: String(metricsPort),
      OTEL_BSP_SCHEDULE_DELAY: "200",
      OTEL_BLRP_SCHEDULE_DELAY: "200",
    });
    const scrape = async (): Promise<string> => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    return { ...running, scrape };
  };
  const [campaign, content] = await Promise.all([start("campaign"), start("content")]);
  await Promise.all([campaign.ready(90_000), content.ready(90_000)]);
  const open = (process: TestService, service: string, options: object): RpcClient => {
    const name = process === campaign ? "campaign" : "content";
    const client = createClient({ address: process.address, package: `marketing.${name}.v1`, service, deadlineMs: 60_000, ...options });
    clients.push(client);
    return client;
  };
  return {
    database: database as TestDatabase,
    campaign,
    content,
    told,
    as: (tenantId: string, process: TestService, service: string) => open(process, service, { apiKey: testPlatformKey, tenantId }),
    withKey: (apiKey: string, process: TestService, service: string) => open(process, service, { apiKey }),
    stopServices: () => Promise.all([campaign.stop(), content.stop()]),
    close: async () => {
      for (const c of clients) c.close();
      await Promise.all([campaign.stop(), content.stop()]);
      await bus.close();
      told.close();
      await Promise.all([database.drop(), redis.release(), nats.release()]);
    },
  };
};
