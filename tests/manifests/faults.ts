import { idOf, type Manifest } from "./manifest.ts";

/** Its name, what the checks say, the document, the place in it ("" = all of it), the value (undefined = gone). */
export type Fault = readonly [name: string, found: RegExp, id: string, place: string, value: unknown];

// biome-ignore lint/suspicious/noExplicitAny: any place of any document
type Node = any;

/** Puts a value at a path, or takes away what is there; an item of a list is found by its number or its name. */
const put = (node: Node, [key, ...rest]: ReadonlyArray<string>, value: unknown): void => {
  const found = Array.isArray(node) && !/^\d+$/.test(key!) ? node.findIndex(({ name }) => name === key) : key!;
  const at = found === -1 ? node.length : found;
  if (rest.length > 0) put(node[at], rest, value);
  else if (value !== undefined) node[at] = value;
  else if (Array.isArray(node)) node.splice(Number(at), 1);
  else delete node[at];
};

const c = "spec/template/spec/containers/0";
const password = { name: "API_PASSWORD", valueFrom: { secretKeyRef: { name: "tracking-database", key: "api" } } };
const inTheUrl = { name: "REDIS_URL", value: "redis://:pw@redis.example.internal:6379" };

/** What a slip of the hand would do. */
export const faults: ReadonlyArray<Fault> = [
  [
    "a field that is none",
    /readOnlyRootFileSystem is no field/,
    "Deployment lead-api",
    `${c}/securityContext/readOnlyRootFileSystem`,
    true,
  ],
  ["a wrong type", /minReplicas must be integer/, "HorizontalPodAutoscaler lead-api", "spec/minReplicas", "two"],
  ["a custom field that is none", /maxReplicas is no known field/, "ScaledObject lead-worker", "spec/maxReplicas", 3],
  ["another port", /does not listen on 50054/, "Deployment lead-api", `${c}/ports/0/containerPort`, 50_051],
  ["a probe of no port", /livenessProbe: no port 8080/, "Deployment lead-api", `${c}/livenessProbe/grpc/port`, 8_080],
  [
    "a liveness that asks the stores",
    /livenessProbe asks readiness/,
    "Deployment lead-api",
    `${c}/livenessProbe/grpc/service`,
    "readiness",
  ],
  ["a health service that is none", /no health service ready/, "Deployment lead-api", `${c}/readinessProbe/grpc/service`, "ready"],
  ["a required variable gone", /NATS_URL is required/, "Deployment lead-api", `${c}/env/NATS_URL`, undefined],
  ["replicas that share a name", /INSTANCE_ID is required/, "Deployment lead-api", `${c}/env/INSTANCE_ID`, undefined],
  ["a part that comes too late", /uses \$\(SERVICE\)/, "Deployment lead-api", `${c}/env/SERVICE/name`, "SERVCE"],
  ["a variable nobody reads", /GRPC_PROT is set, and/, "Deployment lead-api", `${c}/env/GRPC_PROT`, { name: "GRPC_PROT", value: "1" }],
  ["a secret in plain sight", /holds a secret/, "Deployment lead-api", `${c}/env/NATS_PASSWORD`, { name: "NATS_PASSWORD", value: "pw" }],
  ["a password in a URL", /REDIS_URL holds a password/, "Deployment lead-api", `${c}/env/REDIS_URL`, inTheUrl],
  ["another service's secret", /tracking-database is another/, "Deployment lead-api", `${c}/env/API_PASSWORD`, password],
  [
    "an api that passes row level security by",
    /lead-api: an api has the worker's login/,
    "Deployment lead-api",
    `${c}/env/WORKER_DATABASE_URL`,
    { name: "WORKER_DATABASE_URL", value: "postgresql://x" },
  ],
  [
    "an api with the worker's password",
    /lead-api: an api has the worker's login/,
    "Deployment lead-api",
    `${c}/env/API_PASSWORD/valueFrom/secretKeyRef/key`,
    "worker",
  ],
  ["a worker without its login", /WORKER_DATABASE_URL is required/, "Deployment lead-worker", `${c}/env/WORKER_DATABASE_URL`, undefined],
  ["a secret nobody makes", /no key pass of/, "Deployment lead-api", `${c}/env/API_PASSWORD/valueFrom/secretKeyRef/key`, "pass"],
  ["a migration without a password", /LEAD_API_PASSWORD is required/, "Job migrate", `${c}/env/LEAD_API_PASSWORD`, undefined],
  ["a volume nobody makes", /mounts cas, which/, "Job migrate", "spec/template/spec/volumes/0/configMap/name", "cas"],
  ["a role nobody has", /processes of lead have the roles/, "Deployment lead-worker", `${c}/env/ROLES/value`, "project,subscribe"],
  ["no fixed tag", /no fixed tag/, "Deployment lead-api", `${c}/image`, "marketing/lead:latest"],
  ["another's image", /runs the image marketing\/tracking/, "Deployment lead-api", `${c}/image`, "marketing/tracking:0.1.0"],
  ["a root file system to write to", /write to its root/, "Deployment lead-api", `${c}/securityContext/readOnlyRootFilesystem`, false],
  ["a container that is root", /run as root/, "Deployment lead-api", "spec/template/spec/securityContext/runAsNonRoot", undefined],
  ["no size", /has no limit of memory/, "Deployment lead-api", `${c}/resources/limits`, undefined],
  ["no patience", /killed before it could stop/, "Deployment lead-api", "spec/template/spec/terminationGracePeriodSeconds", 20],
  ["a notice too long", /no time for open calls/, "Deployment lead-api", `${c}/env/SHUTDOWN_NOTICE_MS/value`, "9000"],
  ["an end without a pause", /does not wait in preStop/, "Deployment lead-api", `${c}/lifecycle`, undefined],
  ["a token", /mounts a token/, "Deployment lead-api", "spec/template/spec/automountServiceAccountToken", undefined],
  ["an option that is none", /has no --servce/, "Job migrate", `${c}/args/2`, "--servce"],
  [
    "a selector too wide",
    /selects .*lead-worker/,
    "Deployment lead-api",
    "spec/selector/matchLabels/app.kubernetes.io~component",
    undefined,
  ],
  ["a Service of nobody", /Service lead-api selects nothing/, "Service lead-api", "spec/selector/app.kubernetes.io~name", "leads"],
  ["a Service with an address", /not headless/, "Service lead-api", "spec/clusterIP", undefined],
  ["an autoscaler of nobody", /no Deployment leads/, "HorizontalPodAutoscaler lead-api", "spec/scaleTargetRef/name", "leads"],
  ["two scalers", /lead-worker is scaled twice/, "HorizontalPodAutoscaler lead-api", "spec/scaleTargetRef/name", "lead-worker"],
  ["a consumer that is none", /no consumer leads of/, "ScaledObject identity-worker", "spec/triggers/1/metadata/consumer", "leads"],
  ["no disruption budget", /lead-api has 0 disruption/, "PodDisruptionBudget lead-api", "", undefined],
  ["nothing denied", /nothing denies by default/, "NetworkPolicy deny", "", undefined],
  ["no DNS", /not let out to DNS/, "NetworkPolicy dns", "", undefined],
  ["no way to the bus", /lead-worker is not let out to nats-0/, "NetworkPolicy to-nats", "", undefined],
  ["a peer's other port", /Job migrate is not let out to postgres/, "NetworkPolicy to-postgres", "spec/egress/0/ports/0/port", 5_433],
  ["a rule for everybody", /rule without peers/, "NetworkPolicy callers-to-services", "spec/ingress/0/from", []],
];

/** Does to the manifests what the fault says. */
export const seed = (manifests: Manifest[], [, , id, place, value]: Fault): void => {
  const index = manifests.findIndex((m) => idOf(m) === id);
  if (place === "") manifests.splice(index, 1);
  else
    put(
      manifests[index],
      place.split("/").map((key) => key.replace("~", "/")),
      value,
    );
};
