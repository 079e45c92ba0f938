import {
  type Attributes,
  type Context,
  context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { attributes as a } from "./attributes.ts";
import { telemetry } from "./state.ts";

export const tracer = trace.getTracer("marketing");
const pattern = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Parses a W3C `traceparent`; null when the text is not one. */
export const parseTraceparent = (text: string | null | undefined): SpanContext | null => {
  const found = text ? pattern.exec(text) : null;
  return found ? { traceId: found[1]!, spanId: found[2]!, traceFlags: Number.parseInt(found[3]!, 16) & 1, isRemote: true } : null;
};

export const formatTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${(traceFlags & 1).toString()}`;

/** The `traceparent` of the active span; undefined when there is none or traces are off. */
export const activeTraceparent = (): string | undefined => {
  const span = telemetry.traces ? trace.getActiveSpan() : undefined;
  return span ? formatTraceparent(span.spanContext()) : undefined;
};

/** One word for what went wrong, for metrics and spans: the error's reason, code or class. Never its message, which may quote data. */
export const errorTypeOf = (error: unknown): string => {
  const { reason, code, name } = (error ?? {}) as { reason?: unknown; code?: unknown; name?: unknown };
  for (const word of [reason, code, name]) if (typeof word === "string" && /^[A-Za-z0-9_.]{1,64}$/.test(word)) return word;
  return "_OTHER";
};

export interface SpanSpec {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  readonly links?: Link[];
  /** Default: the active one. */
  readonly parent?: Context;
}

const none = trace.wrapSpanContext({ traceId: "0".repeat(32), spanId: "0".repeat(16), traceFlags: 0 });

/** Runs `work` in a span of its own, which a rejection marks as failed. While traces are off it just runs `work`. */
export const traced = <A>(name: string, spec: SpanSpec, work: (span: Span) => Promise<A>): Promise<A> => {
  if (!telemetry.traces) return work(none);
  const { kind = SpanKind.INTERNAL, parent = context.active() } = spec;
  const options = { kind, ...(spec.attributes ? { attributes: spec.attributes } : {}), ...(spec.links ? { links: spec.links } : {}) };
  const span = tracer.startSpan(name, options, parent);
  return context.with(trace.setSpan(parent, span), async () => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute(a.errorType, errorTypeOf(error));
      throw error;
    } finally {
      span.end();
    }
  });
};

/** A context in which the given span is the parent, whatever span is active here. */
export const under = (parent: SpanContext): Context => trace.setSpanContext(ROOT_CONTEXT, parent);
