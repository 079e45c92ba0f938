import { randomBytes, randomInt } from "node:crypto";
import { join } from "node:path";
import { readJson, writeJson } from "@marketing/shared/process/jsonFile";

/** `.data/stack.json`: everything a program needs to connect. Written when all services serve; tenant and key by the `marketing` command. */
export interface StackFile {
  readonly startedAt: string;
  readonly dataDir: string;
  readonly services: Readonly<Record<string, StackService>>;
  /** PostgreSQL as the administrator. */
  readonly databaseAdmin: string;
  readonly redis: string;
  /** The bus as the operator: it looks at everything and changes no event. */
  readonly nats: string;
  /** The file of the bus's logins, which `marketing bus login` writes; "" = the bus is not ours. */
  readonly natsLogins: string;
  readonly vectors: StackVectors;
  /** The operators' key, scope platform:admin. */
  readonly platformKey: string;
  readonly tenantId?: string;
  readonly apiKey?: string;
}

export interface StackVectors {
  /** Of the control plane; "" = Pinecone's own. */
  readonly url: string;
  readonly apiKey: string;
}

export interface StackService {
  /** host:port of its gRPC server. */
  readonly address: string;
  readonly database: string;
  readonly workerDatabase: string;
  /** The bus as this service. */
  readonly nats: string;
  readonly log: string;
}

export const stackFileOf = (dataDir: string): string => join(dataDir, "stack.json");

/** What stays secret and the same over restarts. */
export interface Secrets {
  readonly admin: string;
  readonly redis: string;
  readonly nats: string;
  readonly vectors: string;
  /** Passphrase of PostgreSQL's backups: without it they cannot be read. */
  readonly backup: string;
  readonly platformKey: string;
  /** By which the services read the directory of tenants and keys. Nobody else needs it. */
  readonly directoryKey: string;
  /** By which the services wrap the keys of people. Without it personal data in the logs cannot be read any more. */
  readonly keyEncryptionKey: string;
  readonly roles: Readonly<Record<string, { readonly api: string; readonly worker: string }>>;
}

export const secretsFileOf = (dataDir: string): string => join(dataDir, "secrets.json");

const password = (): string => randomBytes(18).toString("base64url");
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `mk_<16 hex>_<32 base62>`, as every key of the platform. */
const apiKey = (): string => `mk_${randomBytes(8).toString("hex")}_${Array.from({ length: 32 }, () => alphabet[randomInt(62)]).join("")}`;

/** The data directory's secrets; those that are missing are made and kept. */
export const secretsOf = (dataDir: string, services: readonly string[]): Secrets => {
  const file = secretsFileOf(dataDir);
  const kept = readJson<Partial<Secrets>>(file) ?? {};
  const secrets: Secrets = {
    admin: kept.admin ?? password(),
    redis: kept.redis ?? password(),
    nats: kept.nats ?? password(),
    vectors: kept.vectors ?? password(),
    backup: kept.backup ?? password(),
    platformKey: kept.platformKey ?? apiKey(),
    directoryKey: kept.directoryKey ?? password(),
    keyEncryptionKey: kept.keyEncryptionKey ?? password() + password(),
    roles: {
      ...kept.roles,
      ...Object.fromEntries(services.map((service) => [service, kept.roles?.[service] ?? { api: password(), worker: password() }])),
    },
  };
  writeJson(file, secrets);
  return secrets;
};
