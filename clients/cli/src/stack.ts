import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { usageError } from "./exitCodes.ts";

/** What `npm start` writes for every program that needs to connect. */
export interface StackFile {
  readonly services?: Readonly<Record<string, { readonly address: string }>>;
  readonly platformKey?: string;
  readonly tenantId?: string;
  readonly apiKey?: string;
  readonly nats?: string;
}

export interface Stack {
  /** Null when the addresses came from the environment alone. */
  readonly path: string | null;
  /** Addresses by service, host:port. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly platformKey: string | null;
  readonly tenantId: string | null;
  readonly apiKey: string | null;
  readonly nats: string | null;
}

const relative = join(".data", "stack.json");
const repository = resolve(fileURLToPath(new URL("../../..", import.meta.url)));

const search = (from: string): string | null => {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    const path = join(directory, relative);
    if (existsSync(path)) return path;
    if (dirname(directory) === directory) break;
  }
  const own = join(repository, relative);
  return existsSync(own) ? own : null;
};

const read = (path: string): StackFile => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as StackFile;
  } catch (error) {
    throw usageError(`cannot read ${path}: ${(error as Error).message}`);
  }
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Addresses and keys: the environment over the file. Throws a usage error when there is neither. */
export const findStack = (given: string | undefined, environment: Environment = process.env, cwd = process.cwd()): Stack => {
  const path = given === undefined ? search(cwd) : resolve(cwd, given);
  const file = path === null ? {} : read(path);
  const addresses = new Map(Object.entries(file.services ?? {}).map(([service, { address }]) => [service, address]));
  for (const [name, value] of Object.entries(environment)) {
    const service = /^MARKETING_([A-Z]+)_ADDRESS$/.exec(name)?.[1]?.toLowerCase();
    if (service !== undefined && value !== undefined && value !== "") addresses.set(service, value);
  }
  if (addresses.size === 0) {
    throw usageError(
      `found no ${relative} above ${cwd} and no MARKETING_IDENTITY_ADDRESS or MARKETING_TRACKING_ADDRESS: start the platform with 'npm start', or name it with --stack`,
    );
  }
  return {
    path,
    addresses,
    platformKey: environment.MARKETING_PLATFORM_KEY ?? file.platformKey ?? null,
    tenantId: environment.MARKETING_TENANT_ID ?? file.tenantId ?? null,
    apiKey: environment.MARKETING_API_KEY ?? file.apiKey ?? null,
    nats: environment.MARKETING_NATS_URL ?? file.nats ?? null,
  };
};

/** Where this program remembers things of a stack: beside its file, or the user's own state directory where there is no file. */
export const stateDirectory = (stack: Stack, environment: Environment = process.env): string =>
  stack.path === null ? join(environment.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "marketing") : dirname(stack.path);

/** Keeps a tenant and its key for the next call; other fields stay as they are. Readable by the owner alone. */
export const writeStack = (path: string, change: Partial<StackFile>): void => {
  const next = { ...read(path), ...change };
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, path);
};
