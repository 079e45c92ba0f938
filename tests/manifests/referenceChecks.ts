import { defaults } from "@marketing/shared/base/defaults";
import { environmentOf } from "./environment.ts";
import { placeholders } from "./environmentChecks.ts";
import type { Facts } from "./facts.ts";
import {
  type Autoscaler,
  type Budget,
  containersOf,
  idOf,
  type Manifest,
  matches,
  ofKind,
  type Selector,
  type ServiceManifest,
  serviceOf,
  type Workload,
  workloadsOf,
} from "./manifest.ts";

/** An api has a pool for ordinary and one for heavy calls, a worker one for each role; and each pool that serves calls one spare connection. */
const connectionsOf = (name: string): number => {
  const { poolSize, analyticsPoolSize } = defaults.postgres;
  const keys = defaults.log.personKeyConnections;
  return keys + (name.endsWith("-api") ? poolSize + 1 + analyticsPoolSize + 1 : 2 * poolSize + 1);
};

const duplicates = (manifests: ReadonlyArray<Manifest>): string[] => {
  const ids = manifests.map(idOf);
  return ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${id} is there twice`);
};

/** A selector that takes in another's pods would make one the other's owner. */
const selectorProblems = (workloads: ReadonlyArray<Workload>): string[] =>
  workloads
    .filter(({ manifest }) => !["Job", "CronJob"].includes(manifest.kind))
    .flatMap(({ id, manifest }) => {
      const found = workloads.filter(({ labels }) => matches(manifest.spec.selector as Selector, labels)).map((w) => w.id);
      return found.length === 1 && found[0] === id ? [] : [`${id} selects ${found.join(", ") || "nothing"}`];
    });

const serviceProblems = (manifests: ReadonlyArray<Manifest>, workloads: ReadonlyArray<Workload>): string[] =>
  ofKind<ServiceManifest>(manifests, "Service").flatMap(({ metadata, spec }) => {
    const pods = workloads.filter(({ labels }) => matches({ matchLabels: spec.selector ?? {} }, labels));
    if (pods.length !== 1) return [`Service ${metadata.name} selects ${pods.map(({ id }) => id).join(", ") || "nothing"}`];
    const ports = containersOf(pods[0]!).flatMap((c) => c.ports ?? []);
    return (spec.ports ?? []).flatMap(({ port, targetPort }: { readonly port: number; readonly targetPort?: number | string }) => {
      const target = ports.find(({ name, containerPort }) => name === targetPort || containerPort === targetPort);
      if (!target) return [`Service ${metadata.name}: no port ${targetPort}`];
      // Without an address of its own nobody translates: callers dial the pod's port.
      return spec.clusterIP === "None" && target.containerPort === port
        ? []
        : [`Service ${metadata.name} is not headless on its pods' port`];
    });
  });

const budgetProblems = (manifests: ReadonlyArray<Manifest>, workloads: ReadonlyArray<Workload>): string[] => {
  const budgets = ofKind<Budget>(manifests, "PodDisruptionBudget");
  const covering = (w: Workload) => budgets.filter(({ spec }) => matches(spec.selector as Selector, w.labels));
  return [
    ...budgets.filter(({ spec }) => spec.maxUnavailable !== 1).map((b) => `${idOf(b)} is not maxUnavailable 1`),
    ...workloads
      .filter((w) => w.manifest.kind === "Deployment" && covering(w).length !== 1)
      .map((w) => `${w.id} has ${covering(w).length} disruption budgets`),
    ...budgets.filter((b) => !workloads.some((w) => covering(w).includes(b))).map((b) => `${idOf(b)} protects nothing`),
  ];
};

const scalingProblems = (manifests: ReadonlyArray<Manifest>, workloads: ReadonlyArray<Workload>, facts: Facts): string[] => {
  const autoscaled = ofKind<Autoscaler>(manifests, "HorizontalPodAutoscaler").map((m) => ({ m, target: m.spec.scaleTargetRef.name }));
  const byLag = ofKind(manifests, "ScaledObject").map((m) => ({ m, target: m.spec.scaleTargetRef.name as string }));
  const deployments = new Map(workloads.filter((w) => w.manifest.kind === "Deployment").map((w) => [w.manifest.metadata.name, w]));
  const missing = [...autoscaled, ...byLag]
    .filter(({ target }) => !deployments.has(target))
    .map(({ m, target }) => `${idOf(m)}: no Deployment ${target}`);
  const fixed = [...deployments].flatMap(([name, { id, manifest, labels }]) => {
    const scalers = [...autoscaled, ...byLag].filter(({ target }) => target === name);
    const wrongKind = labels["app.kubernetes.io/component"] === "worker" && autoscaled.some(({ target }) => target === name);
    return [
      ...(scalers.length > 1 ? [`${id} is scaled twice`] : []),
      ...(wrongKind ? [`${id} is a worker, which is scaled by lag`] : []),
      ...(scalers.length > 0 && manifest.spec.replicas !== undefined
        ? [`${id} has replicas, which an apply would set against its scaler`]
        : []),
    ];
  });
  const triggers = byLag.flatMap(({ m, target }) => {
    const workload = deployments.get(target);
    const service = workload?.labels["app.kubernetes.io/name"] ?? "";
    return (m.spec.triggers as ReadonlyArray<{ type: string; metadata: Record<string, string> }>).flatMap(({ type, metadata: t }) => {
      if (type === "nats-jetstream")
        return facts.services.get(service)?.consumers.has(`${t.stream} ${t.consumer}`)
          ? []
          : [`${idOf(m)}: no consumer ${t.consumer} of ${t.stream}`];
      if (type !== "postgresql") return [`${idOf(m)}: no trigger ${type}`];
      const { values } = environmentOf(containersOf(workload!)[0]!, manifests, placeholders);
      return values[t.connectionFromEnv!] ? [] : [`${idOf(m)}: ${target} has no ${t.connectionFromEnv}`];
    });
  });
  return [...missing, ...fixed, ...triggers];
};

/** The pools of all pods that the scalers allow fit into the PostgreSQL that is started here. */
const connectionProblems = (manifests: ReadonlyArray<Manifest>, workloads: ReadonlyArray<Workload>): string[] => {
  const most = (name: string, replicas: number): number =>
    manifests.find((m) => ["HorizontalPodAutoscaler", "ScaledObject"].includes(m.kind) && m.spec.scaleTargetRef.name === name)?.spec[
      ofKind(manifests, "ScaledObject").some((m) => m.spec.scaleTargetRef.name === name) ? "maxReplicaCount" : "maxReplicas"
    ] ?? replicas;
  const ours = workloads.filter((w) => serviceOf(w));
  const wanted = ours.reduce(
    (sum, { manifest: { metadata, spec } }) => sum + most(metadata.name, spec.replicas ?? 1) * connectionsOf(metadata.name),
    0,
  );
  const server = workloads.find(({ id }) => id === "StatefulSet postgres");
  const argument =
    server &&
    containersOf(server)[0]!
      .args?.find((arg) => arg.startsWith("max_connections="))
      ?.split("=")[1];
  const given = ofKind(manifests, "Cluster")[0]?.spec.postgresql.parameters.max_connections ?? argument;
  return given !== undefined && wanted > Number(given) ? [`${wanted} connections may be wanted, PostgreSQL takes ${given}`] : [];
};

const accountProblems = (manifests: ReadonlyArray<Manifest>, workloads: ReadonlyArray<Workload>): string[] => {
  const accounts = ofKind(manifests, "ServiceAccount") as ReadonlyArray<Manifest & { readonly automountServiceAccountToken?: boolean }>;
  const names = new Set(accounts.map(({ metadata }) => metadata.name));
  return [
    ...accounts.filter((a) => a.automountServiceAccountToken !== false).map((a) => `${idOf(a)} gives out tokens`),
    ...workloads.filter(({ spec }) => !names.has(spec.serviceAccountName ?? "")).map(({ id }) => `${id} has no account of its own`),
    ...ofKind(manifests, "Secret").map((m) => `${idOf(m)}: secrets are made by hand, never kept here`),
    ...manifests.filter((m) => m.kind !== "Namespace" && m.metadata.namespace !== "marketing").map((m) => `${idOf(m)} is in no namespace`),
  ];
};

/** Every name leads to what it names, and every selector to the pods it means. */
export const referenceProblems = (manifests: ReadonlyArray<Manifest>, facts: Facts): string[] => {
  const workloads = workloadsOf(manifests);
  return [
    ...duplicates(manifests),
    ...selectorProblems(workloads),
    ...serviceProblems(manifests, workloads),
    ...budgetProblems(manifests, workloads),
    ...scalingProblems(manifests, workloads, facts),
    ...connectionProblems(manifests, workloads),
    ...accountProblems(manifests, workloads),
  ];
};
