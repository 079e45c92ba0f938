/** Writes accounts.conf, who may do what on the bus: `npm run generate`. */
import { writeFileSync } from "node:fs";
import { accountsFile } from "../local/src/busAccounts.ts";

writeFileSync(new URL("accounts.conf", import.meta.url), accountsFile());
