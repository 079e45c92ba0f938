import { cpSync, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { readJson, writeJson } from "@marketing/shared/process/jsonFile";
import { loginsFileOf } from "../busAccounts.ts";
import type { Progress } from "../progress.ts";
import { startStack } from "../stack.ts";
import { type StackFile, secretsFileOf, stackFileOf } from "../stackFile.ts";
import { asAdministrator } from "./backups.ts";
import { archiveTheRest, chooseBackup } from "./choose.ts";
import type { Kept } from "./kept.ts";
import { applyLedger } from "./ledger.ts";
import { emptyDirectory, replay, type Target } from "./replay.ts";
import { ask, settled, type Verdict, verified } from "./settled.ts";
import { openSteps, type Step } from "./steps.ts";
import { assertTimeline } from "./timeline.ts";

/** Whether anything else comes, when nothing is missing: the platform serves meanwhile, as it does while it is verified. */
const watch = "watch";
export const afterwards: readonly string[] = [watch, "verify"];

export interface RestoreOptions {
  readonly to: Target;
  /** A directory of its own, which becomes the data directory of what is restored. */
  readonly into: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** While it runs, before it is ended again. */
  readonly look?: (stack: StackFile) => Promise<void>;
}

export interface Restored {
  /** The backup that it began with. */
  readonly backup: string;
  /** Bytes of the cluster in that backup. */
  readonly size: number;
  readonly steps: readonly Step[];
  readonly verdict: Verdict;
}

/** What another platform of this machine is told by: a restore has servers of its own, and touches no others. */
const others = ["DATABASE_ADMIN_URL", "REDIS_URL", "NATS_URL", "PINECONE_API_KEY", "PINECONE_CONTROLLER_HOST", "MARKETING_STACK"];

/** The keys, and whom the bus lets in: everything else comes out of the log. */
const bringAlong = (from: string, into: string): void => {
  cpSync(secretsFileOf(from), secretsFileOf(into));
  const { tenantId, apiKey } = readJson<StackFile>(stackFileOf(from)) ?? {};
  writeJson(stackFileOf(into), { tenantId, apiKey });
  if (!existsSync(loginsFileOf(from))) return;
  mkdirSync(dirname(loginsFileOf(into)), { recursive: true, mode: 0o700 });
  cpSync(loginsFileOf(from), loginsFileOf(into));
};

/**
 * Restores a moment into a directory, beside whatever runs: the log from its backup, everything else from the log. In the end the directory holds
 * a whole platform that was verified and is not running. Rejects with a SetupError that says what to do, and leaves what it made to be looked at.
 */
export const restore = async (kept: Kept, { to, into, progress, signal, look }: RestoreOptions): Promise<Restored> => {
  for (const name of others) delete process.env[name];
  const steps = openSteps(progress);
  const chosen = await chooseBackup(kept, to);
  emptyDirectory(into);
  progress.step(`restoring ${to === "latest" ? "all that was archived" : to.toISOString()} from ${chosen.label} into ${into}`);
  await steps.run("archive", () => archiveTheRest(kept));
  signal.throwIfAborted();
  bringAlong(kept.dataDir, into);
  await replay(kept, { into, to, label: chosen.label }, steps);
  signal.throwIfAborted();
  const begun = Promise.withResolvers<void>();
  const stackFile = stackFileOf(into);
  const beforeServices = async (file: StackFile): Promise<void> => {
    begun.resolve();
    await servers;
    await steps.run("erasures", () => applyLedger({ kept, stackFile, progress, signal }));
    await steps.run("timeline", () => asAdministrator(file.databaseAdmin, assertTimeline));
    services = steps.run("services", () => starting);
    services.catch(() => undefined); // whoever waits for the start hears of it
  };
  let services: Promise<unknown> | undefined;
  const starting = startStack({ dataDir: into, fresh: false, serversOnly: false, progress, signal, beforeServices });
  const servers = steps.run("servers and migrations", () => Promise.race([begun.promise, starting]));
  servers.catch(() => undefined);
  const stack = await starting;
  try {
    await services;
    await steps.run("vectors", () => ask(stackFile, ["vectors", "reconcile"], signal));
    let left: readonly string[] = [];
    const tell = () => (left.length === 0 ? "quiet" : left.slice(0, 3).join(", "));
    steps.divide(await steps.run("Redis and bus", () => settled(stackFile, signal, (now) => (left = now)), tell), watch);
    const verdict = await steps.run("verify", () => verified(stackFile, signal));
    await look?.(stack.file);
    return { backup: chosen.label, size: chosen.size, steps: steps.done, verdict };
  } finally {
    await stack.stop();
  }
};

/** How to go on with what was restored. */
export const nextOf = (into: string): string => `npm start -- --no-demo --data-dir ${into}`;
