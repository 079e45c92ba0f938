import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { findBinary } from "./binaries.ts";
import { startProcess, waitUntil } from "./childProcess.ts";
import { containerImages, type ImageName } from "./containerImages.ts";
import { nameOf } from "./paths.ts";
import type { Server, ServerOptions } from "./server.ts";

const docker = async (...args: string[]): Promise<boolean> => {
  const file = findBinary("docker");
  if (!file) return false;
  return promisify(execFile)(file, args, { timeout: 60_000 }).then(
    () => true,
    () => false,
  );
};

/** Whether a Docker daemon answers us. */
export const canUseDocker = (): Promise<boolean> => docker("info");

const containerOf = (name: ImageName, dataDir: string): string => `marketing-${nameOf(dataDir)}-${name}`;

/** Forgets what a data directory's containers kept. */
export const removeDockerVolumes = async (dataDir: string): Promise<void> => {
  for (const name of Object.keys(containerImages) as ImageName[]) {
    await docker("rm", "-f", containerOf(name, dataDir));
    await docker("volume", "rm", "-f", containerOf(name, dataDir));
  }
};

/** Runs the server in a container with a named volume. `docker run` stays in front, passes our signals on, and ends with the server. */
export const startDockerServer = async (name: ImageName, options: ServerOptions): Promise<Server> => {
  const { image, port, volume, user, env, files, command, url, probe, stopSignal } = containerImages[name];
  const container = containerOf(name, options.dataDir);
  await docker("rm", "-f", container); // of a launcher that was killed
  options.progress.step(`docker: ${image} (pulled the first time)`);
  const variables = env(options);
  const mounts = Object.entries(files?.(options) ?? {}).map(([path, content]) => {
    const file = join(options.dataDir, name, relative("/etc", path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o644 });
    return `${file}:${path}:ro`;
  });
  const running = await startProcess({
    name,
    file: findBinary("docker") ?? "docker",
    args: [
      ...["run", "--rm", "--name", container, "-p", `127.0.0.1:${options.port}:${port}`, "-v", `${container}:${volume}`],
      ...mounts.flatMap((mount) => ["-v", mount]),
      ...(user === undefined ? [] : ["--user", user]),
      ...Object.keys(variables).flatMap((variable) => ["-e", variable]), // values travel in the environment, not in the process list
      image,
      ...command(options),
    ],
    env: { ...process.env, ...variables },
    logFile: `${options.dataDir}/logs/${name}.log`,
    stopSignal,
    patience: 60_000,
  });
  options.onStarted?.(running);
  const address = url(options);
  const version = await waitUntil(running, () => probe(address), 600_000);
  return { name, source: "docker", version, url: address, process: running };
};
