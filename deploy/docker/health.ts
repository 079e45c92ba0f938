import { readFileSync } from "node:fs";
import { checkHealth } from "@marketing/local/health";

// Docker's HEALTHCHECK: exit status 0 where the service in this container is ready. An argument names another health service (`liveness`).

/** HEALTH_PORT, where TLS is not in the way; GRPC_PORT; the default that config.ts of the service in the working directory names. */
const port = (): string =>
  [process.env.HEALTH_PORT, process.env.GRPC_PORT].find((given) => Number(given) > 0) ??
  /port: ([\d_]+)/.exec(readFileSync("src/config.ts", "utf8"))![1]!.replaceAll("_", "");

const health = await checkHealth(`127.0.0.1:${port()}`, process.argv[2] ?? "readiness");
process.stdout.write(`${health}\n`);
process.exitCode = health === "SERVING" ? 0 : 1;
