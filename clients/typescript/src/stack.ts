import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ownValue } from "@marketing/shared/base/own";
import type { TlsFiles } from "@marketing/shared/grpc/tlsFiles";

/** What `npm start` writes for every program that needs to connect. */
export interface StackFile {
  /** Paths of PEM files; absent = plain text. */
  readonly tls?: Partial<TlsFiles>;
  readonly services?: Readonly<Record<string, { readonly address: string; readonly workerAddress?: string }>>;
  readonly platformKey?: string;
  readonly tenantId?: string;
  readonly apiKey?: string;
  readonly nats?: string;
  readonly natsLogins?: string;
}

export interface Stack {
  /** Null = plain text. */
  readonly tls: TlsFiles | null;
  /** Null when the addresses came from the environment alone. */
  readonly path: string | null;
  /** Addresses by program, host:port. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Of the workers, which serve operators, where they are processes of their own. */
  readonly workerAddresses: ReadonlyMap<string, string>;
  readonly platformKey: string | null;
  readonly tenantId: string | null;
  readonly apiKey: string | null;
  readonly nats: string | null;
  /** The bus's file of logins, where it can be written. */
  readonly natsLogins: string | null;
}

/** No stack, or one that cannot be read; the message says what to do. */
export class StackError extends Error {
  override readonly name = "StackError";
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

/** Throws a StackError where there is no such file or no JSON in it. */
export const readStackFile = (path: string): StackFile => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as StackFile;
  } catch (error) {
    throw new StackError(`cannot read ${path}: ${(error as Error).message}`);
  }
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Paths of the file are as seen from it, those of the environment from `cwd`. */
const tlsOf = (file: StackFile, path: string | null, environment: Environment, cwd: string): TlsFiles | null => {
  const from = path === null ? cwd : dirname(path);
  const one = (name: string, filed = ""): string => {
    const given = ownValue(environment, name) ?? "";
    if (given !== "") return resolve(cwd, given);
    return filed === "" ? "" : resolve(from, filed);
  };
  const tls = {
    caFile: one("MARKETING_TLS_CA_FILE", file.tls?.caFile),
    certFile: one("MARKETING_TLS_CERT_FILE", file.tls?.certFile),
    keyFile: one("MARKETING_TLS_KEY_FILE", file.tls?.keyFile),
  };
  return Object.values(tls).some((named) => named !== "") ? tls : null;
};

/**
 * Addresses and keys: the environment (MARKETING_<SERVICE>_ADDRESS, MARKETING_<SERVICE>_WORKER_ADDRESS, MARKETING_API_KEY, MARKETING_PLATFORM_KEY, MARKETING_TENANT_ID,
 * MARKETING_NATS_URL, MARKETING_BUS_LOGINS, MARKETING_TLS_{CA,CERT,KEY}_FILE) over the file. The file is the one given, else the one MARKETING_STACK names ("" = none),
 * else .data/stack.json above `cwd` or in the repository.
 * Throws a StackError when neither names anything that could be connected to.
 */
export const findStack = (given: string | undefined, environment: Environment = process.env, cwd = process.cwd()): Stack => {
  const named = given ?? environment.MARKETING_STACK;
  const path = named === undefined ? search(cwd) : named === "" ? null : resolve(cwd, named);
  const file = path === null ? {} : readStackFile(path);
  const addresses = new Map(Object.entries(file.services ?? {}).map(([service, { address }]) => [service, address]));
  const workerAddresses = new Map(
    Object.entries(file.services ?? {}).flatMap(([service, { workerAddress }]) => (workerAddress ? [[service, workerAddress]] : [])),
  );
  for (const [name, value] of Object.entries(environment)) {
    const [, service, worker] = /^MARKETING_([A-Z]+?)(_WORKER)?_ADDRESS$/.exec(name) ?? [];
    if (service !== undefined && value) (worker ? workerAddresses : addresses).set(service.toLowerCase(), value);
  }
  const nats = environment.MARKETING_NATS_URL ?? file.nats ?? null;
  if (addresses.size === 0 && nats === null) {
    throw new StackError(
      `found no ${relative} above ${cwd} and no MARKETING_IDENTITY_ADDRESS, MARKETING_TRACKING_ADDRESS or MARKETING_NATS_URL: start the platform with 'npm start', or name it with --stack`,
    );
  }
  return {
    path,
    addresses,
    workerAddresses,
    platformKey: environment.MARKETING_PLATFORM_KEY ?? file.platformKey ?? null,
    tenantId: environment.MARKETING_TENANT_ID ?? file.tenantId ?? null,
    apiKey: environment.MARKETING_API_KEY ?? file.apiKey ?? null,
    nats,
    natsLogins: (environment.MARKETING_BUS_LOGINS ?? file.natsLogins) || null,
    tls: tlsOf(file, path, environment, cwd),
  };
};
