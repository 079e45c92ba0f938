/** Writes src/gen, the types of every message and RPC, from the contracts: `node clients/typescript/generate.ts`. */
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
export const generatedDirectory = fileURLToPath(new URL("src/gen", import.meta.url));

/** The same options as the loader's in shared/src/grpc/proto.ts: what is typed is what arrives. */
const options = [
  "--keepCase=false",
  "--longs=String",
  "--enums=String",
  "--defaults",
  "--oneofs",
  "--includeComments",
  "--grpcLib=@grpc/grpc-js",
  "--importFileExtension=.ts",
  "--targetFileExtension=.ts",
];

/** Messages of an events contract that are events: those no other message is made of. */
const eventsOf = (source: string): ReadonlyArray<string> => {
  const messages = [...source.matchAll(/^message (\w+)/gm)].map((match) => match[1]!);
  return messages.filter((name) => !new RegExp(`^ +(?:repeated |optional )?${name} \\w+ =`, "m").test(source)).sort();
};

/** One interface a service, from an event's name to its data, so that `subscribe` knows what it yields. */
const eventTypes = (contracts: ReadonlyArray<string>): string => {
  const services = contracts.map((path) => {
    const service = path.split("/")[2]!;
    return { service, names: eventsOf(readFileSync(join(repository, path), "utf8")) };
  });
  const imports = services.flatMap(({ service, names }) =>
    names.map((name) => `import type { ${name}__Output as ${service}_${name} } from './marketing/${service}/v1/${name}.ts';`),
  );
  const tables = services.map(
    ({ service, names }) => `  '${service}': {\n${names.map((name) => `    '${name}': ${service}_${name};`).join("\n")}\n  };`,
  );
  return `${imports.join("\n")}\n\nexport interface WireEvents {\n${tables.join("\n")}\n}\n`;
};

/** Generates into `directory`, which is emptied first. */
export const generate = (directory: string): void => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const contracts = globSync("protos/marketing/*/v1/*.proto", { cwd: repository }).sort();
  const tool = join(repository, "node_modules/@grpc/proto-loader/build/bin/proto-loader-gen-types.js");
  const inputs = contracts.map((path) => relative("protos", path));
  execFileSync(process.execPath, [tool, ...options, "-I", "protos", "-O", directory, ...inputs], { cwd: repository });
  // One file a contract for loading without this package: nothing here needs them.
  for (const path of globSync("*.ts", { cwd: directory })) rmSync(join(directory, path));
  writeFileSync(join(directory, "events.ts"), eventTypes(contracts.filter((path) => path.endsWith("_events.proto"))));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) generate(generatedDirectory);
