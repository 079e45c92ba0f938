import type { Repository } from "./backup/repository.ts";
import type { RunningProcess } from "./childProcess.ts";
import type { Progress } from "./progress.ts";

/** Where a server came from. */
export type Source = "environment" | "machine" | "docker";

/** A server of the stack that answers. */
export interface Server {
  readonly name: "postgresql" | "redis" | "nats" | "vectors";
  readonly source: Source;
  readonly version: string;
  /** Address with credentials. */
  readonly url: string;
  /** The process to end; absent where the server is not ours. */
  readonly process?: RunningProcess;
  /** Where PostgreSQL archives its WAL, where it does. */
  readonly archive?: Repository;
}

export interface ServerOptions {
  /** Directory for data, logs and settings; absolute, exists. */
  readonly dataDir: string;
  readonly port: number;
  readonly password: string;
  readonly progress: Progress;
  /** Told about the process as soon as it runs, before it answers, so that an interrupted start ends it too. */
  readonly onStarted?: (running: RunningProcess) => void;
  /** Passphrase of PostgreSQL's backups; absent = its WAL is not archived. */
  readonly backupKey?: string;
  /** For servers that live no longer than a test: what a crash of the machine would lose does not matter. */
  readonly throwaway?: boolean;
}
