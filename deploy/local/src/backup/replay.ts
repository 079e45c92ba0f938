import { chmodSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { unprivilegedAccount } from "../account.ts";
import { startProcess, tail } from "../childProcess.ts";
import { freePort } from "../ports.ts";
import { clusterDirectory, findPostgres, localSettings, postgresUrl } from "../postgresServer.ts";
import { SetupError } from "../progress.ts";
import type { Kept } from "./kept.ts";
import { pgbackrest } from "./repository.ts";
import type { Steps } from "./steps.ts";

/** A moment, or all that was archived. */
export type Target = Date | "latest";

/** Its server must not go on archiving to where it came from, nor be told again where to stop. */
const settingsOfRestore = ["restore_command", "recovery_target_time", "recovery_target_action", "archive_mode"];

const sizeOf = (directory: string): number => {
  try {
    return readdirSync(directory, { withFileTypes: true, recursive: true }).length;
  } catch {
    return 0;
  }
};

/** Makes the directory of a restore; throws where there is anything in it. */
export const emptyDirectory = (directory: string): void => {
  mkdirSync(directory, { recursive: true });
  if (readdirSync(directory).length > 0) throw new SetupError(`${directory} is not empty: a restore needs a directory of its own`);
  chmodSync(directory, process.getuid?.() === 0 ? 0o711 : 0o700);
};

/** Brings the cluster's files back, and replays WAL up to the target. The cluster is then as it was at that moment, and no server runs on it. */
export const replay = async (
  { repository, secrets }: Kept,
  { into, to, label }: { into: string; to: Target; label: string },
  steps: Steps,
): Promise<void> => {
  const bin = findPostgres();
  if (bin === undefined) throw new SetupError("PostgreSQL is not on this machine: install the package postgresql");
  const account = unprivilegedAccount();
  const cluster = await clusterDirectory(into, account);
  const target =
    to === "latest"
      ? ["--type=default"]
      : ["--type=time", `--target=${to.toISOString().replace("T", " ").replace("Z", "+00")}`, "--target-action=promote"];
  await steps.run(
    "files",
    () => pgbackrest(repository, ["restore", `--set=${label}`, `--pg1-path=${cluster}`, ...target]),
    () => `${sizeOf(cluster)} files`,
  );
  mkdirSync(join(into, "logs"), { recursive: true });
  await steps.run("replay of WAL", async () => {
    const port = await freePort(undefined);
    const running = await startProcess({
      name: "postgresql",
      file: join(bin, "postgres"),
      args: ["-D", cluster, ...localSettings(port, { archive_mode: "off", hot_standby: "off" })],
      cwd: "/",
      logFile: join(into, "logs", "postgresql.log"),
      account,
      stopSignal: "SIGINT",
      patience: 600_000,
    });
    try {
      await promoted(postgresUrl(port, secrets.admin), running.alive, running.logFile);
    } finally {
      await running.stop();
    }
  });
};

/** However long that takes: a day's WAL is replayed in hours. */
const promoted = async (url: string, alive: () => boolean, logFile: string): Promise<void> => {
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      for (const name of settingsOfRestore) await client.query(`ALTER SYSTEM RESET ${name}`);
      return;
    } catch (error) {
      if (!alive()) throw whyNot(logFile);
      if (!["57P03", "ECONNREFUSED"].includes((error as { code?: string }).code ?? "")) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const whyNot = (logFile: string): SetupError =>
  readFileSync(logFile, "utf8").includes("recovery ended before configured recovery target was reached")
    ? new SetupError("The archive ends before that moment, and its server is gone: --to latest brings back all that was archived.")
    : new SetupError(`PostgreSQL did not come up on what was restored; the end of ${logFile}:\n${tail(logFile)}`);
