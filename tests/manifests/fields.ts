import * as models from "@kubernetes/client-node/dist/gen/models/ObjectSerializer.js";
import { type CustomShape, customKinds } from "./customKinds.ts";
import { idOf, type Manifest } from "./manifest.ts";

interface TypeMap {
  getAttributeTypeMap(): ReadonlyArray<{ readonly baseName: string; readonly type: string }>;
}

const typeMapOf = (type: string): TypeMap | undefined => (models as unknown as Record<string, TypeMap | undefined>)[type];

/** Every field of a value that its type does not know, by path. */
const unknownIn = (value: unknown, type: string, path: string): string[] => {
  if (value === null || typeof value !== "object") return [];
  const element = /^(?:Array|Set)<(.*)>$/.exec(type)?.[1];
  if (element) return (value as unknown[]).flatMap((item, i) => unknownIn(item, element, `${path}[${i}]`));
  const entry = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (entry) return Object.entries(value).flatMap(([key, item]) => unknownIn(item, entry, `${path}.${key}`));
  const fields = typeMapOf(type)?.getAttributeTypeMap();
  if (!fields) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const field = fields.find(({ baseName }) => baseName === key);
    return field ? unknownIn(item, field.type, `${path}.${key}`) : [`${path}.${key} is no field of ${type}`];
  });
};

const unknownInCustom = (value: unknown, shape: CustomShape, path: string): string[] => {
  if (shape === "any") return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => unknownInCustom(item, shape, `${path}[${i}]`));
  if (value === null || typeof value !== "object") return Object.keys(shape).length > 0 ? [`${path} is no object`] : [];
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = shape[key];
    return inner ? unknownInCustom(item, inner, `${path}.${key}`) : [`${path}.${key} is no known field`];
  });
};

const look = async (manifest: Manifest): Promise<string[]> => {
  const id = idOf(manifest);
  const custom = customKinds[`${manifest.apiVersion}/${manifest.kind}`];
  if (custom) return unknownInCustom(manifest.spec, custom, "spec").map((problem) => `${id}: ${problem}`);
  const version = manifest.apiVersion.split("/").at(-1)!;
  const type = `${version[0]!.toUpperCase()}${version.slice(1)}${manifest.kind}`;
  if (!typeMapOf(type)) return [`${id}: ${manifest.apiVersion} has no ${manifest.kind}`];
  const problems = unknownIn(manifest, type, "").map((problem) => `${id}: ${problem}`);
  const schemas = (await import(/* @vite-ignore */ `kubernetes-models/${manifest.apiVersion}`)) as Record<
    string,
    new (
      data: Manifest,
    ) => { validate(): void }
  >;
  try {
    new schemas[manifest.kind]!(manifest).validate();
  } catch (error) {
    problems.push(`${id}: ${(error as Error).message}`);
  }
  return problems;
};

const known = new Map<string, Promise<string[]>>();

/** What the API server would refuse or drop: unknown fields by the client's type maps, wrong types and missing fields by the JSON schemas. */
export const fieldProblems = (manifest: Manifest): Promise<string[]> => {
  const text = JSON.stringify(manifest);
  const problems = known.get(text) ?? look(manifest);
  known.set(text, problems);
  return problems;
};
