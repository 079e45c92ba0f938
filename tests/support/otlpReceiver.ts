import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

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

export interface OtlpReceiver {
  readonly url: string;
  readonly spans: ReadonlyArray<ReceivedSpan>;
  readonly bodies: ReadonlyArray<{ readonly path: string; readonly text: string }>;
  close(): void;
}

/** An OTLP/HTTP server that keeps what it is told, as text too. */
export const openOtlpReceiver = async (): Promise<OtlpReceiver> => {
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
