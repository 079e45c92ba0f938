import { detailOf } from "../commands/eventRows.ts";
import type { ImportResult } from "../import/report.ts";
import type { Output } from "../terminal/output.ts";
import { duration } from "../terminal/progress.ts";
import { bar, grouped } from "../terminal/table.ts";
import type { DomainFigures } from "./domainFigures.ts";
import { printDomain } from "./domainReport.ts";
import type { StoreFigures, TimelineEntry } from "./figures.ts";
import type { PutKnowledge } from "./knowledge.ts";
import type { Lag } from "./settled.ts";
import type { VectorFigures } from "./vectorFigures.ts";
import { printVectors } from "./vectorReport.ts";

export interface VerifyFigures {
  readonly equal: boolean;
  readonly views: ReadonlyArray<{
    readonly service: string;
    readonly name: string;
    readonly equal: boolean;
    readonly rows: number;
    readonly difference: string;
  }>;
  readonly bus: ReadonlyArray<{
    readonly service: string;
    readonly checked: number;
    readonly missing: number;
    readonly duplicated: number;
    readonly out_of_order: number;
  }>;
}

export interface DemoFigures extends StoreFigures, DomainFigures {
  readonly tenant_id: string;
  readonly seed: number;
  readonly days: number;
  readonly end: string;
  readonly lines: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly rejected_by_reason: Readonly<Record<string, number>>;
  readonly warnings: Readonly<Record<string, number>>;
  readonly import_seconds: number;
  readonly events_per_second: number;
  /** Put into the knowledge; null where content does not run. */
  readonly documents: number | null;
  /** Null where the platform has no vector store. */
  readonly vectors: VectorFigures;
  readonly bus_messages: Readonly<Record<string, number>> | null;
  readonly lag_events: number;
  readonly parked_events: number;
  readonly verify: VerifyFigures | null;
  readonly seconds: number;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const barWidth = 28;
const namesShown = 14;

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, n]) => `${name} ${grouped(n)}`)
    .join(", ");

/** Of one run, and not what the store holds. */
export interface ThisRun {
  readonly imported: ImportResult;
  readonly knowledge: PutKnowledge | null;
  readonly lags: ReadonlyArray<Lag>;
  readonly sessionEnds: number;
}

export const printDemo = (out: Output, figures: DemoFigures, { imported, knowledge, lags, sessionEnds }: ThisRun): void => {
  out.heading("Import through gRPC");
  out.pairs([
    ["lines", imported.lines],
    ["accepted", figures.accepted],
    ["duplicate", figures.duplicates],
    ["rejected", figures.rejected === 0 ? 0 : `${grouped(figures.rejected)}  (${list(figures.rejected_by_reason)})`],
    ...(Object.keys(figures.warnings).length > 0 ? [["warnings", list(figures.warnings)] as const] : []),
    ["time", `${duration(figures.import_seconds)}, ${grouped(figures.events_per_second)} events/s`],
    ...(knowledge === null ? [] : [["documents", `${knowledge.documents}, of which unchanged ${knowledge.unchanged}`] as const]),
  ]);
  const [example] = imported.rejections;
  if (example !== undefined)
    out.say(`for example line ${example.line}: ${example.reason}${example.detail === null ? "" : ` (${example.detail})`}`);

  out.heading("People");
  out.pairs([
    ["users", figures.users],
    ["anonymous visitors", figures.anonymous_visitors],
    ["merges", `${grouped(figures.merges)} visitors became part of a known user`],
    ["sessions", figures.sessions],
    [
      "unique users",
      `${grouped(figures.unique_users)} over all days${figures.unique_users_estimated === null ? "" : `; ${grouped(figures.unique_users_estimated)} in the last three, by HyperLogLog`}`,
    ],
  ]);

  out.heading(`Events per day (UTC), ${grouped(figures.events)} in all`);
  const most = Math.max(1, ...figures.per_day.map(({ events }) => events));
  out.table(
    [{ title: "day" }, { title: "events" }, { title: "of bots" }, { title: "people" }, { title: "" }],
    figures.per_day.map((row) => [row.day, row.events, row.bots, row.unique_users, bar(row.events / most, barWidth)]),
  );

  out.heading("Events per name");
  const names = Object.entries(figures.per_name);
  const rest = names.slice(namesShown).reduce((sum, [, n]) => sum + n, 0);
  out.table(
    [{ title: "event", max: 40 }, { title: "events" }],
    [...names.slice(0, namesShown), ...(rest > 0 ? [[`${names.length - namesShown} others`, rest] as const] : [])],
  );

  out.heading("Sign-up funnel");
  const first = Math.max(1, figures.funnel[0]?.users ?? 1);
  out.table(
    [{ title: "step" }, { title: "people" }, { title: "of all", align: "right" }, { title: "of before", align: "right" }, { title: "" }],
    figures.funnel.map((step, i) => [
      step.step,
      step.users,
      percent(step.conversion),
      i === 0 ? "" : percent(step.step_conversion),
      bar(step.users / first, barWidth),
    ]),
  );

  if (figures.person !== null) {
    const { person } = figures;
    out.heading(`From the first visit to the purchase: ${person.email} (${person.external_id}), ${person.timeline.length} events`);
    out.table(
      [{ title: "time (UTC)" }, { title: "as" }, { title: "event" }, { title: "", max: 78 }],
      shortened(person.timeline).map((entry) =>
        typeof entry === "number"
          ? ["", "", `… ${entry} more`, ""]
          : [
              entry.time.replace("T", " ").slice(0, 19),
              entry.anonymous ? "visitor" : "user",
              entry.event_name,
              detailOf(
                Object.fromEntries(
                  Object.entries(entry.properties).filter(([key]) => key !== "referrer" && key !== "name" && key !== "title"),
                ),
              ),
            ],
      ),
    );
  }

  printDomain(out, figures);
  printVectors(out, figures.vectors, figures.person?.email ?? null);

  out.heading("Bus and views");
  out.pairs([
    ...(figures.bus_messages === null
      ? []
      : [
          [
            "messages on the bus",
            `${list(figures.bus_messages)}${sessionEnds > 0 ? `; and ${grouped(sessionEnds)} ends of sessions so far` : ""}`,
          ] as const,
        ]),
    ...lags.map(
      ({ service, views, lagEvents, parkedEvents }) =>
        [service, `${views} subscriptions, lag ${lagEvents}${parkedEvents > 0 ? `, ${parkedEvents} events parked` : ""}`] as const,
    ),
    ...(figures.verify === null ? [] : [["verify", verdict(figures.verify)] as const]),
  ]);
  for (const view of figures.verify?.views.filter(({ equal }) => !equal) ?? [])
    out.say(`  ${view.service}/${view.name}: ${view.difference || "differs"}`);
  out.say();
};

const verdict = ({ equal, views, bus }: VerifyFigures): string => {
  const rows = views.reduce((sum, view) => sum + view.rows, 0);
  const checked = bus.reduce((sum, one) => sum + one.checked, 0);
  const good = views.filter((view) => view.equal).length;
  const bad = bus.reduce((sum, one) => sum + one.missing + one.duplicated + one.out_of_order, 0);
  return `${equal ? "equal" : "DIFFERENT"}: ${good} of ${views.length} views (${grouped(rows)} rows) rebuilt from their logs with the same checksum; ${grouped(checked)} events of the logs compared with the bus, ${bad === 0 ? "each there once and in order" : `${bad} wrong`}`;
};

const head = 12;
const tail = 10;

const shortened = (timeline: ReadonlyArray<TimelineEntry>): ReadonlyArray<TimelineEntry | number> =>
  timeline.length <= head + tail + 1 ? timeline : [...timeline.slice(0, head), timeline.length - head - tail, ...timeline.slice(-tail)];
