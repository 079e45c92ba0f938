import { Batcher } from "@marketing/client/batches";
import type { AliasItem, EventItem, IdentifyItem, LineParser } from "./item.ts";
import { inOrder, places, watermark } from "./limit.ts";
import type { Line } from "./lines.ts";
import { type RetryOptions, withRetry } from "./retry.ts";
import type { Sink } from "./sink.ts";
import { ImportSummary } from "./summary.ts";

export interface ImportOptions {
  readonly lines: AsyncIterable<Line>;
  readonly parse: LineParser;
  readonly sink: Sink;
  /** Lines up to this one were answered before: they are read, for the ids and counts that depend on them, and not sent. */
  readonly resumeAfter?: number;
  /** Events a request. */
  readonly batchSize?: number;
  /** Requests of events at a time. */
  readonly inFlight?: number;
  /** Identify and alias calls at a time. */
  readonly people?: number;
  readonly retry: RetryOptions;
  readonly signal?: AbortSignal;
  /** Called often: after every answer. `answeredTo` is the line up to which everything was answered. */
  readonly onProgress?: (summary: ImportSummary, answeredTo: number) => void;
  readonly summary?: ImportSummary;
}

interface Numbered<T> {
  readonly line: number;
  readonly item: T;
}

/**
 * Sends what the lines say and returns the counts. Memory is bounded by batches in flight, whatever the input's length.
 * Every request may be repeated (deterministic message ids), so a service that dies in the middle loses and doubles nothing.
 * Throws what the sink throws once patience is over; `summary` then holds what was answered.
 */
export const runImport = async (options: ImportOptions): Promise<ImportSummary> => {
  const { sink, parse } = options;
  const summary = options.summary ?? new ImportSummary();
  const requests = places(options.inFlight ?? 4);
  const calls = places(options.people ?? 32);
  // Calls waiting for their turn behind others of the same person; reading pauses when there are too many.
  const queued = places((options.people ?? 32) * 16);
  const ordered = inOrder();
  const mark = watermark();
  const failing = Promise.withResolvers<never>();
  failing.promise.catch(() => undefined);
  const state = { failed: false };
  const fail = (error: unknown) => {
    state.failed = true;
    failing.reject(error);
  };
  const retry: RetryOptions = {
    ...options.retry,
    ...(options.signal !== undefined && { signal: options.signal }),
    onRetry: (reason, attempt) => {
      summary.retries += 1;
      options.retry.onRetry?.(reason, attempt);
    },
  };
  const progress = () => options.onProgress?.(summary, mark.lowest());

  const batcher = new Batcher<Numbered<EventItem>>({ count: options.batchSize ?? 500, sizeOf: ({ item }) => sink.bytesOf(item) });
  const send = async (sending: ReadonlyArray<Numbered<EventItem>>) => {
    const release = await Promise.race([requests.acquire(), failing.promise]);
    void withRetry(() => sink.track(sending.map(({ item }) => item)), retry)
      .then(({ value: answers, attempts }) => {
        if (answers.length !== sending.length) throw new Error(`the service answered ${answers.length} of ${sending.length} events`);
        for (const [i, { line, item }] of sending.entries()) {
          summary.event(line, item.messageId, answers[i]!, attempts > 1);
          mark.done(line);
        }
        progress();
      })
      .catch(fail)
      .finally(release);
  };

  const person = async ({ line, item }: Numbered<IdentifyItem | AliasItem>) => {
    const release = await Promise.race([queued.acquire(), failing.promise]);
    const keys =
      item.kind === "alias"
        ? [`user ${item.userId}`, `user ${item.previousId}`, `anonymous ${item.previousId}`]
        : [
            ...(item.userId === null ? [] : [`user ${item.userId}`]),
            ...(item.anonymousId === null ? [] : [`anonymous ${item.anonymousId}`]),
          ];
    void ordered(keys, async () => {
      if (state.failed) return;
      const done = await calls.acquire();
      try {
        const { value } = await withRetry(() => (item.kind === "alias" ? sink.alias(item) : sink.identify(item)), retry);
        summary.person(line, item.kind, value);
        mark.done(line);
        progress();
      } finally {
        done();
      }
    })
      .catch(fail)
      .finally(release);
  };

  for await (const { number, bytes, problem, broken } of options.lines) {
    if (state.failed || options.signal?.aborted === true) break;
    summary.lines = number;
    summary.brokenOff ||= broken === true;
    if (problem === null && bytes.length === 0) {
      summary.emptyLines += 1;
      continue;
    }
    const parsed = problem === null ? parse(bytes) : { items: [], bad: [{ reason: problem }] };
    for (const { reason } of parsed.bad) summary.badLine(number, reason);
    if (number <= (options.resumeAfter ?? 0)) continue;
    mark.begin(number, parsed.items.length);
    for (const item of parsed.items) {
      if (item.kind === "event") {
        for (const full of batcher.add({ line: number, item })) await send(full);
      } else await person({ line: number, item });
    }
  }
  if (!state.failed) for (const last of batcher.rest()) await send(last);
  await Promise.race([Promise.all([requests.idle(), queued.idle()]), failing.promise]);
  if (state.failed) await failing.promise;
  progress();
  return summary;
};
