import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Committed, so that a fresh clone runs without generating anything. */
export const generatedDirectory = fileURLToPath(new URL("gen", import.meta.url));

/** Writes the TypeScript of every contract under `directory`/gen, one file a proto: messages, their JSON, services. */
export const generate = (directory: string): void => {
  const buf = fileURLToPath(new URL("../node_modules/@bufbuild/buf/bin/buf", import.meta.url));
  execFileSync(process.execPath, [buf, "generate", "--template", "protos/buf.gen.yaml", "--output", directory], {
    cwd: root,
    stdio: "inherit",
  });
};

if (import.meta.main) {
  rmSync(generatedDirectory, { recursive: true, force: true });
  generate(fileURLToPath(new URL(".", import.meta.url)));
}
