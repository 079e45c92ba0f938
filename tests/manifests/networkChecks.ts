import { environmentOf } from "./environment.ts";
import { placeholders } from "./environmentChecks.ts";
import {
  containersOf,
  idOf,
  type Labels,
  type Manifest,
  matches,
  ofKind,
  type Policy,
  type Selector,
  serviceOf,
  type Workload,
  workloadsOf,
} from "./manifest.ts";

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}
interface Rule {
  readonly to?: ReadonlyArray<Peer>;
  readonly from?: ReadonlyArray<Peer>;
  readonly ports?: ReadonlyArray<{ readonly port?: number | string }>;
}

/** Pods as the policies see them: those of the workloads, and those that an operator makes. */
interface Pod {
  readonly id: string;
  readonly labels: Labels;
  readonly workload?: Workload;
}

/** Where a process connects to, from its environment: "host:port". */
const addressesOf = (workload: Workload, manifests: ReadonlyArray<Manifest>): ReadonlyArray<string> =>
  containersOf(workload).flatMap((container) => {
    const { values } = environmentOf(container, manifests, placeholders);
    const urls = [
      values.DATABASE_URL,
      values.DATABASE_ADMIN_URL,
      values.REDIS_URL,
      values.OTEL_EXPORTER_OTLP_ENDPOINT,
      ...(values.NATS_URL?.split(",") ?? []),
      serviceOf(workload) === "identity" ? undefined : values.DIRECTORY_ADDRESS?.replace("dns:///", ""),
    ];
    if (values.PINECONE_API_KEY && serviceOf(workload)) urls.push(values.PINECONE_CONTROLLER_HOST || "https://api.pinecone.io");
    return urls.flatMap((text) => {
      if (!text) return [];
      const { hostname, port, protocol } = new URL(text.includes("://") ? text : `nats://${text}`);
      return [`${hostname}:${port || (protocol === "https:" ? 443 : 80)}`];
    });
  });

/** The pods behind a name inside the cluster: a Service, a pod of a StatefulSet, a CloudNativePG cluster. None = outside. */
const podsBehind = (address: string, manifests: ReadonlyArray<Manifest>, pods: ReadonlyArray<Pod>): ReadonlyArray<Pod> => {
  const host = address.replace(/:.*$/, "").replace(/\.marketing(\.svc.*)?$/, "");
  const cluster = /^(.*)-(rw|ro|r)$/.exec(host)?.[1];
  const service = ofKind(manifests, "Service").find(({ metadata }) => host === metadata.name || host.endsWith(`.${metadata.name}`));
  if (service) return pods.filter(({ labels }) => matches({ matchLabels: service.spec.selector }, labels));
  return pods.filter(({ labels }) => cluster !== undefined && labels["cnpg.io/cluster"] === cluster);
};

const opens = ({ ports }: Rule, port: number, pod?: Pod): boolean => {
  const named = pod?.workload ? containersOf(pod.workload).flatMap((c) => c.ports ?? []) : [];
  return !ports || ports.some((p) => p.port === port || named.some(({ name, containerPort }) => name === p.port && containerPort === port));
};
const names = (peer: Peer, pod: Pod): boolean => !peer.ipBlock && !peer.namespaceSelector && matches(peer.podSelector ?? {}, pod.labels);

/** Whether what a process connects to is let out at its side and in at the other. */
const wayProblems = (from: Pod, address: string, manifests: ReadonlyArray<Manifest>, pods: ReadonlyArray<Pod>): string[] => {
  const policies = ofKind<Policy>(manifests, "NetworkPolicy");
  const rules = (pod: Pod, way: "egress" | "ingress"): ReadonlyArray<Rule> =>
    policies
      .filter(({ spec }) => matches(spec.podSelector as Selector, pod.labels))
      .flatMap(({ spec }) => (spec[way] ?? []) as ReadonlyArray<Rule>);
  const port = Number(address.split(":")[1]);
  const targets = podsBehind(address, manifests, pods);
  if (targets.length === 0)
    return rules(from, "egress").some((r) => opens(r, port) && r.to?.some((p) => p.ipBlock))
      ? []
      : [`${from.id} is not let out to ${address}`];
  return targets.flatMap((target) => [
    ...(rules(from, "egress").some((r) => opens(r, port, target) && r.to?.some((p) => names(p, target)))
      ? []
      : [`${from.id} is not let out to ${address}`]),
    ...(rules(target, "ingress").some((r) => opens(r, port, target) && r.from?.some((p) => names(p, from)))
      ? []
      : [`${target.id} does not let ${from.id} in`]),
  ]);
};

const policyProblems = (policy: Policy, pods: ReadonlyArray<Pod>): string[] => {
  const ways = [...(policy.spec.egress ?? []), ...(policy.spec.ingress ?? [])] as ReadonlyArray<Rule>;
  const peers = ways.flatMap((rule) => rule.to ?? rule.from ?? []);
  const isCaller = (peer: Peer): boolean => peer.podSelector?.matchLabels?.["marketing/client"] === "true";
  return [
    ...(pods.some(({ labels }) => matches(policy.spec.podSelector as Selector, labels)) ? [] : ["applies to nobody"]),
    ...ways.filter((rule) => !rule.ports || (rule.to ?? rule.from ?? []).length === 0).map(() => "has a rule without peers or ports"),
    ...peers
      .filter((p) => !p.ipBlock && !p.namespaceSelector && !isCaller(p) && !pods.some((pod) => names(p, pod)))
      .map((p) => `names a peer that nobody is: ${JSON.stringify(p)}`),
  ].map((problem) => `${idOf(policy)}: ${problem}`);
};

/** Everything is denied by default; what a process's environment says it talks to, and only named peers, is allowed. */
export const networkProblems = (manifests: ReadonlyArray<Manifest>): string[] => {
  const policies = ofKind<Policy>(manifests, "NetworkPolicy");
  const workloads = workloadsOf(manifests).map((workload): Pod => ({ id: workload.id, labels: workload.labels, workload }));
  const clusters = ofKind(manifests, "Cluster").map((m): Pod => ({ id: idOf(m), labels: { "cnpg.io/cluster": m.metadata.name } }));
  const pods = [...workloads, ...clusters];
  const deny = policies.find(
    ({ spec }) => matches(spec.podSelector as Selector, {}) && !spec.ingress && !spec.egress && spec.policyTypes?.length === 2,
  );
  const unreachable = workloads.flatMap((pod) =>
    addressesOf(pod.workload!, manifests).flatMap((address) => wayProblems(pod, address, manifests, pods)),
  );
  const closed = workloads.filter(
    ({ labels, workload }) =>
      serviceOf(workload!) &&
      workload!.manifest.kind === "Deployment" &&
      !policies.some(
        ({ spec }) =>
          matches(spec.podSelector as Selector, labels) &&
          (spec.ingress as ReadonlyArray<Rule>)?.some((r) => r.ports?.some((p) => p.port === "grpc")),
      ),
  );
  const deaf = workloads.filter(
    ({ labels }) =>
      !policies.some(
        ({ spec }) =>
          matches(spec.podSelector as Selector, labels) &&
          (spec.egress as ReadonlyArray<Rule>)?.some((r) => r.ports?.some(({ port }) => port === 53) && r.to?.some((p) => p.podSelector)),
      ),
  );
  return [
    ...(deny ? [] : ["nothing denies by default"]),
    ...policies.flatMap((policy) => policyProblems(policy, pods)),
    ...new Set(unreachable),
    ...deaf.map(({ id }) => `${id} is not let out to DNS`),
    ...closed.map(({ id }) => `${id}: nobody may call it`),
  ];
};
