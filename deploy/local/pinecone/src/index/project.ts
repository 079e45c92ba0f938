import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "@marketing/shared/process/jsonFile";
import { ApiError, notFound } from "../apiError.ts";
import { configureIndex, type IndexModel, readIndex } from "./indexModel.ts";
import { openVectorIndex, type VectorIndex } from "./vectorIndex.ts";

export interface OpenIndex {
  readonly model: IndexModel;
  readonly vectors: VectorIndex;
}

/** The indexes of one API key. */
export interface Project {
  list(): ReadonlyArray<IndexModel>;
  /** Throws NOT_FOUND. */
  index(name: string): OpenIndex;
  create(body: unknown): IndexModel;
  configure(name: string, body: unknown): IndexModel;
  remove(name: string): Promise<void>;
  close(): Promise<void>;
}

interface Options {
  /** Whether a change is synced to disk before it is acknowledged, so that a loss of power loses nothing. */
  readonly sync: boolean;
}

const openProject = (directory: string, options: Options): Project => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const catalog = join(directory, "indexes.json");
  const indexes = new Map<string, OpenIndex>();
  const open = (model: IndexModel): OpenIndex => ({
    model,
    vectors: openVectorIndex(join(directory, model.directory), model.dimension, options),
  });
  const save = (models: ReadonlyArray<IndexModel>): void => {
    writeJson(catalog, { indexes: models });
    if (!options.sync) return;
    for (const path of [catalog, directory]) {
      const fd = openSync(path, "r");
      fsyncSync(fd);
      closeSync(fd);
    }
  };
  const models = (): IndexModel[] => [...indexes.values()].map(({ model }) => model);
  const find = (name: string): OpenIndex => {
    const found = indexes.get(name);
    if (!found) throw notFound(`Resource ${name} not found`);
    return found;
  };

  const stored = readJson<{ readonly indexes: ReadonlyArray<IndexModel> }>(catalog)?.indexes ?? [];
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isDirectory() && !stored.some((model) => model.directory === entry.name))
      rmSync(join(directory, entry.name), { recursive: true });
  for (const model of stored) indexes.set(model.name, open(model));

  return {
    list: models,
    index: find,
    create: (body) => {
      const model = readIndex(body, randomBytes(8).toString("hex"));
      if (indexes.has(model.name)) throw new ApiError("ALREADY_EXISTS", `Resource ${model.name} already exists`);
      const index = open(model);
      save([...models(), model]);
      indexes.set(model.name, index);
      return model;
    },
    configure: (name, body) => {
      const { model, vectors } = find(name);
      const changed = configureIndex(model, body);
      save(models().map((one) => (one === model ? changed : one)));
      indexes.set(name, { model: changed, vectors });
      return changed;
    },
    remove: async (name) => {
      const { model, vectors } = find(name);
      if (model.deletionProtection === "enabled")
        throw new ApiError("FORBIDDEN", "Deletion protection is enabled for this index. Disable deletion protection before retrying.");
      save(models().filter((one) => one !== model));
      indexes.delete(name);
      await vectors.close();
      rmSync(join(directory, model.directory), { recursive: true, force: true });
    },
    close: async () => {
      await Promise.all([...indexes.values()].map(({ vectors }) => vectors.close()));
    },
  };
};

export interface Projects {
  /** The project of an API key; undefined when the key is not valid. */
  byApiKey(apiKey: string): Project | undefined;
  /** Deletes the project of an API key; absent where there is one project only. */
  readonly delete?: (apiKey: string) => Promise<void>;
  close(): Promise<void>;
}

/** One project, whose key is `apiKey`. */
export const singleProject = (dataDir: string, apiKey: string, options: Options): Projects => {
  const directory = join(dataDir, "project");
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  const expected = digest(apiKey);
  const project = openProject(directory, options);
  return {
    byApiKey: (key) => (timingSafeEqual(digest(key), expected) ? project : undefined),
    close: project.close,
  };
};

/** A project for every API key that a request names, so that tests that run side by side do not see each other's indexes. */
export const projectPerKey = (dataDir: string, options: Options): Projects => {
  const projects = new Map<string, Project>();
  const nameOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 24);
  return {
    byApiKey: (key) => {
      const name = nameOf(key);
      const project = projects.get(name) ?? openProject(join(dataDir, "projects", name), options);
      projects.set(name, project);
      return project;
    },
    delete: async (key) => {
      const name = nameOf(key);
      const project = projects.get(name);
      projects.delete(name);
      await project?.close();
      rmSync(join(dataDir, "projects", name), { recursive: true, force: true });
    },
    close: async () => {
      await Promise.all([...projects.values()].map((project) => project.close()));
    },
  };
};
