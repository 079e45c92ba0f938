import { type Context, context, ROOT_CONTEXT, type Span, trace } from "@opentelemetry/api";
import { attributes as a } from "./attributes.ts";
import { maxLinks } from "./causes.ts";
import { spans } from "./spans.ts";
import { telemetry } from "./state.ts";
import { traced } from "./tracing.ts";

/** Who asked, for work that is done later and together; null without an SDK. */
export const asker = (): Context | null => (telemetry.traces ? context.active() : null);

/**
 * One transaction for several who asked: alone it runs in the asker's own span; of several it is a span of its own, linked with each of theirs
 * in both directions.
 */
export const commitFor = <A>(askers: ReadonlyArray<Context | null>, kind: string, work: () => Promise<A>): Promise<A> => {
  if (!telemetry.traces) return work();
  if (askers.length === 1) return context.with(askers[0] ?? ROOT_CONTEXT, work);
  const theirs = askers.map((c) => c && trace.getSpan(c)).filter((s): s is Span => s?.isRecording() ?? false);
  if (theirs.length === 0) return context.with(ROOT_CONTEXT, work);
  const links = theirs.slice(0, maxLinks).map((s) => ({ context: s.spanContext() }));
  const attributes = { [a.appendKind]: kind, [a.appendUnits]: askers.length };
  return traced(spans.commit, { parent: ROOT_CONTEXT, links, attributes }, (span) => {
    for (const s of theirs) s.addLink({ context: span.spanContext() });
    return work();
  });
};
