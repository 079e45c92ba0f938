import { randomBytes } from "node:crypto";
import { invalid, unsupported } from "../apiError.ts";
import { type Json, readObject } from "../jsonObject.ts";
import { limits } from "../limits.ts";
import { type Metric, metrics } from "../search/metric.ts";

/** What is known of an index beside its vectors. Nested field names are those of the API. */
export interface IndexModel {
  readonly name: string;
  /** Name of its folder; a later index of the same name has another one. */
  readonly directory: string;
  readonly vectorType: "dense" | "sparse";
  /** Absent on a sparse index. */
  readonly dimension?: number;
  readonly metric: Metric;
  readonly deployment: Json;
  readonly readCapacity: Json;
  readonly tags: Readonly<Record<string, string>>;
  readonly deletionProtection: "enabled" | "disabled";
}

const nameOf = (json: unknown): string => {
  if (json === undefined || json === null) return `index-${randomBytes(4).toString("hex")}`;
  if (typeof json !== "string" || json.length < 1 || json.length > limits.indexName)
    throw invalid(`Name must be a string of 1 to ${limits.indexName} characters`);
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(json))
    throw invalid("Name must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character");
  return json;
};

const dimensionOf = (json: unknown): number => {
  if (!Number.isInteger(json) || (json as number) < 1 || (json as number) > limits.dimension)
    throw invalid(`Dimension must be a whole number from 1 to ${limits.dimension}, got ${JSON.stringify(json)}`);
  return json as number;
};
const metricOf = (json: unknown): Metric => {
  if (!metrics.includes(json as Metric)) throw invalid(`Metric must be one of ${metrics.join(", ")}, got ${JSON.stringify(json)}`);
  return json as Metric;
};
const protectionOf = (json: unknown): "enabled" | "disabled" => {
  if (json !== "enabled" && json !== "disabled") throw invalid("deletion_protection must be enabled or disabled");
  return json;
};

/** The old tags overwritten by the new ones; an empty value removes a tag. */
const tagsOf = (json: unknown, before: Readonly<Record<string, string>>): Record<string, string> => {
  const given = json === undefined || json === null ? {} : readObject(json, "tags");
  for (const [key, value] of Object.entries(given)) {
    if (!/^[A-Za-z0-9_-]+$/.test(key) || key.length > limits.tagKey)
      throw invalid(`Tag key '${key}' must be 1 to ${limits.tagKey} characters of A-Z, a-z, 0-9, _ and -`);
    if (typeof value !== "string" || value.length > limits.tagValue || !/^[\x20-\x7e]*$/.test(value))
      throw invalid(`The value of tag '${key}' must be at most ${limits.tagValue} printable ASCII characters`);
  }
  const all = Object.entries({ ...before, ...(given as Record<string, string>) }).filter(([, value]) => value !== "");
  if (all.length > limits.tags) throw invalid(`An index has at most ${limits.tags} tags`);
  return Object.fromEntries(all);
};

type Shape = Pick<IndexModel, "vectorType" | "dimension" | "metric">;
const sparseShape: Shape = { vectorType: "sparse", metric: "dotproduct" };

/** API version 2026-07: `schema.fields`, of which this server supports the two that hold vectors. */
const shapeOfSchema = (schema: unknown): Shape => {
  const fields = readObject(readObject(schema, "schema").fields, "schema.fields");
  const other = Object.keys(fields).find((name) => name !== "_values" && name !== "_sparse_values");
  if (other !== undefined) throw unsupported(`The schema field '${other}' (documents)`);
  if (fields._values === undefined && fields._sparse_values === undefined)
    throw invalid("schema.fields must have _values or _sparse_values");
  if (fields._values === undefined) return sparseShape;
  const { dimension, metric } = readObject(fields._values, "schema.fields._values");
  return { vectorType: "dense", dimension: dimensionOf(dimension), metric: metricOf(metric ?? "cosine") };
};

/** API version 2026-04 and before: `dimension`, `metric`, `vector_type`. */
const shapeOf = (json: Json): Shape => {
  if (json.schema !== undefined) return shapeOfSchema(json.schema);
  const type = json.vector_type ?? "dense";
  if (type !== "dense" && type !== "sparse") throw invalid("vector_type must be dense or sparse");
  if (type === "dense") return { vectorType: type, dimension: dimensionOf(json.dimension), metric: metricOf(json.metric ?? "cosine") };
  if (json.dimension !== undefined) throw invalid("A sparse index has no dimension");
  if (json.metric !== undefined && json.metric !== "dotproduct") throw invalid("A sparse index has the metric dotproduct");
  return sparseShape;
};

const deploymentOf = (json: Json): Json => {
  if (json.deployment !== undefined && json.deployment !== null) {
    const deployment = readObject(json.deployment, "deployment");
    if (deployment.deployment_type !== "managed" && deployment.deployment_type !== "byoc")
      throw invalid("deployment_type must be managed or byoc");
    return deployment;
  }
  if (json.spec === undefined) return { deployment_type: "managed", cloud: "aws", region: "us-east-1" };
  const { serverless, pod, byoc } = readObject(json.spec, "spec");
  const [type, given] = serverless ? ["managed", serverless] : pod ? ["pod", pod] : ["byoc", byoc];
  const { read_capacity: _, schema: __, source_collection, ...rest } = readObject(given, "spec must have serverless, pod or byoc, which");
  if (source_collection !== undefined) throw invalid(`Resource ${String(source_collection)} not found`);
  return { deployment_type: type, ...rest };
};

const readCapacityOf = (json: Json): Json => {
  const given = json.read_capacity ?? Object.values((json.spec as Record<string, Json | undefined> | undefined) ?? {})[0]?.read_capacity;
  return given === undefined || given === null ? { mode: "OnDemand" } : readObject(given, "read_capacity");
};

/** Reads a request to create an index, of either API version. Throws INVALID_ARGUMENT. */
export const readIndex = (body: unknown, directory: string): IndexModel => {
  const json = readObject(body, "The request");
  return {
    name: nameOf(json.name),
    directory,
    ...shapeOf(json),
    deployment: deploymentOf(json),
    readCapacity: readCapacityOf(json),
    tags: tagsOf(json.tags, {}),
    deletionProtection: protectionOf(json.deletion_protection ?? "disabled"),
  };
};

/** The index after a request to configure it. Throws INVALID_ARGUMENT. */
export const configureIndex = (index: IndexModel, body: unknown): IndexModel => {
  const json = readObject(body, "The request");
  if (json.embed !== undefined || json.schema !== undefined) throw unsupported("Integrated embedding");
  const pod = { ...(json.deployment as Json | undefined), ...(json.spec as { pod?: Json } | undefined)?.pod };
  return {
    ...index,
    deployment: { ...index.deployment, ...pod },
    readCapacity:
      json.read_capacity === undefined ? index.readCapacity : { ...index.readCapacity, ...readObject(json.read_capacity, "read_capacity") },
    tags: tagsOf(json.tags, index.tags),
    deletionProtection: protectionOf(json.deletion_protection ?? index.deletionProtection),
  };
};

/** The description of an index in the fields of both API versions: each client reads its own. */
export const indexJson = (index: IndexModel, origin: string): object => {
  const { deployment_type, ...place } = index.deployment;
  const dedicated = index.readCapacity.dedicated as { manual?: { replicas?: number; shards?: number } } | undefined;
  const { replicas = null, shards = null } = dedicated?.manual ?? {};
  const readCapacity = { ...index.readCapacity, status: { state: "Ready", current_replicas: replicas, current_shards: shards } };
  const spec =
    deployment_type === "pod"
      ? { pod: place }
      : { [deployment_type === "byoc" ? "byoc" : "serverless"]: { ...place, read_capacity: readCapacity } };
  return {
    name: index.name,
    host: `${origin}/index/${index.name}`,
    status: { ready: true, state: "Ready" },
    deletion_protection: index.deletionProtection,
    tags: Object.keys(index.tags).length > 0 ? index.tags : null,
    deployment: index.deployment,
    ...(deployment_type !== "pod" && { read_capacity: readCapacity }),
    schema: {
      fields:
        index.vectorType === "sparse"
          ? { _sparse_values: { type: "sparse_vector" } }
          : { _values: { type: "dense_vector", dimension: index.dimension, metric: index.metric } },
    },
    ...(index.dimension !== undefined && { dimension: index.dimension }),
    metric: index.metric,
    vector_type: index.vectorType,
    spec,
  };
};
