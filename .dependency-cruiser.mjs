// Who may import whom, read by tests/contracts/imports.ts. A rule's comment is what somebody reads who broke it.

/** The layers of shared/src, the lowest first: a folder imports itself and those before it. */
const layers = [
  "base",
  "telemetry",
  "postgres",
  "redis",
  "csv",
  "process",
  "log",
  "command",
  "subscription",
  "bus",
  "auth",
  "grpc",
  "privacy",
  "directory",
  "vectors",
  "operations",
  "service",
];

const test = ["\\.test\\.ts$", "[tT]esting\\.ts$", "/fixtures/", "/testing/", "^tests/"];
const workspaces = "^(shared|services|deploy|clients|examples|tests|protos|docs)/";
/** The files of packages, by the names of the packages. */
const packages = (...names) => names.map((name) => `^node_modules/${name}/`);
/** What decides, and what it decides on. */
const deciders = ["^services/.+/(decide|state)\\.ts$"];

const forbid = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

const directions = [
  forbid(
    "shared-is-mechanism",
    "shared knows no service, client or deployment; of the contracts only those of the platform itself",
    { path: "^shared/", pathNot: test },
    { path: workspaces, pathNot: ["^shared/", "^protos/gen/google/", "^protos/gen/marketing/(directory|operations|privacy)/"] },
  ),
  forbid(
    "services-stand-alone",
    "a service imports itself, shared and the contracts; another service is asked by gRPC or heard on the bus",
    { path: "^services/([^/]+)/", pathNot: test },
    { path: workspaces, pathNot: ["^services/$1/", "^shared/", "^protos/"] },
  ),
  forbid(
    "workspaces-by-name",
    "another workspace is imported by its package's name, never by a path into it",
    { path: "^(shared|protos|services/[^/]+|clients/[^/]+|examples/[^/]+)/", pathNot: test },
    { path: workspaces, pathNot: "^$1/", dependencyTypes: ["local"], dependencyTypesNot: ["aliased"] },
  ),
  forbid(
    "clients-speak-grpc",
    "a client speaks gRPC and never sees a service's inside",
    { path: "^clients/", pathNot: test },
    { path: workspaces, pathNot: ["^clients/", "^shared/", "^protos/", "^deploy/local/"] },
  ),
  forbid(
    "programs-know-the-client",
    "the command and the examples are programs like anybody's: of this repository they know @marketing/client and the contracts alone",
    { path: "^(clients/cli|examples/[^/]+)/", pathNot: test },
    { path: workspaces, pathNot: ["^$1/", "^clients/typescript/", "^protos/gen/"] },
  ),
  forbid(
    "pinecone-stands-alone",
    "the Pinecone-compatible server is a program of its own: of this repository it knows shared alone",
    { path: "^deploy/local/pinecone/", pathNot: test },
    { path: workspaces, pathNot: ["^deploy/local/pinecone/", "^shared/"] },
  ),
  forbid(
    "no-tests-in-production",
    "production code imports no tests",
    { pathNot: [...test, "^vitest\\.config\\.ts$"] },
    { path: ["^tests/", "\\.test\\.ts$"] },
  ),
  forbid(
    "views-are-sql",
    "a view is SQL over events: no gRPC server and no bus",
    { path: "^services/.*/(\\w*View|view)\\.ts$" },
    {
      path: [
        ...packages("@grpc/[^/]+", "nats", "@nats-io/[^/]+"),
        "^shared/src/bus/",
        "^shared/src/grpc/(server|client|method|proto)\\.ts$",
      ],
    },
  ),
  forbid(
    "nothing-imports-main",
    "main composes everything and nothing imports it",
    { pathNot: test },
    { path: "^services/[^/]+/src/main\\.ts$" },
  ),
  forbid(
    "nats-behind-the-bus",
    "NATS stays behind shared/src/bus",
    { pathNot: [...test, "^shared/src/bus/", "^deploy/", "^examples/", "^node_modules/"] },
    { path: packages("nats", "@nats-io/[^/]+") },
  ),
  forbid(
    "pinecone-in-one-file",
    "the vector store's client stays in shared/src/vectors/pinecone.ts",
    { pathNot: [...test, "^shared/src/vectors/pinecone\\.ts$", "^node_modules/"] },
    { path: packages("@pinecone-database/[^/]+") },
  ),
  forbid(
    "protos-at-the-door",
    "only RPCs and messages know the shapes of protos",
    {
      path: "^services/[^/]+/src/.+\\.ts$",
      pathNot: [...test, "/(\\w*[rR]pcs?|\\w*[mM]essages|\\w*[rR]equests|\\w*[fF]ields|target|grpc|service)\\.ts$", "/src/grpc/"],
    },
    {
      path: [
        ...packages("@grpc/[^/]+"),
        "^shared/src/grpc/(server|method|rpc|schema|struct|proto)\\.ts$",
        "^protos/gen/.*_service_pb\\.ts$",
      ],
    },
  ),
];

const purity = [
  forbid(
    "deciders-are-pure",
    "a decider does no input or output, nor does anything that it imports: of shared it reaches base alone",
    { path: deciders },
    {
      path: [
        ...packages("pg", "pg-copy-streams", "ioredis", "nats", "@nats-io/[^/]+", "@grpc/[^/]+", "@pinecone-database/[^/]+"),
        "^shared/src/(?!base/|log/(defineEvents|codec)\\.ts$)",
        "^(fs|fs/promises|tls|http|https|http2|dns|dgram|child_process|worker_threads|os|process|timers/promises)$",
      ],
      reachable: true,
    },
  ),
];

const layered = [
  ...layers.map((layer, i) =>
    forbid(
      `shared-layer-${layer}`,
      `shared/src/${layer} imports itself and the layers below it: ${layers.slice(0, i).join(", ") || "there are none"}`,
      { path: `^shared/src/${layer}/` },
      { path: "^shared/", pathNot: `^shared/src/(${layers.slice(0, i + 1).join("|")})/` },
    ),
  ),
  forbid(
    "shared-has-layers",
    "every file of shared/src lies in one of the layers that .dependency-cruiser.mjs lists",
    { path: "^shared/src/", pathNot: `^shared/src/(${layers.join("|")})/` },
    {},
  ),
  forbid("shared-without-cycles", "no file of shared imports itself by way of others", { path: "^shared/" }, { circular: true }),
];

export default {
  forbidden: [...directions, ...purity, ...layered],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "^protos/gen/"] },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
