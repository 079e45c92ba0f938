import pg from "pg";
import { SetupError } from "../progress.ts";
import { type Backup, listBackups } from "./backups.ts";
import type { Kept } from "./kept.ts";
import type { Target } from "./replay.ts";
import { pgbackrest } from "./repository.ts";

/** The backup from which a moment is restored: the last one that had ended by then. */
export const chooseBackup = async ({ repository }: Kept, to: Target): Promise<Backup> => {
  const sound = (await listBackups(repository)).filter(({ damaged }) => !damaged);
  if (sound.length === 0) throw new SetupError("there is no backup yet: marketing backup run makes one");
  const chosen = sound.findLast(({ endedAt }) => to === "latest" || endedAt <= to);
  if (chosen === undefined)
    throw new SetupError(
      `${(to as Date).toISOString()} is before the first backup had ended: the first moment that can be restored is ${sound[0]!.endedAt.toISOString()}`,
    );
  if (to !== "latest" && to.getTime() > Date.now()) throw new SetupError(`${to.toISOString()} has not come yet`);
  return chosen;
};

/**
 * While the server runs, what it has not archived yet is archived now, so that this very moment can be restored. Resolves to whether it runs:
 * where it is gone, the archive ends where it ends.
 */
export const archiveTheRest = async ({ repository, secrets, url }: Kept): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch {
    return false;
  }
  try {
    // Replay stops at the first commit behind the moment: there has to be one.
    await client.query("SELECT pg_current_xact_id()");
  } finally {
    await client.end();
  }
  await pgbackrest(repository, ["check"], secrets.admin);
  return true;
};
