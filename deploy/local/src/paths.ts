import { createHash } from "node:crypto";
import { join } from "node:path";

export const repositoryRoot = join(import.meta.dirname, "../../..");
/** What every case of the last whole `npm test` came to, for the table of what is proven. */
export const lastTestReport = join(repositoryRoot, "node_modules/.cache/last-test-run.json");
export const defaultDataDir = join(repositoryRoot, ".data");

/** A short name for a data directory, for what must have a name outside of it (containers, directories of another user). */
export const nameOf = (dataDir: string): string => createHash("sha256").update(dataDir).digest("hex").slice(0, 10);
