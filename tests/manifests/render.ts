import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "@marketing/local/paths";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "./manifest.ts";

/** What is checked: the overlays that ship, and one with the components that they leave out. */
export const rendered = ["deploy/k8s/overlays/local", "deploy/k8s/overlays/production", "tests/manifests/everything"] as const;

/** kubectl renders; a machine without it cannot, and says so. */
export const canRender = spawnSync("kubectl", ["version", "--client"]).status === 0;
if (!canRender) console.warn("no kubectl on this machine: the manifests are checked file by file, not as rendered");

/** The documents of a text. Throws where it is no YAML, or says a key twice. */
export const parseManifests = (text: string): Manifest[] =>
  parseAllDocuments(text).flatMap((document) => {
    if (document.errors[0]) throw document.errors[0];
    const value: unknown = document.toJS();
    return value === null ? [] : [value as Manifest];
  });

const known = new Map<string, string>();

/** What `kubectl apply -k` would send. Each call gives documents of the caller's own. */
export const render = (directory: string): Manifest[] => {
  const text =
    known.get(directory) ??
    execFileSync("kubectl", ["kustomize", join(repositoryRoot, directory)], { encoding: "utf8", maxBuffer: 64 << 20 });
  known.set(directory, text);
  return parseManifests(text);
};
