export interface Import {
  /** A package, a subpath of a workspace, or a path from the root for what was relative. */
  readonly target: string;
  readonly line: number;
}

export interface Problem extends Import {
  readonly file: string;
  readonly why: string;
}

const statement = /^[ \t]*(?:import|export)\b[^"';]*?from\s*"([^"]+)"|^[ \t]*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

/** What a source text imports, statically or dynamically, types included. */
export const importsOf = (source: string): ReadonlyArray<Import> =>
  [...source.matchAll(statement)].map((match) => ({
    target: (match[1] ?? match[2] ?? match[3])!,
    line: source.slice(0, match.index).split("\n").length,
  }));

interface Rule {
  readonly why: string;
  readonly appliesTo: (file: string, imports: ReadonlyArray<Import>) => boolean;
  readonly allows: (target: string, file: string) => boolean;
}

const isTest = (file: string): boolean =>
  /(\.test|\.int\.test|[tT]esting|\/fixtures\/.*|\/testing\/.*)\.ts$/.test(file) || file.startsWith("tests/");
const inZone =
  (zone: string) =>
  (file: string): boolean =>
    file.startsWith(`${zone}/`) && !isTest(file);
const workspace = (target: string): string | null => /^@marketing\/([a-z]+)(\/|$)/.exec(target)?.[1] ?? null;
const isLocalPath = (target: string): boolean => /^(shared|services|deploy|clients|tests|protos|docs|examples)\//.test(target);
const serviceOf = (file: string): string => file.split("/").slice(0, 2).join("/");

/** Drivers and everything of `shared` that opens a connection or serves one. */
const isInputOutput = (target: string): boolean =>
  /^(pg|pg-copy-streams|ioredis|nats|@nats-io\/.*|@grpc\/.*|@pinecone-database\/.*|node:(?!util$).*)$/.test(target) ||
  /^@marketing\/shared\/(postgres|redis|bus|grpc|subscription|service|operations|log\/(eventLog|commandHandler))(\/|$)/.test(target);

const isDecider = (file: string, imports: ReadonlyArray<Import>): boolean =>
  /^services\/[^/]+\/src\//.test(file) &&
  !isTest(file) &&
  /\/([^/]+)\/\1\.ts$/.test(file) &&
  imports.some((i) => i.target === "@marketing/shared/decider");

const rules: ReadonlyArray<Rule> = [
  {
    why: "shared is mechanism: it knows no service, client or deployment",
    appliesTo: inZone("shared"),
    allows: (target) => (isLocalPath(target) ? target.startsWith("shared/") : workspace(target) === null),
  },
  {
    why: "a service imports itself and shared; another service is asked by gRPC or heard on the bus",
    appliesTo: inZone("services"),
    allows: (target, file) =>
      isLocalPath(target) ? target.startsWith(`${serviceOf(file)}/`) : [null, "shared"].includes(workspace(target)),
  },
  {
    why: "a client speaks gRPC and never sees a service's inside",
    appliesTo: inZone("clients"),
    allows: (target) =>
      isLocalPath(target)
        ? target.startsWith("clients/")
        : [null, "shared", "local", "cli", "client", "protos"].includes(workspace(target)),
  },
  {
    why: "the command and the examples are programs like anybody's: of this repository they know @marketing/client and the contracts alone",
    appliesTo: (file) => inZone("clients/cli")(file) || inZone("examples")(file),
    allows: (target, file) =>
      isLocalPath(target) ? target.startsWith(`${serviceOf(file)}/`) : [null, "client", "protos"].includes(workspace(target)),
  },
  {
    why: "production code imports no tests",
    appliesTo: (file) => !isTest(file),
    allows: (target) => !target.startsWith("tests/") && workspace(target) !== "tests" && !/\.test\.ts$/.test(target),
  },
  {
    why: "a view is SQL over events: no gRPC server and no bus",
    appliesTo: (file) => /^services\/.*View\.ts$/.test(file),
    allows: (target) => !/^(@grpc\/.*|nats|@marketing\/shared\/(bus|grpc\/(server|client|method|proto))(\/.*|$))$/.test(target),
  },
  {
    why: "main composes everything and nothing imports it",
    appliesTo: (file) => !isTest(file),
    allows: (target) => !/^services\/[^/]+\/src\/main\.ts$/.test(target),
  },
  {
    why: "NATS stays behind shared/src/bus",
    appliesTo: (file) => !isTest(file) && !/^(shared\/src\/bus|deploy|examples)\//.test(file),
    allows: (target) => target !== "nats" && !target.startsWith("@nats-io/"),
  },
  {
    why: "the vector store's client stays in shared/src/vectors/pinecone.ts",
    appliesTo: (file) => !isTest(file) && file !== "shared/src/vectors/pinecone.ts",
    allows: (target) => !target.startsWith("@pinecone-database/"),
  },
  {
    why: "only grpc.ts and grpc/ know the shapes of protos",
    appliesTo: (file) =>
      /^services\/[^/]+\/src\/.+\.ts$/.test(file) && !isTest(file) && !/\/src\/(grpc|main|subscribe|service)(\.ts|\/)/.test(file),
    allows: (target) => !/^(@grpc\/.*|@marketing\/shared\/grpc\/(server|method|schema|struct|proto))$/.test(target),
  },
];

/** Files a decider reaches inside its service; all of them have to be as pure as it is. */
const reached = (start: string, files: ReadonlyMap<string, ReadonlyArray<Import>>): ReadonlySet<string> => {
  const found = new Set([start]);
  for (const file of found) for (const { target } of files.get(file) ?? []) if (files.has(target)) found.add(target);
  return found;
};

/** Every import that points the wrong way, by file and line. */
export const problemsOf = (files: ReadonlyMap<string, ReadonlyArray<Import>>): ReadonlyArray<Problem> => {
  const problems: Problem[] = [];
  for (const [file, imports] of files) {
    for (const rule of rules.filter((r) => r.appliesTo(file, imports)))
      for (const found of imports) if (!rule.allows(found.target, file)) problems.push({ ...found, file, why: rule.why });
    if (!isDecider(file, imports)) continue;
    for (const pure of reached(file, files))
      for (const found of files.get(pure) ?? [])
        if (isInputOutput(found.target))
          problems.push({ ...found, file: pure, why: `the decider ${file} does no input or output, nor what it imports` });
  }
  return problems;
};
