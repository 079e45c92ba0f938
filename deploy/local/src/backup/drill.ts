import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Progress, SetupError } from "../progress.ts";
import { asAdministrator, listBackups, makeBackup, noteSafeguard } from "./backups.ts";
import { assertDrillable, strike } from "./disaster.ts";
import { type DrillReport, extrapolate, writeReport } from "./drillReport.ts";
import type { Kept } from "./kept.ts";
import { type Found, forgetMarkers, readMarkers, startMarkers } from "./markers.ts";
import { afterwards, restore } from "./restore.ts";
import { total } from "./steps.ts";

export interface DrillOptions {
  /** Between two markers. */
  readonly everyMs: number;
  /** Until the disaster. */
  readonly forMs: number;
  /** What was restored stays, to be looked at. */
  readonly keep: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** In seconds, as the running server has it. */
const archivedAfter = (url: string): Promise<number> =>
  asAdministrator(url, async (client) =>
    Number((await client.query("SELECT setting FROM pg_settings WHERE name = 'archive_timeout'")).rows[0].setting),
  );

/** What a drill may take and lose at most, in seconds: docs/operations.md. */
export const goals = { rto: 4 * 3_600, rpo: 5 * 60 };

/**
 * Loses the platform's PostgreSQL as a disk would, restores it beside, and says what came back and how long it took. In the end the platform goes on
 * with what it had. Rejects where something did not come back, after the report was written.
 */
export const drill = async (kept: Kept, { everyMs, forMs, keep, progress, signal }: DrillOptions): Promise<DrillReport> => {
  assertDrillable(kept);
  if ((await listBackups(kept.repository)).length === 0) {
    progress.step("there is no backup yet: making one");
    await makeBackup(kept);
  }
  const archiveTimeout = await archivedAfter(kept.url);
  if (forMs <= archiveTimeout * 1_000)
    throw new SetupError(
      `WAL is archived after up to ${archiveTimeout} s: markers that are written for ${forMs / 1_000} s may all be lost. Take more: --for ${archiveTimeout + 30}`,
    );
  const startedAt = new Date();
  const directory = join(kept.dataDir, "drills", startedAt.toISOString().replaceAll(/[:.]/g, "-"));
  const into = join(directory, "restored");
  mkdirSync(directory, { recursive: true });
  progress.step(`markers: one every ${everyMs / 1_000} s, for ${forMs / 1_000} s`);
  const markers = await startMarkers(kept.url.replace(/\/postgres$/, "/marketing"), everyMs);
  await sleep(forMs, undefined, { signal }).catch(() => undefined);
  const unharmed = async (error: unknown): Promise<never> => {
    await markers.stop();
    await forgetMarkers(kept.url);
    throw error;
  };
  if (signal.aborted) await unharmed(new SetupError("called off before the disaster"));
  const disaster = await strike(kept).catch(unharmed);
  progress.done(`disaster: PostgreSQL killed, ${kept.repository.cluster} gone; the platform is down`);
  await markers.stop();
  let found: Found | undefined;
  try {
    const look = async (file: { databaseAdmin: string }) => {
      found = await readMarkers(file.databaseAdmin, markers.before);
    };
    const restored = await restore(kept, { to: "latest", into, progress, signal, look });
    const { newest, different, events } = found!;
    const steps = restored.steps;
    const rpo = newest === undefined ? null : (disaster.at.getTime() - newest.at.getTime()) / 1_000;
    const rto = total(steps.filter(({ name }) => !afterwards.includes(name)));
    const problems = [
      ...different.map((what) => `not as before: ${what}`),
      ...(rpo === null ? ["no marker came back"] : rpo > goals.rpo ? [`${rpo} s lost, more than ${goals.rpo}`] : []),
      ...(rto > goals.rto ? [`${rto} s until it serves, more than ${goals.rto}`] : []),
    ];
    const report: DrillReport = {
      ...{ startedAt: startedAt.toISOString(), good: problems.length === 0, problems },
      ...{ backup: restored.backup, bytes: restored.size, archiveTimeout },
      ...{ rpoSeconds: rpo, rtoSeconds: rto, goals, steps },
      ...{ markersWritten: markers.written.length, markersRestored: newest?.number ?? 0, events, verdict: restored.verdict },
      terabyte: extrapolate(restored.size, steps, goals.rto),
      directory,
    };
    writeReport(report);
    if (!keep) rmSync(into, { recursive: true, force: true });
    return report;
  } finally {
    progress.step("putting the platform's own data back");
    await disaster.undo(AbortSignal.timeout(300_000));
    await forgetMarkers(kept.url);
    progress.done("the platform serves again, with all it had");
    if (found !== undefined && found.different.length === 0) await noteSafeguard(kept.url, "drill");
  }
};
