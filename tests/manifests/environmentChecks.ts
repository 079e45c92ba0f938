import { parseRoles, roles } from "@marketing/shared/service/config";
import type { IContainer } from "kubernetes-models/v1";
import { type Environment, environmentOf } from "./environment.ts";
import type { Facts } from "./facts.ts";
import { containersOf, isMigration, type Manifest, serviceOf, type Workload, workloadsOf } from "./manifest.ts";

/** What Node itself and the OpenTelemetry SDK read. */
const isReadElsewhere = (name: string): boolean => name === "NODE_EXTRA_CA_CERTS" || name === "NODE_OPTIONS" || name.startsWith("OTEL_");

/** Made by the CloudNativePG operator. */
const operators = new Set(["postgres-superuser"]);

const isSecret = (name: string): boolean => /(PASSWORD|_KEY|TOKEN|SECRET)$/.test(name);

/** Secrets as their names, so that the environment can be put together without any. */
export const placeholders = { secret: ({ key }: { readonly key: string }) => key, field: (path: string) => path } as const;

const literalSecrets = (container: IContainer): string[] =>
  (container.env ?? []).flatMap(({ name, value }) => {
    if (value === undefined) return [];
    if (isSecret(name) && !/^\$\([A-Z_]+\)$/.test(value)) return [`${name} holds a secret in plain sight`];
    const password = /:\/\/[^:@/]*:([^@]*)@/.exec(value)?.[1];
    return password !== undefined && !/^\$\([A-Z_]+\)$/.test(password) ? [`${name} holds a password in plain sight`] : [];
  });

/** The worker's login passes row level security by, so a process that only answers callers has no way to it. */
const apiAlone = ({ values }: Environment): boolean => values.ROLES === "api";
const workerLogin = "WORKER_DATABASE_URL";

const settingProblems = ({ values, parts }: Environment, read: ReadonlySet<string>, required: ReadonlyArray<string>): string[] => [
  ...Object.keys(values)
    .filter((name) => !read.has(name) && !parts.has(name) && !isReadElsewhere(name))
    .map((name) => `${name} is set, and nobody reads it`),
  ...required.filter((name) => !values[name]).map((name) => `${name} is required, and not set`),
];

/** Which secrets are whose: a service sees its own database's, the migrations everybody's. */
const ofWorkload = (workload: Workload, manifests: ReadonlyArray<Manifest>, facts: Facts): string[] => {
  const service = serviceOf(workload);
  const known = facts.services.get(service ?? "");
  return containersOf(workload).flatMap((container) => {
    const environment = environmentOf(container, manifests, placeholders);
    const { problems, secrets } = environment;
    const undocumented = secrets.filter(({ secret, key }) => !facts.documentedSecrets.has(`${secret}/${key}`) && !operators.has(secret));
    const foreign =
      service === undefined ? [] : secrets.filter(({ secret }) => /-(database|bus)$/.test(secret) && !secret.startsWith(`${service}-`));
    const alone = known !== undefined && apiAlone(environment);
    const common = ["ROLES", "INSTANCE_ID", "GRPC_HOST", "PLATFORM_API_KEY", "DIRECTORY_KEY", "KEY_ENCRYPTION_KEY", "DIRECTORY_ADDRESS"];
    const passwords = [...facts.services.keys()].flatMap((name) =>
      ["API", "WORKER"].map((role) => `${name.toUpperCase()}_${role}_PASSWORD`),
    );
    return [
      ...problems,
      ...undocumented.map(({ secret, key }) => `the README makes no key ${key} of the secret ${secret}`),
      ...foreign.map(({ secret }) => `the secret ${secret} is another service's`),
      ...literalSecrets(container),
      ...(service && !known ? [`there is no service ${service}`] : []),
      ...(known
        ? settingProblems(
            environment,
            known.variables,
            [...known.required, ...common].filter((n) => !alone || n !== workerLogin),
          )
        : []),
      ...(alone && (workerLogin in environment.values || secrets.some(({ secret, key }) => /-database$/.test(secret) && key === "worker"))
        ? ["an api has the worker's login"]
        : []),
      ...(isMigration(workload)
        ? settingProblems(environment, new Set(passwords).add("DATABASE_ADMIN_URL"), [...passwords, "DATABASE_ADMIN_URL"])
        : []),
    ];
  });
};

/** A role that no process of a service has is work that nobody does. */
const roleProblems = (manifests: ReadonlyArray<Manifest>, facts: Facts): string[] =>
  [...facts.services.keys()].flatMap((service) => {
    const given = workloadsOf(manifests)
      .filter((workload) => serviceOf(workload) === service && workload.manifest.kind === "Deployment")
      .flatMap((workload) => [
        ...parseRoles(environmentOf(containersOf(workload)[0]!, manifests, placeholders).values.ROLES ?? roles.join()),
      ]);
    return given.toSorted().join() === roles.toSorted().join() ? [] : [`the processes of ${service} have the roles ${given.join(", ")}`];
  });

/** Every variable set is read, every required one is set, every secret is a reference to one that the README makes. */
export const environmentProblems = (manifests: ReadonlyArray<Manifest>, facts: Facts): string[] => [
  ...roleProblems(manifests, facts),
  ...workloadsOf(manifests).flatMap((workload) => ofWorkload(workload, manifests, facts).map((problem) => `${workload.id}: ${problem}`)),
];
