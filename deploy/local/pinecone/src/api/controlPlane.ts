import { unsupported } from "../apiError.ts";
import { indexJson } from "../index/indexModel.ts";
import type { Project } from "../index/project.ts";
import { type ApiResponse, ok } from "./http.ts";

export interface ControlCall {
  readonly method: string;
  /** Segments of the path, decoded. */
  readonly path: ReadonlyArray<string>;
  readonly body: () => Promise<unknown>;
  /** http://host:port by which the caller reached this server. */
  readonly origin: string;
}

const unsupportedFeatures: Readonly<Record<string, string>> = {
  collections: "Collections",
  backups: "Backups",
  "restore-jobs": "Restore jobs",
  "backup-schedules": "Backup schedules",
  embed: "Inference",
  rerank: "Inference",
  models: "Inference",
  assistant: "Assistants",
};

/** Indexes: POST and GET /indexes; GET, PATCH and DELETE /indexes/{name}. Undefined when there is no such operation. */
export const controlPlane = async (project: Project, { method, path, body, origin }: ControlCall): Promise<ApiResponse | undefined> => {
  const [first = "", name, deeper] = path;
  if (Object.hasOwn(unsupportedFeatures, first)) throw unsupported(unsupportedFeatures[first]!);
  if (first !== "indexes") return undefined;
  if (name === "create-for-model") throw unsupported("Integrated embedding");
  if (deeper !== undefined) throw unsupported("Backups");
  if (name === undefined) {
    if (method === "POST") return { status: 201, json: indexJson(project.create(await body()), origin) };
    if (method === "GET") return ok({ indexes: project.list().map((model) => indexJson(model, origin)) });
    return undefined;
  }
  if (method === "GET") return ok(indexJson(project.index(name).model, origin));
  if (method === "PATCH") return ok(indexJson(project.configure(name, await body()), origin));
  if (method === "DELETE") {
    await project.remove(name);
    return { status: 202 };
  }
  return undefined;
};
