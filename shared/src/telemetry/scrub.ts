import type { Attributes, AttributeValue, Context, Span, SpanOptions, Tracer, TracerProvider } from "@opentelemetry/api";
import { libraryAttributes } from "./attributes.ts";

/** An SQL statement with its string literals replaced. */
export const withoutLiterals = (sql: string): string => sql.replace(/'(?:[^']|'')*'/g, "?").slice(0, 1_000);

const clean = (key: string, value: AttributeValue): AttributeValue =>
  key === "db.query.text" && typeof value === "string" ? withoutLiterals(value) : value;

const allowed = (given: Attributes): Attributes => {
  const kept = Object.entries(given).filter(([key]) => libraryAttributes.has(key));
  return Object.fromEntries(kept.flatMap(([key, value]) => (value === undefined ? [] : [[key, clean(key, value)]])));
};

/**
 * The span as a library sees it: it can set only registered attributes, and of a failure only its code. Messages and events may quote
 * personal data and are dropped.
 */
const guarded = (span: Span): Span => {
  const { setAttribute, setStatus } = span;
  span.setAttribute = (key, value) => (libraryAttributes.has(key) ? setAttribute.call(span, key, clean(key, value)) : span);
  span.setAttributes = (given) => {
    for (const [key, value] of Object.entries(given)) if (value !== undefined) span.setAttribute(key, value);
    return span;
  };
  span.setStatus = ({ code }) => setStatus.call(span, { code });
  span.recordException = () => undefined;
  span.addEvent = () => span;
  return span;
};

const guardedTracer = (tracer: Tracer): Tracer => ({
  startSpan: (name: string, options?: SpanOptions, parent?: Context): Span =>
    guarded(tracer.startSpan(name, { ...options, attributes: allowed(options?.attributes ?? {}) }, parent)),
  startActiveSpan: tracer.startActiveSpan.bind(tracer),
});

/** Tracers for libraries, which do not know what is personal data. */
export const scrubbing = (provider: TracerProvider): TracerProvider => ({
  getTracer: (name, version, options) => guardedTracer(provider.getTracer(name, version, options)),
});
