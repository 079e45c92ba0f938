import { type Context, context, ROOT_CONTEXT, type Span, trace } from "@opentelemetry/api";
import { attributes as a } from "./attributes.ts";
import { maxLinks } from "./causes.ts";
import { spans } from "./spans.ts";
import { telemetry } from "./state.ts";
import { traced } from "./tracing.ts";

/** The caller's trace context, to be kept with work that is done later, together with that of others. Null while traces are off. */
export const callerContext = (): Context | null => (telemetry.traces ? context.active() : null);

/**
 * Runs one transaction on behalf of several callers. With a single caller it runs in that caller's span. With more it gets a span of its
 * own, which is linked with each caller's span in both directions.
 */
export const commitFor = <A>(callers: ReadonlyArray<Context | null>, kind: string, work: () => Promise<A>): Promise<A> => {
  if (!telemetry.traces) return work();
  if (callers.length === 1) return context.with(callers[0] ?? ROOT_CONTEXT, work);
  const theirs = callers.map((c) => c && trace.getSpan(c)).filter((s): s is Span => s?.isRecording() ?? false);
  if (theirs.length === 0) return context.with(ROOT_CONTEXT, work);
  const links = theirs.slice(0, maxLinks).map((s) => ({ context: s.spanContext() }));
  const attributes = { [a.appendKind]: kind, [a.appendUnits]: callers.length };
  return traced(spans.commit, { parent: ROOT_CONTEXT, links, attributes }, (span) => {
    for (const s of theirs) s.addLink({ context: span.spanContext() });
    return work();
  });
};
