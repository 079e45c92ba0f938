/** Writes docs/{events.md,asyncapi.yaml,api.md} from the contracts and the code: `npm run docs`. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { documents } from "./documents.ts";

for (const [name, text] of Object.entries(documents())) {
  writeFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), text);
  console.log(`docs/${name}: ${text.split("\n").length} lines`);
}
