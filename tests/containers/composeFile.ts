import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@marketing/local/paths";
import { parse } from "yaml";

/** A service of docker-compose.yml, as far as it is looked at; variables replaced by their defaults. */
export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly target: string; readonly args: Readonly<Record<string, string>> };
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly restart: string;
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly stop_grace_period?: string;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, null>>;
}

export const read = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");

const variable = /\$\{([A-Z_]+):?-([^}]*)\}/g;

/** Each `${NAME:-default}` of a text, once for every time it is there. */
export const variablesOf = (text: string): ReadonlyArray<readonly [name: string, fallback: string]> =>
  [...text.matchAll(variable)].map(([, name, fallback]) => [name!, fallback!] as const);

/** The file as Compose sees it where nothing is set. */
export const readCompose = (text = read("docker-compose.yml")): ComposeFile =>
  parse(text.replaceAll(variable, "$2"), { merge: true }) as ComposeFile;

/** `.env.example` as name → value. */
export const readExample = (): ReadonlyMap<string, string> =>
  new Map([...read(".env.example").matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]));
