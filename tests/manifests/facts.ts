import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@marketing/local/paths";
import { runnableServices } from "@marketing/local/serviceList";
import { defaults } from "@marketing/shared/base/defaults";
import { Health } from "@marketing/shared/grpc/health";
import { type Config, ConfigProvider, Effect, Exit } from "effect";

/** What the manifests have to agree with, from the code itself. */
export interface Facts {
  readonly services: ReadonlyMap<string, ServiceFacts>;
  readonly healthServices: ReadonlyArray<string>;
  /** Between SIGTERM and the end of a process at the latest, ms. */
  readonly shutdownMs: number;
  /** What a resource may take to close, and what a server gives open calls, ms. */
  readonly closeMs: number;
  readonly callGraceMs: number;
  /** kubectl create secret generic NAME --from-literal=KEY=…, as the README has it: "NAME/KEY". */
  readonly documentedSecrets: ReadonlySet<string>;
  /** Secrets and ConfigMaps that the README says have to be there to be mounted. */
  readonly documentedVolumes: ReadonlySet<string>;
  /** The images of the stores, pinned once for Docker Compose and for here. */
  readonly storeImages: ReadonlySet<string>;
}

export interface ServiceFacts {
  /** Every environment variable that is read. */
  readonly variables: ReadonlySet<string>;
  /** Those without which it does not start. */
  readonly required: ReadonlyArray<string>;
  readonly port: number;
  /** Durable consumers: "LEAD identity-leads". */
  readonly consumers: ReadonlySet<string>;
}

const read = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");
const sources = (directory: string): string[] =>
  globSync(`${directory}/**/*.ts`, { cwd: repositoryRoot }).filter((file) => !/[tT]est(ing)?\.ts$/.test(file));

/** Reads a configuration again and again with what it says is missing, and writes down what it asks for. */
const study = (config: Config.Config<unknown>): Pick<ServiceFacts, "variables" | "required"> & { readonly value: unknown } => {
  const variables = new Set<string>();
  const given: Record<string, string> = {};
  const provider = ConfigProvider.make((path) =>
    Effect.sync(() => {
      const name = path.join("_");
      if (name !== "") variables.add(name);
      const value = given[name];
      return value === undefined ? undefined : ConfigProvider.makeValue(value);
    }),
  );
  for (;;) {
    const before = Object.keys(given).length;
    const exit = Effect.runSyncExit(config.parse(provider));
    if (Exit.isSuccess(exit)) return { variables, required: Object.keys(given), value: exit.value };
    const missing = [...variables].filter((name) => given[name] === undefined && String(exit).includes(`"${name}"`));
    for (const name of missing) given[name] = "x";
    if (Object.keys(given).length === before) throw new Error(`cannot tell what is missing: ${String(exit)}`);
  }
};

const serviceFacts = async (service: string, everywhere: ReadonlySet<string>): Promise<ServiceFacts> => {
  const module = (await import(join(repositoryRoot, "services", service, "src/config.ts"))) as Record<string, Config.Config<unknown>>;
  const [config] = Object.values(module);
  const { variables, required, value } = study(config!);
  const { grpcAddress } = ((value as { common?: object }).common ?? value) as { readonly grpcAddress: string };
  const consumers = sources(`services/${service}/src`).flatMap((file) =>
    [...read(file).matchAll(/\b(?:reaction|reactTo)\([^{]*\{\s*name: "([^"]+)",\s*stream: "([^"]+)"/g)].map(
      ([, name, stream]) => `${stream} ${service}-${name}`,
    ),
  );
  return {
    variables: new Set([...variables, ...everywhere]),
    required,
    port: Number(grpcAddress.split(":")[1]),
    consumers: new Set(consumers),
  };
};

export const readFacts = async (): Promise<Facts> => {
  const direct = [...sources("shared/src"), ...sources("services")].flatMap((file) =>
    [...read(file).matchAll(/\bprocess\.env\.([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name!),
  );
  const readme = read("deploy/k8s/README.md");
  const documented = [...readme.matchAll(/create secret generic "?([\w$-]+)"?((?:.*\\\n)*.*)/g)].flatMap(([, name, rest]) =>
    [...rest!.matchAll(/--from-literal=([\w-]+)=/g)].flatMap(([, key]) =>
      runnableServices().map((service) => `${name!.replace("$service", service)}/${key}`),
    ),
  );
  const services = await Promise.all(runnableServices().map(async (name) => [name, await serviceFacts(name, new Set(direct))] as const));
  return {
    services: new Map(services),
    healthServices: new Health().services,
    shutdownMs: defaults.service.shutdownMs,
    closeMs: defaults.service.closeMs,
    callGraceMs: defaults.grpc.callGraceMs,
    documentedSecrets: new Set(documented),
    documentedVolumes: new Set([...readme.matchAll(/(?:ConfigMap|Secret) `([\w-]+)`/g)].map(([, name]) => name!)),
    storeImages: new Set([...read(".env.example").matchAll(/^\w+_IMAGE=(\S+)/gm)].map(([, image]) => image!)),
  };
};
