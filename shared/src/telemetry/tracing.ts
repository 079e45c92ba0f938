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

/** W3C `traceparent` → the span it names; null for what is none. */
export const parseTraceparent = (text: string | null | undefined): SpanContext | null => {
  const found = text ? pattern.exec(text) : null;
  return found ? { traceId: found[1]!, spanId: found[2]!, traceFlags: Number.parseInt(found[3]!, 16) & 1, isRemote: true } : null;
};

export const formatTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${(traceFlags & 1).toString()}`;

/** Of the active span; undefined while there is none, always so without an SDK. */
export const activeTraceparent = (): string | undefined => {
  const span = telemetry.traces ? trace.getActiveSpan() : undefined;
  return span ? formatTraceparent(span.spanContext()) : undefined;
};

/** What went wrong in one word from code: a reason, a code, a class. Never a message. */
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

/** Runs `work` in a span of its own; a rejection marks it as failed. Without an SDK it only runs `work`. */
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

/** The span as the parent of what follows, whatever is active here. */
export const under = (parent: SpanContext): Context => trace.setSpanContext(ROOT_CONTEXT, parent);
