import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ServiceDefinition } from "@grpc/grpc-js";
import { loadSync, type MessageTypeDefinition, type Options, type PackageDefinition } from "@grpc/proto-loader";
import { ownValue } from "../base/own.ts";

/** Where the contracts live. */
export const protosDirectory = fileURLToPath(new URL("../../../protos/", import.meta.url));

/** One option set for every message this system reads or writes. An unset message is null, an unset `optional` absent. */
export const loaderOptions: Options = {
  keepCase: false,
  longs: String,
  enums: String,
  defaults: true,
  oneofs: true,
  includeDirs: [protosDirectory],
};

const loaded = new Map<string, PackageDefinition>();

/** Every service and message of a proto package, as "marketing.<service>.v1". Read from disk once. */
export const loadPackage = (name: string, options: Options = loaderOptions): PackageDefinition => {
  const cacheKey = `${name}:${options.keepCase}`;
  const known = loaded.get(cacheKey);
  if (known) return known;
  const directory = name.replaceAll(".", "/");
  const files = readdirSync(join(protosDirectory, directory))
    .filter((file) => file.endsWith(".proto"))
    .sort()
    .map((file) => `${directory}/${file}`);
  const definition = loadSync(files, options);
  loaded.set(cacheKey, definition);
  return definition;
};

/** The service `name` of `packageName`, ready for a server or a client. Throws when there is none. */
export const loadService = (packageName: string, name: string, contract = loadPackage(packageName)): ServiceDefinition => {
  const found = ownValue(contract, `${packageName}.${name}`);
  if (!found || "format" in found) throw new Error(`no service ${packageName}.${name} under ${protosDirectory}`);
  return found as ServiceDefinition;
};

/** A message type by its full name, to encode and decode it outside a call. */
export const loadMessage = (packageName: string, name: string): MessageTypeDefinition<object, object> => {
  const found = ownValue(loadPackage(packageName), `${packageName}.${name}`);
  if (!found || !("serialize" in found)) throw new Error(`no message ${packageName}.${name} under ${protosDirectory}`);
  return found as MessageTypeDefinition<object, object>;
};
