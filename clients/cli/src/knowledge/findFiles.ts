import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { usageError } from "../exitCodes.ts";
import { formatOf } from "./documentFile.ts";

export interface FoundFile {
  readonly path: string;
  /** By which the same file is the same document. Null = it has no address that others could follow. */
  readonly uri: string | null;
  /** Of a file without an address: made of its path, so that the same file is the same document. */
  readonly documentId: string | null;
}

export interface FoundFiles {
  readonly files: ReadonlyArray<FoundFile>;
  /** In directories: what is no text, Markdown or HTML by its name. */
  readonly leftOut: number;
}

const walk = (directory: string, found: string[]): number => {
  let leftOut = 0;
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) leftOut += walk(path, found);
    else if (entry.isFile() && formatOf(path) !== null) found.push(path);
    else leftOut += 1;
  }
  return leftOut;
};

/** A UUID of version 8: the path's digest, with the bits that say so. */
const idOf = (path: string): string => {
  const hex = createHash("sha256").update(pathToFileURL(path).href).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
};

const namesOf = (path: string, from: string, base: string | undefined): Pick<FoundFile, "uri" | "documentId"> => {
  if (base === undefined) return { uri: null, documentId: idOf(path) };
  const uri = `${base.replace(/\/*$/, "/")}${relative(from, path).split(sep).map(encodeURIComponent).join("/")}`;
  return { uri, documentId: null };
};

/**
 * The files behind files and directories, each once, in a fixed order; below directories those that end as text, Markdown or HTML do. Their URIs
 * are `base` and the path below what was named; without one they have none, and documents are told apart by their paths. Throws a usage error for what is not there.
 */
export const findFiles = (named: ReadonlyArray<string>, base?: string): FoundFiles => {
  const files = new Map<string, FoundFile>();
  let leftOut = 0;
  for (const name of named) {
    const path = resolve(name);
    const found: string[] = [];
    let from = path;
    try {
      if (statSync(path).isDirectory()) leftOut += walk(path, found);
      else {
        found.push(path);
        from = resolve(path, "..");
      }
    } catch (error) {
      throw usageError(`cannot read ${name}: ${(error as Error).message}`);
    }
    for (const one of found) if (!files.has(one)) files.set(one, { path: one, ...namesOf(one, from, base) });
  }
  return { files: [...files.values()], leftOut };
};
