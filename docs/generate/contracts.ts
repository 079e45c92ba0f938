/** The contracts with their comments, as protos/ has them. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { protosDirectory } from "@marketing/shared/grpc/proto";
import protobuf from "protobufjs";

export interface Contract {
  /** marketing/lead/v1/lead_service.proto */
  readonly path: string;
  /** marketing.lead.v1 */
  readonly package: string;
  /** The comment that is about the file and stands by itself below its imports; "" = none. */
  readonly about: string;
  readonly services: ReadonlyArray<protobuf.Service>;
  readonly messages: ReadonlyArray<protobuf.Type>;
  readonly enums: ReadonlyArray<protobuf.Enum>;
}

const aboutOf = (source: string): string =>
  /\n\n((?:\/\/.*\n)+)\n/
    .exec(source)?.[1]
    ?.replaceAll(/^\/\/ ?/gm, "")
    .trim() ?? "";

/** Every contract of the platform, by path. */
export const readContracts = (): ReadonlyArray<Contract> => {
  const root = new protobuf.Root();
  root.resolvePath = (_, target) => (target.startsWith("google/protobuf/") ? target : join(protosDirectory, target));
  const paths = globSync("marketing/*/v1/*.proto", { cwd: protosDirectory }).sort();
  root.loadSync(paths, { keepCase: true, alternateCommentMode: true });
  root.resolveAll();
  return paths.map((path) => {
    const name = path.split("/").slice(0, -1).join(".");
    const source = readFileSync(join(protosDirectory, path), "utf8");
    // protobufjs keeps no file names of services and enums: they are asked for by what the file declares
    const declared = [...source.matchAll(/^(service|message|enum) (\w+)/gm)];
    const named = <A>(kind: string, look: (fullName: string) => A): A[] =>
      declared.filter((d) => d[1] === kind).map((d) => look(`${name}.${d[2]}`));
    return {
      path,
      package: name,
      about: aboutOf(source),
      services: named("service", (n) => root.lookupService(n)),
      messages: named("message", (n) => root.lookupType(n)),
      enums: named("enum", (n) => root.lookupEnum(n)),
    };
  });
};

/** The type's full name without the leading dot. */
export const nameOf = (o: protobuf.ReflectionObject): string => o.fullName.replace(/^\./, "");
/** Absent is something else than the type's zero. */
export const isOptional = (field: protobuf.Field): boolean => field.partOf?.name === `_${field.name}`;
