import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import type { IContainer, IPodSpec, IPodTemplateSpec, IService } from "kubernetes-models/v1";

/** One document as rendered. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the kind's; the checks name it
  readonly spec?: any;
  readonly data?: Readonly<Record<string, string>>;
}

export type Labels = Readonly<Record<string, string>>;

/** Whatever makes pods. `spec` is the pod's. */
export interface Workload {
  /** "Deployment lead-api" */
  readonly id: string;
  readonly manifest: Manifest;
  /** The pods'. */
  readonly labels: Labels;
  readonly spec: IPodSpec;
}

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: ReadonlyArray<{ readonly key: string; readonly operator: string; readonly values?: ReadonlyArray<string> }>;
}

export const idOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

export const ofKind = <A extends Manifest = Manifest>(manifests: ReadonlyArray<Manifest>, kind: string): ReadonlyArray<A> =>
  manifests.filter((m): m is A => m.kind === kind);

const templateOf = (manifest: Manifest): IPodTemplateSpec | undefined =>
  ["Deployment", "StatefulSet", "DaemonSet", "Job"].includes(manifest.kind)
    ? manifest.spec.template
    : manifest.kind === "CronJob"
      ? manifest.spec.jobTemplate.spec.template
      : undefined;

export const workloadsOf = (manifests: ReadonlyArray<Manifest>): ReadonlyArray<Workload> =>
  manifests.flatMap((manifest) => {
    const template = templateOf(manifest);
    return template?.spec ? [{ id: idOf(manifest), manifest, labels: template.metadata?.labels ?? {}, spec: template.spec }] : [];
  });

export const containersOf = ({ spec }: Workload): ReadonlyArray<IContainer> => [...spec.containers, ...(spec.initContainers ?? [])];

/** As Kubernetes matches labels; an empty selector matches everything. */
export const matches = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (operator === "In") return value !== undefined && values.includes(value);
    if (operator === "NotIn") return value === undefined || !values.includes(value);
    return operator === "Exists" ? value !== undefined : value === undefined;
  });

/** identity, tracking, …, of a pod of ours; undefined for a store's. */
export const serviceOf = ({ labels }: Workload): string | undefined =>
  labels["app.kubernetes.io/part-of"] === "marketing" ? labels["app.kubernetes.io/name"] : undefined;

export const isMigration = ({ labels }: Workload): boolean => labels["app.kubernetes.io/component"] === "migrate";

export type Autoscaler = Manifest & Required<Pick<IHorizontalPodAutoscaler, "spec">>;
export type Budget = Manifest & Required<Pick<IPodDisruptionBudget, "spec">>;
export type Policy = Manifest & Required<Pick<INetworkPolicy, "spec">>;
export type ServiceManifest = Manifest & Required<Pick<IService, "spec">>;
