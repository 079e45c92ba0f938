import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./paths.ts";

/** Every service of the repository, by its folder's name; each has a schema. */
export const services = (): string[] =>
  readdirSync(join(repositoryRoot, "services"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(repositoryRoot, "services", entry.name, "package.json")))
    .map(({ name }) => name)
    .sort();

export const programOf = (service: string): string => join(repositoryRoot, "services", service, "src/main.ts");

/** The services that have a program to run. */
export const runnableServices = (): string[] => services().filter((service) => existsSync(programOf(service)));
