import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@marketing/local/paths";
import type { IContainer, IProbe } from "kubernetes-models/v1";
import type { Facts } from "./facts.ts";
import { containersOf, type Manifest, ofKind, serviceOf, type Workload, workloadsOf } from "./manifest.ts";

/** Of the official images, by name; ours have 10001. */
const reserved = 10_000;

const securityProblems = ({ spec }: Workload, container: IContainer): string[] => {
  const pod = spec.securityContext ?? {};
  const own = container.securityContext ?? {};
  const user = own.runAsUser ?? pod.runAsUser ?? 0;
  const rules: ReadonlyArray<readonly [boolean, string]> = [
    [own.runAsNonRoot ?? pod.runAsNonRoot ?? false, "may run as root"],
    [user > 0, "names no user"],
    [!container.image?.startsWith("marketing/") || user > reserved, "does not run as the image's user 10001"],
    [(own.seccompProfile ?? pod.seccompProfile)?.type === "RuntimeDefault", "has no seccomp profile"],
    [own.allowPrivilegeEscalation === false, "may escalate privileges"],
    [own.readOnlyRootFilesystem === true, "may write to its root file system"],
    [own.capabilities?.drop?.includes("ALL") === true && !own.capabilities.add, "keeps capabilities"],
    [own.privileged !== true, "is privileged"],
  ];
  return rules.filter(([holds]) => !holds).map(([, problem]) => problem);
};

const sizeProblems = ({ resources, image = "" }: IContainer): string[] => [
  ...(["cpu", "memory"] as const).filter((what) => !resources?.requests?.[what]).map((what) => `asks for no ${what}`),
  ...(resources?.limits?.memory ? [] : ["has no limit of memory"]),
  ...(/:(?!latest$)[\w][\w.-]*$|@sha256:[0-9a-f]{64}$/.test(image) ? [] : [`the image ${image} has no fixed tag`]),
];

/** What is not ours is what Docker Compose runs too, but for what only a cluster has a use for. */
const imageProblems = ({ image = "" }: IContainer, facts: Facts): string[] =>
  image.startsWith("marketing/") || /^registry\.k8s\.io\/kubectl:v\d/.test(image) || facts.storeImages.has(image)
    ? []
    : [`the image ${image} is none of .env.example`];

const volumeProblems = ({ spec }: Workload, manifests: ReadonlyArray<Manifest>, facts: Facts): string[] =>
  (spec.volumes ?? []).flatMap(({ configMap, secret }) => {
    const name = configMap?.name ?? secret?.secretName;
    const made = configMap && ofKind(manifests, "ConfigMap").some(({ metadata }) => metadata.name === name);
    return name === undefined || made || facts.documentedVolumes.has(name) ? [] : [`mounts ${name}, which nobody makes`];
  });

/** A program of this repository is there, and knows the options it is given. */
const commandProblems = ({ command = [], args = [] }: IContainer): string[] => {
  const [program, ...rest] = command[0] === "node" ? [...command.slice(1), ...args] : [];
  if (program === undefined) return [];
  const file = join(repositoryRoot, program);
  if (!existsSync(file)) return [`there is no ${program}`];
  const source = readFileSync(file, "utf8");
  return rest.filter((arg) => arg.startsWith("--") && !source.includes(arg)).map((option) => `${program} has no ${option}`);
};

const probeProblems = (container: IContainer, facts: Facts): string[] =>
  (["startupProbe", "livenessProbe", "readinessProbe"] as const).flatMap((name) => {
    const probe: IProbe | undefined = container[name];
    if (!probe?.grpc) return [`has no ${name} by gRPC`];
    const { port, service = "" } = probe.grpc;
    const wanted = name === "readinessProbe" ? "readiness" : "liveness"; // liveness asks no dependency
    return [
      ...(facts.healthServices.includes(service) ? [] : [`${name}: no health service ${service}`]),
      ...(service === wanted ? [] : [`${name} asks ${service}, not ${wanted}`]),
      ...(container.ports?.some(({ containerPort }) => containerPort === port) ? [] : [`${name}: no port ${port}`]),
    ];
  });

/** preStop, then notice and open calls, then everything else, all before the kubelet's patience ends. */
const shutdownProblems = ({ spec }: Workload, container: IContainer, facts: Facts): string[] => {
  const preStop = container.lifecycle?.preStop as { sleep?: { seconds: number } } | undefined;
  const seconds = preStop?.sleep?.seconds ?? 0;
  const notice = Number(container.env?.find(({ name }) => name === "SHUTDOWN_NOTICE_MS")?.value ?? 0);
  const patience = (spec.terminationGracePeriodSeconds ?? 30) * 1_000;
  return [
    ...(seconds >= 3 ? [] : ["does not wait in preStop for its endpoint to go"]),
    ...(notice + facts.callGraceMs < facts.closeMs ? [] : ["a notice this long leaves no time for open calls"]),
    ...(patience > seconds * 1_000 + Math.max(facts.shutdownMs, notice + facts.callGraceMs) ? [] : ["is killed before it could stop"]),
  ];
};

const processProblems = (workload: Workload, container: IContainer, facts: Facts): string[] => {
  const service = serviceOf(workload)!;
  const port = facts.services.get(service)?.port;
  const spread = workload.spec.topologySpreadConstraints ?? [];
  const { strategy } = workload.manifest.spec;
  return [
    ...(container.image?.split("/").at(-1)?.split(":")[0] === service ? [] : [`runs the image ${container.image}`]),
    ...(container.ports?.some((p) => p.name === "grpc" && p.containerPort === port)
      ? []
      : [`does not listen on ${port}, as config.ts has it`]),
    ...["kubernetes.io/hostname", "topology.kubernetes.io/zone"]
      .filter((key) => !spread.some(({ topologyKey }) => topologyKey === key))
      .map((key) => `is not spread over ${key}`),
    ...(strategy?.rollingUpdate?.maxUnavailable === 0 ? [] : ["a rollout takes pods away before new ones serve"]),
    ...probeProblems(container, facts),
    ...shutdownProblems(workload, container, facts),
  ];
};

/** Restricted, sized and pinned, every container; and ours as the code wants to be started, asked and stopped. */
export const podProblems = (manifests: ReadonlyArray<Manifest>, facts: Facts): string[] =>
  workloadsOf(manifests).flatMap((workload) => {
    const { spec, manifest, id } = workload;
    return [
      ...volumeProblems(workload, manifests, facts),
      ...(spec.automountServiceAccountToken === false ? [] : ["mounts a token"]),
      ...(spec.enableServiceLinks === false ? [] : ["gets variables of Services"]),
      ...containersOf(workload).flatMap((container) => [
        ...securityProblems(workload, container),
        ...sizeProblems(container),
        ...imageProblems(container, facts),
        ...commandProblems(container),
        ...(serviceOf(workload) && manifest.kind === "Deployment" ? processProblems(workload, container, facts) : []),
      ]),
    ].map((problem) => `${id}: ${problem}`);
  });
