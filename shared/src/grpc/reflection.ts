import type { PackageDefinition } from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";
import protobuf from "protobufjs";
import descriptorExtension from "protobufjs/ext/descriptor/index.js";

// The loader's descriptors are not what tools expect: files name no dependencies, types are relative names, `optional` fields look like
// members of a oneof, the entries of maps have other names, and two packages may each hold their own part of google.protobuf. Here they are made whole.

interface Named {
  name: string;
}
interface Field extends Named {
  typeName: string;
  oneofIndex?: number;
  proto3Optional?: boolean;
}
interface Type extends Named {
  options?: { mapEntry?: boolean };
  field: Field[];
  nestedType: Type[];
  enumType: Named[];
  oneofDecl: Named[];
}
interface Service extends Named {
  method: Array<Named & { inputType: string; outputType: string }>;
}
interface File extends Named {
  package: string;
  syntax: string;
  dependency: string[];
  messageType: Type[];
  enumType: Named[];
  service: Service[];
}

// the extension adds this type to protobufjs when it is loaded, and says so in no declaration
const { FileDescriptorProto } = (descriptorExtension ?? protobuf) as unknown as { FileDescriptorProto: protobuf.Type };

const union = <A extends Named>(a: A[], b: A[]): A[] => [...a, ...b.filter(({ name }) => !a.some((other) => other.name === name))];

/** `fields` → "FieldsEntry", as compilers name the message of a map's entries. */
const entryName = (field: string): string =>
  `${field.replace(/(^|_)([a-z0-9])/g, (_, _underscore, letter: string) => letter.toUpperCase())}Entry`;

const renameMapEntries = (type: Type): void => {
  for (const nested of type.nestedType) {
    renameMapEntries(nested);
    const field = nested.options?.mapEntry ? type.field.find(({ typeName }) => typeName === nested.name) : undefined;
    if (!field) continue;
    nested.name = entryName(field.name);
    field.typeName = nested.name;
  }
};

const merged = (packages: ReadonlyArray<PackageDefinition>): ReadonlyMap<string, File> => {
  const files = new Map<string, File>();
  const seen = new Set<Buffer>();
  for (const definition of packages.flatMap((contract) => Object.values(contract))) {
    if (!("format" in definition)) continue;
    for (const bytes of definition.fileDescriptorProtos as Buffer[]) {
      if (seen.has(bytes)) continue;
      seen.add(bytes);
      const file = FileDescriptorProto.decode(bytes) as protobuf.Message & File;
      for (const type of file.messageType) renameMapEntries(type);
      const known = files.get(file.name);
      if (!known) files.set(file.name, file);
      else {
        known.messageType = union(known.messageType, file.messageType);
        known.enumType = union(known.enumType, file.enumType);
        known.service = union(known.service, file.service);
      }
    }
  }
  return files;
};

/** Full name of every message and enum → the file it is in. */
const symbolsOf = (files: Iterable<File>): ReadonlyMap<string, File> => {
  const symbols = new Map<string, File>();
  const add = (file: File, scope: string, types: Type[], enums: Named[]): void => {
    for (const { name } of enums) symbols.set(`${scope}.${name}`, file);
    for (const type of types) {
      symbols.set(`${scope}.${type.name}`, file);
      add(file, `${scope}.${type.name}`, type.nestedType, type.enumType);
    }
  };
  for (const file of files) add(file, file.package, file.messageType, file.enumType);
  return symbols;
};

const complete = (packages: ReadonlyArray<PackageDefinition>): Buffer[] => {
  const files = merged(packages);
  const symbols = symbolsOf(files.values());
  for (const file of files.values()) {
    const dependencies = new Set<string>();
    /** A name as seen from `scope`, innermost first, as absolute name. */
    const resolve = (name: string, scope: string): string => {
      if (name === "" || name.startsWith(".")) return name;
      for (let within = scope; ; within = within.slice(0, Math.max(0, within.lastIndexOf(".")))) {
        const full = within === "" ? name : `${within}.${name}`;
        const found = symbols.get(full);
        if (found && found !== file) dependencies.add(found.name);
        if (found) return `.${full}`;
        if (within === "") return name;
      }
    };
    const visit = (type: Type, scope: string): void => {
      for (const field of type.field) {
        if (field.typeName) field.typeName = resolve(field.typeName, scope);
        const oneof = Object.hasOwn(field, "oneofIndex") ? type.oneofDecl[field.oneofIndex ?? -1] : undefined;
        if (oneof?.name === `_${field.name}`) field.proto3Optional = true;
      }
      for (const nested of type.nestedType) visit(nested, `${scope}.${nested.name}`);
    };
    for (const type of file.messageType) visit(type, `${file.package}.${type.name}`);
    for (const { method } of file.service)
      for (const rpc of method) {
        rpc.inputType = resolve(rpc.inputType, file.package);
        rpc.outputType = resolve(rpc.outputType, file.package);
      }
    file.dependency = [...dependencies];
    file.syntax = "proto3";
  }
  return [...files.values()].map((file) => Buffer.from(FileDescriptorProto.encode({ ...file }).finish()));
};

/** Reflection (v1 and v1alpha) over the packages, which lists `services` by full name. The packages must be loaded with their names as written. */
export const reflectionService = (packages: ReadonlyArray<PackageDefinition>, services: string[]): ReflectionService => {
  const definition = { format: "Protocol Buffer 3 DescriptorProto", type: {}, fileDescriptorProtos: complete(packages) };
  // the service reads the descriptors alone; the loader makes them together with what it serialises by
  return new ReflectionService({ all: definition } as unknown as PackageDefinition, { services });
};
