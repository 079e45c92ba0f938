import pg from "pg";
import { SetupError } from "../progress.ts";
import type { Kept } from "./kept.ts";
import { copyRedis } from "./redisCopy.ts";
import { pgbackrest, type Repository } from "./repository.ts";

export interface Backup {
  /** As pgBackRest calls it. */
  readonly label: string;
  readonly type: "full" | "diff" | "incr";
  readonly startedAt: Date;
  /** The first moment that can be restored by it. */
  readonly endedAt: Date;
  /** Bytes of the cluster. */
  readonly size: number;
  /** Bytes that it added to the repository, compressed. */
  readonly stored: number;
  /** A page of it fails its checksum, or files of it could not be read. */
  readonly damaged: boolean;
}

interface Info {
  readonly backup: ReadonlyArray<{
    readonly label: string;
    readonly type: Backup["type"];
    readonly error?: boolean;
    readonly timestamp: { readonly start: number; readonly stop: number };
    readonly info: { readonly size: number; readonly repository: { readonly delta: number } };
  }>;
}

/** The backups there are, the oldest first. */
export const listBackups = async (repository: Repository): Promise<readonly Backup[]> => {
  const [info] = JSON.parse(await pgbackrest(repository, ["info", "--output=json"])) as Info[];
  return (info?.backup ?? []).map(({ label, type, error, timestamp, info: { size, repository: held } }) => ({
    ...{ label, type, size, stored: held.delta, damaged: error === true },
    ...{ startedAt: new Date(timestamp.start * 1_000), endedAt: new Date(timestamp.stop * 1_000) },
  }));
};

const day = 24 * 3_600_000;

/** A full one once a day, and what changed since at every other time. */
export const kindWanted = (backups: readonly Backup[], now: number): "full" | "diff" =>
  backups.some(({ type, startedAt, damaged }) => type === "full" && !damaged && now - startedAt.getTime() < day) ? "diff" : "full";

/** Reads all that is kept and compares it with its checksums. Rejects with what is damaged. */
export const verifyBackups = async (repository: Repository): Promise<void> => {
  const said = await pgbackrest(repository, ["verify", "--output=text", "--verbose"]);
  if (!/^status: ok/m.test(said))
    throw new SetupError(`backups are damaged:\n${said.trim()}\nMake a new one, elsewhere if the disk fails: marketing backup run --full`);
};

/** Makes a backup, verifies all there are, and notes that it is there; Redis is copied along. Rejects when another one is being made. */
export const makeBackup = async (kept: Kept, kind?: "full"): Promise<Backup> => {
  const { repository, secrets, url } = kept;
  const type = kind ?? kindWanted(await listBackups(repository), Date.now());
  await pgbackrest(repository, ["backup", `--type=${type}`], secrets.admin);
  await verifyBackups(repository);
  await copyRedis(kept);
  await noteSafeguard(url, "backup");
  return (await listBackups(repository)).at(-1)!;
};

/** Tells every service's database that it was just saved, or that a drill has shown that it comes back: its alerts are about that. */
export const noteSafeguard = async (url: string, kind: "backup" | "drill"): Promise<void> => {
  await asAdministrator(url, async (client) => {
    const { rows } = await client.query<{ schema: string }>(
      "SELECT schemaname AS schema FROM pg_tables WHERE tablename = 'safeguards' ORDER BY 1",
    );
    for (const { schema } of rows)
      await client.query(
        `INSERT INTO ${schema}.safeguards (kind) VALUES ($1) ON CONFLICT (kind) DO UPDATE SET done_at = excluded.done_at`,
        [kind],
      );
  });
};

/** In the platform's database, as whoever owns the cluster. */
export const asAdministrator = async <A>(url: string, work: (client: pg.Client) => Promise<A>, database = "marketing"): Promise<A> => {
  const to = new URL(url);
  to.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: to.href });
  client.on("error", () => undefined); // of a server that ends meanwhile the next query tells
  await client.connect().catch((error: Error) => {
    throw new SetupError(`PostgreSQL does not answer: ${error.message}. Start the platform first: npm start`);
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
