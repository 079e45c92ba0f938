import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readJson } from "@marketing/shared/process/jsonFile";
import { isAlive, startTimeOf } from "@marketing/shared/process/processIdentity";
import { checkHealth } from "../health.ts";
import { SetupError } from "../progress.ts";
import { type StackFile, stackFileOf } from "../stackFile.ts";
import { asAdministrator } from "./backups.ts";
import { type Kept, launcherOf } from "./kept.ts";
import { asideOf } from "./repository.ts";

/** Rejects where a drill cannot be held: nobody runs who would start the server again, or an earlier one was not undone. */
export const assertDrillable = ({ dataDir, repository: { cluster } }: Kept): void => {
  if (launcherOf(dataDir) === undefined)
    throw new SetupError(`no platform runs on ${dataDir}: a drill is held on one that runs (npm start -- --no-demo --data-dir ${dataDir})`);
  if (existsSync(asideOf(cluster)))
    throw new SetupError(
      `${asideOf(cluster)} is there: a drill that was killed left the cluster in it. What runs now is another one; when you need the old one no more, remove it`,
    );
  if (!existsSync(join(cluster, "postmaster.pid"))) throw new SetupError(`no PostgreSQL runs on ${cluster}`);
};

export interface Disaster {
  /** When the server was killed. */
  readonly at: Date;
  /** Puts the cluster back, and resolves when the platform serves again: it has lost nothing. */
  undo(signal: AbortSignal): Promise<void>;
}

/** Kills PostgreSQL and takes its directory away. Where it is kept meanwhile nothing of a restore looks. */
export const strike = async (kept: Kept): Promise<Disaster> => {
  const { cluster } = kept.repository;
  const aside = asideOf(cluster);
  assertDrillable(kept);
  const pid = Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
  const postmaster = { pid, start: startTimeOf(pid) ?? "gone" };
  const at = new Date();
  process.kill(pid, "SIGKILL");
  renameSync(cluster, aside);
  while (isAlive(postmaster)) await sleep(5);
  return {
    at,
    undo: async (signal) => {
      renameSync(aside, cluster); // over the empty directory that the next start has made, if any
      const { services = {} } = readJson<StackFile>(stackFileOf(kept.dataDir)) ?? {};
      const serves = async (): Promise<boolean> => {
        await asAdministrator(kept.url, (client) => client.query("SELECT 1"));
        const healths = await Promise.all(Object.values(services).map(({ address }) => checkHealth(address)));
        return healths.every((health) => health === "SERVING");
      };
      while (!(await serves().catch(() => false))) {
        if (launcherOf(kept.dataDir) === undefined)
          throw new SetupError(`the platform was stopped meanwhile; its data is back in ${cluster}`);
        await sleep(500, undefined, { signal });
      }
    },
  };
};
