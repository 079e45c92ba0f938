import type { Output } from "../terminal/output.ts";
import { duration } from "../terminal/progress.ts";
import { grouped } from "../terminal/table.ts";
import { maxCounted } from "./accessLog.ts";
import type { Parser } from "./format.ts";
import type { ImportSummary } from "./summary.ts";

const fromMap = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)));

const inOrderOfKey = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b)));

/** The figures of an import, as --json prints them. */
export const importResult = (file: string, parser: Parser, summary: ImportSummary, seconds: number) => ({
  file,
  format: parser.format,
  lines: summary.lines,
  unreadable: summary.badLines,
  events: summary.events,
  accepted: summary.accepted,
  duplicates: summary.duplicates,
  duplicates_after_retry: summary.duplicatesAfterRetry,
  rejected: summary.rejected + summary.personsRejected,
  rejected_by_reason: fromMap(summary.rejectedReasons),
  warnings: fromMap(summary.warnings),
  identify_calls: summary.identified,
  alias_calls: summary.aliased,
  merges: summary.merged,
  retries: summary.retries,
  seconds: Math.round(seconds * 1_000) / 1_000,
  events_per_second: Math.round(summary.events / Math.max(seconds, 0.001)),
  facts:
    parser.format !== "segment"
      ? {
          hits: [...parser.facts.days.values()].reduce((sum, n) => sum + n, 0),
          addresses: parser.facts.addresses.size,
          visitors: parser.facts.visitors.size,
          days: inOrderOfKey(parser.facts.days),
          statuses: inOrderOfKey(parser.facts.statuses),
          with_utm: parser.facts.withUtm,
        }
      : { calls: fromMap(parser.facts.calls) },
  unreadable_lines: summary.bad.map(({ line, reason }) => ({ line, reason })),
  rejections: summary.rejections.map(({ line, reason, detail }) => ({ line, reason, detail })),
  first_ids: summary.firstIds.map(({ messageId, eventId }) => ({ message_id: messageId, event_id: eventId })),
});

export type ImportResult = ReturnType<typeof importResult>;

const shown = 5;

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, n]) => `${name} ${grouped(n)}`)
    .join(", ");

export const printImport = (out: Output, result: ImportResult): void => {
  const { facts } = result;
  out.heading(`Import of ${result.file === "-" ? "standard input" : result.file}`);
  const atLeast = (n: number) => `${n >= maxCounted ? "at least " : ""}${grouped(n)}`;
  out.pairs([
    ["lines", result.lines],
    ["unreadable", result.unreadable],
    ["accepted", result.accepted],
    ["duplicate", result.duplicates],
    ...(result.duplicates_after_retry > 0
      ? [["", `of them ${grouped(result.duplicates_after_retry)} in batches sent again after a break`] as const]
      : []),
    ["rejected", result.rejected === 0 ? 0 : `${grouped(result.rejected)}  (${list(result.rejected_by_reason)})`],
    ...(Object.keys(result.warnings).length > 0 ? [["warnings", list(result.warnings)] as const] : []),
    ...(result.identify_calls + result.alias_calls > 0
      ? [
          [
            "people",
            `${grouped(result.identify_calls)} identify, ${grouped(result.alias_calls)} alias, ${grouped(result.merges)} visitors merged`,
          ] as const,
        ]
      : []),
    [
      "time",
      `${duration(result.seconds)}, ${grouped(result.events_per_second)} events/s${result.retries > 0 ? `, ${grouped(result.retries)} retries` : ""}`,
    ],
  ]);
  if (facts.days !== undefined) {
    out.heading("In the log");
    out.pairs([
      ["hits", facts.hits],
      ["addresses", atLeast(facts.addresses)],
      ["visitors", `${atLeast(facts.visitors)}  (address and user agent)`],
      ["per day", list(facts.days)],
      ["status", list(facts.statuses)],
      ["with utm_", facts.with_utm],
    ]);
  }
  if (result.unreadable_lines.length > 0) {
    out.heading("Unreadable lines");
    out.table(
      [
        { title: "line", align: "right" },
        { title: "reason", max: 120 },
      ],
      result.unreadable_lines.slice(0, shown).map(({ line, reason }) => [line, reason]),
    );
    if (result.unreadable > shown) out.say(`and ${grouped(result.unreadable - shown)} more: --report FILE lists them all`);
  }
  if (result.rejections.length > 0) {
    out.heading("Rejected");
    out.table(
      [{ title: "line", align: "right" }, { title: "reason" }, { title: "detail", max: 90 }],
      result.rejections.slice(0, shown).map(({ line, reason, detail }) => [line, reason, detail]),
    );
    if (result.rejected > shown) out.say(`and ${grouped(result.rejected - shown)} more: --report FILE lists them all`);
  }
  if (result.first_ids.length > 0) {
    const [first] = result.first_ids;
    out.say(`\nA duplicate names the first: message ${first!.message_id} is event ${first!.event_id}.`);
  }
};
