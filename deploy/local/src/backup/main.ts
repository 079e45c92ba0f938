import { toStderr } from "../progress.ts";
import { listBackups, makeBackup, verifyBackups } from "./backups.ts";
import { drill } from "./drill.ts";
import { keptIn } from "./kept.ts";
import { nextOf, restore } from "./restore.ts";

/** What the `marketing` command asks for: one object of JSON, the program's only argument. Times are ISO 8601. */
type Request = { readonly dataDir: string } & (
  | { readonly command: "list" | "verify" }
  | { readonly command: "run"; readonly full: boolean }
  | { readonly command: "restore"; readonly to: string; readonly into: string }
  | { readonly command: "drill"; readonly everyMs: number; readonly forMs: number; readonly keep: boolean }
);

const answer = async (request: Request, signal: AbortSignal): Promise<object> => {
  const kept = keptIn(request.dataDir);
  const progress = toStderr;
  switch (request.command) {
    case "list":
      return { backups: await listBackups(kept.repository) };
    case "verify":
      await verifyBackups(kept.repository);
      return { backups: await listBackups(kept.repository) };
    case "run":
      return { backups: [await makeBackup(kept, request.full ? "full" : undefined)] };
    case "restore": {
      const { into } = request;
      const to = request.to === "latest" ? request.to : new Date(request.to);
      return { ...(await restore(kept, { to, into, progress, signal })), next: nextOf(into) };
    }
    case "drill":
      return drill(kept, { ...request, progress, signal });
  }
};

const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stopping.abort(new Error(`stopped by ${name}`)));
const request = JSON.parse(process.argv[2] ?? "{}") as Request;
const result = await answer(request, stopping.signal).catch((error: Error) => ({
  error: error.name === "SetupError" || stopping.signal.aborted ? error.message : String(error.stack),
}));
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit("error" in result ? 1 : 0));
