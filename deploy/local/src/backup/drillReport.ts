import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeJson } from "@marketing/shared/process/jsonFile";
import { stepsChart } from "./drillChart.ts";
import { afterwards } from "./restore.ts";
import type { Verdict } from "./settled.ts";
import { type Step, total } from "./steps.ts";

/** What a terabyte would take by what was measured. */
export interface Extrapolation {
  readonly seconds: number;
  /** Of this, what grows with the data. */
  readonly growing: number;
  /** At which the files came back, in bytes a second. */
  readonly filesPerSecond: number;
  /** At which they would have to for the whole to stay within the goal; null = it cannot, by files alone. */
  readonly filesPerSecondNeeded: number | null;
}

export interface DrillReport {
  readonly startedAt: string;
  readonly good: boolean;
  readonly problems: readonly string[];
  readonly backup: string;
  /** Of the cluster. */
  readonly bytes: number;
  readonly archiveTimeout: number;
  /** Age of the newest marker that came back, at the disaster; null = none did. */
  readonly rpoSeconds: number | null;
  /** Until it serves, with views, bus and vectors. */
  readonly rtoSeconds: number;
  readonly goals: { readonly rto: number; readonly rpo: number };
  readonly steps: readonly Step[];
  readonly markersWritten: number;
  readonly markersRestored: number;
  /** Compared one by one with what they were. */
  readonly events: number;
  readonly verdict: Verdict;
  readonly terabyte: Extrapolation;
  /** Where the report lies. */
  readonly directory: string;
}

const terabyte = 1e12;
/** Steps that take longer the more there is. Replay does not: it is at most an hour's WAL, that since the last backup. */
const growing = ["files", "erasures", "vectors", "Redis and bus"];

export const extrapolate = (bytes: number, steps: readonly Step[], goal: number): Extrapolation => {
  const secondsOf = (names: (name: string) => boolean) => total(steps.filter(({ name }) => !afterwards.includes(name) && names(name)));
  const factor = terabyte / bytes;
  const files = secondsOf((name) => name === "files");
  const others = secondsOf((name) => name !== "files" && growing.includes(name)) * factor;
  const fixed = secondsOf((name) => !growing.includes(name));
  const left = goal - fixed - others;
  return {
    seconds: Math.round(fixed + others + files * factor),
    growing: Math.round(others + files * factor),
    filesPerSecond: Math.round(bytes / files),
    filesPerSecondNeeded: left > 0 ? Math.round(terabyte / left) : null,
  };
};

const duration = (seconds: number): string =>
  seconds < 120 ? `${seconds.toFixed(1)} s` : seconds < 7_200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3_600).toFixed(1)} h`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const markdown = (report: DrillReport): string =>
  [
    `# Drill of ${report.startedAt.slice(0, 16).replace("T", " ")} UTC: ${report.good ? "everything came back" : "NOT everything came back"}`,
    "",
    ...report.problems.map((problem) => `- **${problem}**`),
    ...(report.problems.length > 0 ? [""] : []),
    "| | measured | goal |",
    "|---|---|---|",
    `| lost (RPO) | ${report.rpoSeconds === null ? "no marker came back" : `${report.rpoSeconds.toFixed(1)} s: marker ${report.markersRestored} of ${report.markersWritten} was the newest`} | ${duration(report.goals.rpo)} |`,
    `| until it serves (RTO) | ${duration(report.rtoSeconds)} | ${duration(report.goals.rto)} |`,
    `| events compared with what they were | ${report.events} | all equal |`,
    `| views built anew and compared | ${report.verdict.views}, ${report.verdict.rows} rows | all equal |`,
    `| events compared between logs and bus | ${report.verdict.events} | all there, once, in order |`,
    "",
    "![seconds of each step](steps.svg)",
    "",
    "| step | seconds |",
    "|---|---|",
    ...report.steps.map(({ name, seconds }) => `| ${name} | ${seconds.toFixed(1)} |`),
    "",
    `The cluster had ${megabytes(report.bytes)}, from backup ${report.backup}; WAL is archived after ${report.archiveTimeout} s at most.`,
    "",
    "## At 1 TB",
    "",
    `By what was measured, ${duration(report.terabyte.seconds)}: the files came back at ${megabytes(report.terabyte.filesPerSecond)}/s, and ${report.terabyte.filesPerSecondNeeded === null ? "refilling vectors, Redis and bus alone takes longer than the goal" : `${megabytes(report.terabyte.filesPerSecondNeeded)}/s would keep the goal`}. A small cluster is mostly small files, so this is what it takes at the most: a drill on more data says more.`,
    "",
  ].join("\n");

/** report.json, report.md and its chart, in the report's directory. */
export const writeReport = (report: DrillReport): void => {
  writeJson(join(report.directory, "report.json"), report);
  writeFileSync(join(report.directory, "steps.svg"), stepsChart(report.steps));
  writeFileSync(join(report.directory, "report.md"), markdown(report));
};
