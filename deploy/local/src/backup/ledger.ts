import { existsSync } from "node:fs";
import { join } from "node:path";
import { marketing } from "../cli.ts";
import { type Progress, SetupError } from "../progress.ts";
import type { Kept } from "./kept.ts";

/** Lies outside of the database, so that a restore does not take it back. */
const ledgerFile = "erasures.jsonl";

/**
 * Erases again whom the ledger names: a backup from before an erasure still has them. Rejects when there is a ledger and it cannot be applied, so
 * that nothing serves the people in it.
 */
export const applyLedger = async (options: {
  readonly kept: Kept;
  readonly stackFile: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}): Promise<void> => {
  const directory = process.env.ERASURE_LEDGER ?? join(options.kept.dataDir, "ledger");
  if (!existsSync(join(directory, ledgerFile)))
    return options.progress.step(`erasures: ${join(directory, ledgerFile)} is not there, so nobody was erased`);
  process.env.ERASURE_LEDGER = directory;
  const args = ["erase", "apply-ledger", "--stack", options.stackFile];
  await marketing(args, { capture: true, signal: options.signal }).catch((error: Error) => {
    throw new SetupError(
      `the people in ${join(directory, ledgerFile)} cannot be erased again, so no service was started: ${error.message}`,
    );
  });
};
