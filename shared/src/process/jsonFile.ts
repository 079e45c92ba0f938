import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** The file's content, or undefined when there is none. A file that is no JSON throws. */
export const readJson = <A>(file: string): A | undefined => {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  return JSON.parse(text) as A;
};

/** Replaces the file in one step, readable by its owner alone. */
export const writeJson = (file: string, value: unknown): void => {
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, file);
};
