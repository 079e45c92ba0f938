import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire, isBuiltin, stripTypeScriptTypes } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

/** What a program needs at run time; paths from the repository's root, sorted. */
export interface ImageContents {
  readonly files: readonly string[];
  /** Directories of packages, each whole. */
  readonly packages: readonly string[];
  /** Workspaces by name, as `@marketing/shared` → `shared`. */
  readonly workspaces: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly name?: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const manifestOf = (directory: string): Manifest => JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;

const imported = /^[ \t]*(?:import|export)\b[^"';]*?from\s*"([^"]+)"|^[ \t]*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;
/** A path beside the source: a directory of protos or migrations, a worker, another program. */
const beside = /new URL\(\s*"(\.[^"]+)",\s*import\.meta\.url\s*\)|import\.meta\.dirname,\s*"([^"]+)"/g;

const matches = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map((match) => match.slice(1).find((group) => group !== undefined)!);

/** A directory is read for what lies in it as data; programs in it come by their imports. */
const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name !== "node_modules" && !name.endsWith(".ts"))
        .flatMap((name) => filesUnder(join(path, name)))
    : [path];

/** Every workspace of the repository: name → directory, from the root. */
export const workspacesOf = (root: string): Map<string, string> =>
  new Map(
    (manifestOf(root).workspaces ?? [])
      .flatMap((pattern) => {
        const directory = pattern.replace(/\/\*$/, "");
        return directory === pattern ? [pattern] : readdirSync(join(root, directory)).map((name) => join(directory, name));
      })
      .filter((directory) => existsSync(join(root, directory, "package.json")))
      .map((directory): [string, string] => [manifestOf(join(root, directory)).name!, directory])
      .sort(),
  );

const packageName = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** The directory Node would find the package in; undefined where it is not installed. */
const findPackage = (name: string, from: string): string | undefined => {
  for (let directory = from; ; directory = dirname(directory)) {
    const found = join(directory, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (dirname(directory) === directory) return undefined;
  }
};

/**
 * Follows the imports of the entry programs, types left out, to the files and packages that they can reach. An entry that is no
 * TypeScript is taken as it is. Throws where an import leads nowhere or a package is not installed.
 */
export const imageContents = (root: string, entries: readonly string[]): ImageContents => {
  const all = workspacesOf(root);
  const files = new Set<string>([join(root, "package.json")]);
  const packages = new Set<string>();
  const workspaces = new Map<string, string>();

  const addPackage = (name: string, from: string, needed: boolean): void => {
    const directory = findPackage(name, from);
    if (directory === undefined) {
      if (needed) throw new Error(`${relative(root, from)} needs ${name}, which is not installed`);
      return;
    }
    if (packages.has(directory)) return;
    packages.add(directory);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(directory);
    for (const one of Object.keys(dependencies)) addPackage(one, directory, optionalDependencies[one] === undefined);
    for (const one of [...Object.keys(optionalDependencies), ...Object.keys(peerDependencies)])
      if (peerDependenciesMeta[one]?.optional !== true) addPackage(one, directory, false);
  };

  const addWorkspace = (file: string): void => {
    // One workspace may lie inside another: the file belongs to the inner one.
    const around = [...all].filter(([, directory]) => file.startsWith(`${join(root, directory)}/`));
    const innermost = around.toSorted(([, a], [, b]) => b.length - a.length)[0];
    if (innermost === undefined || workspaces.has(innermost[0])) return;
    const [name, directory] = innermost;
    workspaces.set(name, directory);
    files.add(join(root, directory, "package.json"));
    for (const one of Object.keys(manifestOf(join(root, directory)).dependencies ?? {}))
      if (!all.has(one)) addPackage(one, join(root, directory), true);
  };

  const add = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith(".ts")) return;
    addWorkspace(file);
    const source = stripTypeScriptTypes(readFileSync(file, "utf8"));
    for (const target of matches(source, imported)) {
      if (isBuiltin(target)) continue;
      if (target.startsWith(".")) add(resolve(dirname(file), target));
      else if (all.has(packageName(target))) add(createRequire(file).resolve(target));
      else addPackage(packageName(target), dirname(file), true);
    }
    // a path to where the file itself lives is a place to search from, not something to bring along
    for (const target of matches(source, beside).map((path) => resolve(dirname(file), path)))
      if (!file.startsWith(`${target}/`) && existsSync(target)) for (const one of filesUnder(target)) add(one);
  };

  for (const entry of entries) add(resolve(root, entry));
  const fromRoot = (paths: Iterable<string>) => [...paths].map((path) => relative(root, path)).sort();
  const outermost = [...packages].filter((path) => ![...packages].some((other) => path.startsWith(`${other}/node_modules/`)));
  return { files: fromRoot(files), packages: fromRoot(outermost), workspaces };
};
