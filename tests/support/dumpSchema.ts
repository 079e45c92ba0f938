import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPostgres } from "@marketing/local/postgresServer";
import { inContainers } from "./startServer.ts";

/** The schema of a test database as pg_dump tells it: the program that came with the server, as versions must fit. */
export const dumpSchema = async (adminUrl: string): Promise<string> => {
  if (!inContainers) {
    const { stdout } = await promisify(execFile)(join(findPostgres()!, "pg_dump"), ["-s", adminUrl], { maxBuffer: 64 << 20 });
    return stdout;
  }
  const { runInPostgres } = await import("./containers.ts");
  const inside = new URL(adminUrl);
  inside.port = "5432";
  return runInPostgres(["pg_dump", "-s", inside.href]);
};
