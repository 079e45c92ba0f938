import { type Progress, SetupError } from "../progress.ts";
import { listBackups, makeBackup } from "./backups.ts";
import { keptIn } from "./kept.ts";

/** Long enough that a start, or a short life, is not burdened with it. */
const firstAfter = 5 * 60_000;
const lookEvery = 5 * 60_000;
const hour = 3_600_000;

/** While a platform runs: a full backup a day, what changed since every hour, each verified. What goes wrong is told, and tried again. */
export const scheduleBackups = (dataDir: string, progress: Progress): { stop(): void } => {
  const look = async (): Promise<void> => {
    const kept = keptIn(dataDir);
    const newest = (await listBackups(kept.repository)).findLast(({ damaged }) => !damaged);
    if (newest === undefined || Date.now() - newest.startedAt.getTime() >= hour) await makeBackup(kept);
  };
  const run = async (): Promise<void> => {
    await look().catch((error: Error) =>
      progress.warn(`no backup was made: ${error instanceof SetupError ? error.message : String(error.stack)}`),
    );
    timer = setTimeout(run, lookEvery);
    timer.unref();
  };
  let timer = setTimeout(run, firstAfter);
  timer.unref();
  return { stop: () => clearTimeout(timer) };
};
