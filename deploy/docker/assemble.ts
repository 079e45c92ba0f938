import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { imageContents } from "./imageContents.ts";

// node deploy/docker/assemble.ts OUT ENTRY…
// Run while an image is built: copies what the entry programs need at run time, and nothing else, to OUT/packages (the same for services that
// use the same packages, so that their images share the layer) and OUT/program.

/** Of a package: what Node never reads. TypeScript under node_modules does not run. */
const unread = /\.([cm]?ts|map|md|markdown|flow)$/;

const [out, ...entries] = process.argv.slice(2);
if (out === undefined || entries.length === 0) {
  process.stderr.write("usage: node deploy/docker/assemble.ts OUT ENTRY…\n");
  process.exit(2);
}
const root = resolve(import.meta.dirname, "../..");
const { files, packages, workspaces } = imageContents(root, entries);
for (const directory of packages)
  cpSync(join(root, directory), join(out, "packages", directory), {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !unread.test(path),
  });
for (const file of files) cpSync(join(root, file), join(out, "program", file), { preserveTimestamps: true });
for (const [name, directory] of workspaces) {
  const link = join(out, "program", "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(relative(dirname(link), join(out, "program", directory)), link);
}
process.stdout.write(`${files.length} files, ${packages.length} packages\n`);
