import { createHash } from "node:crypto";
import { join } from "node:path";

export const repositoryRoot = join(import.meta.dirname, "../../..");
export const defaultDataDir = join(repositoryRoot, ".data");

/** A short name for a data directory, for what must have a name outside of it (containers, directories of another user). */
export const nameOf = (dataDir: string): string => createHash("sha256").update(dataDir).digest("hex").slice(0, 10);
