import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "../src/jsonFile.ts";
import { ApiError, notFound } from "./apiError.ts";
import { configured, type IndexModel, readIndex } from "./indexModel.ts";
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
  /** Whether an answer waits for the disk, so that a loss of power loses nothing either. */
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

  const kept = readJson<{ readonly indexes: ReadonlyArray<IndexModel> }>(catalog)?.indexes ?? [];
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isDirectory() && !kept.some((model) => model.directory === entry.name))
      rmSync(join(directory, entry.name), { recursive: true });
  for (const model of kept) indexes.set(model.name, open(model));

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
      const changed = configured(model, body);
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
  /** The project of the key; undefined when the key is not known. */
  of(apiKey: string): Project | undefined;
  /** Forgets everything of the key, where every key has its own. */
  readonly forget?: (apiKey: string) => Promise<void>;
  close(): Promise<void>;
}

/** One project, of that key. */
export const singleProject = (dataDir: string, apiKey: string, options: Options): Projects => {
  const directory = join(dataDir, "project");
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  const wanted = digest(apiKey);
  const project = openProject(directory, options);
  return {
    of: (key) => (timingSafeEqual(digest(key), wanted) ? project : undefined),
    close: project.close,
  };
};

/** Every key is right and has a project of its own: for tests, which so need no names of their own. */
export const projectPerKey = (dataDir: string, options: Options): Projects => {
  const projects = new Map<string, Project>();
  const nameOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 24);
  return {
    of: (key) => {
      const name = nameOf(key);
      const project = projects.get(name) ?? openProject(join(dataDir, "projects", name), options);
      projects.set(name, project);
      return project;
    },
    forget: async (key) => {
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
