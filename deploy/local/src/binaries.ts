import { execFileSync } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const executable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where distributions put servers that are in nobody's PATH; the newest PostgreSQL first. */
const usualDirectories = (): string[] => {
  const postgres = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"].flatMap((parent) => {
    try {
      return readdirSync(parent)
        .filter((name) => /^(\d+|postgresql(@\d+)?)$/.test(name))
        .sort((a, b) => Number(b.replace(/\D/g, "")) - Number(a.replace(/\D/g, "")))
        .map((name) => join(parent, name, "bin"));
    } catch {
      return [];
    }
  });
  return [
    ...postgres,
    "/usr/pgsql-17/bin",
    "/usr/pgsql-16/bin",
    "/usr/pgsql-15/bin",
    "/usr/sbin",
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/bin",
    "/sbin",
    "/bin",
  ];
};

const directories = (): string[] => [...(process.env.PATH ?? "").split(delimiter).filter((d) => d.startsWith("/")), ...usualDirectories()];

/** The program's path, from PATH or the usual places; undefined when it is not there. */
export const findBinary = (name: string): string | undefined =>
  directories()
    .map((directory) => join(directory, name))
    .find(executable);

/** All places a program is found in, each once. */
export const findBinaries = (name: string): string[] => [
  ...new Set(
    directories()
      .map((directory) => join(directory, name))
      .filter(executable),
  ),
];

/** First number of the program's version (`--version`), 0 when it does not say. */
export const majorVersion = (file: string): number => {
  try {
    const text = execFileSync(file, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 10_000 });
    return Number(/(?:v=|v|\s)(\d+)/.exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
};
