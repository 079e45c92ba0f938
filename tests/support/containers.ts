import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { containerImages, type ImageName } from "@marketing/local/containerImages";
import type { ServerOptions } from "@marketing/local/server";
import { GenericContainer, getContainerRuntimeClient, PullPolicy } from "testcontainers";
import type { StartedServer } from "./startServer.ts";

const label = "marketing.tests.server";
const within = 60_000;

const until = async (probe: () => Promise<unknown>): Promise<void> => {
  for (const deadline = Date.now() + within; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const error = await probe().then(
      () => null,
      (why: Error) => why,
    );
    if (error === null) return;
    if (Date.now() > deadline) throw error;
  }
};

/** Whether a container engine answers. */
export const engineAnswers = (): Promise<boolean> =>
  getContainerRuntimeClient().then(
    () => true,
    () => false,
  );

/** Whether the engine has the image, or gets it now. */
export const haveImage = async (image: string): Promise<boolean> => {
  const { container } = await getContainerRuntimeClient();
  const here = await container.dockerode
    .getImage(image)
    .inspect()
    .then(
      () => true,
      () => false,
    );
  if (here || process.env.TESTCONTAINERS_PULL === "never") return here;
  return new Promise((resolve) => {
    container.dockerode.pull(image, (error: Error | null, stream: NodeJS.ReadableStream) => {
      if (error) resolve(false);
      else container.dockerode.modem.followProgress(stream, (failed: Error | null) => resolve(failed === null));
    });
  });
};

/** NATS keeps its data in the options' data directory, as on the machine, so that a test can put a disk back that it copied. */
const ownDirectory = (name: ImageName, { dataDir }: ServerOptions): string | null => {
  if (name !== "nats") return null;
  const directory = join(dataDir, "nats");
  mkdirSync(directory, { recursive: true });
  return directory;
};

/** The server in a container of its official image, on the port of the options. */
export const startContainer = async (name: ImageName, options: ServerOptions): Promise<StartedServer> => {
  const { image, port, volume, user, env, files, command, url, probe } = containerImages[name];
  const directory = ownDirectory(name, options);
  const content = Object.entries(files?.(options) ?? {}).map(([target, text]) => ({ target, content: text }));
  const wanted = new GenericContainer(image)
    .withPullPolicy(PullPolicy.neverPull())
    .withLabels({ [label]: name })
    .withEnvironment({ ...env(options) })
    .withCommand([...command(options)])
    .withCopyContentToContainer(content)
    .withExposedPorts({ container: port, host: options.port })
    .withStartupTimeout(within);
  if (directory !== null)
    wanted.withBindMounts([{ source: directory, target: volume }]).withUser(`${process.getuid?.()}:${process.getgid?.()}`);
  else if (user !== undefined) wanted.withUser(user);
  const started = await wanted.start();
  const { container: engine } = await getContainerRuntimeClient();
  const container = engine.getById(started.getId());
  const address = url(options);
  const isRunning = async (): Promise<boolean> => (await container.inspect()).State.Running;
  const signal = async (which: NodeJS.Signals): Promise<void> => {
    if (await isRunning()) await container.kill({ signal: which });
  };
  const end = async (which: NodeJS.Signals = "SIGKILL"): Promise<void> => {
    if (!(await isRunning())) return;
    const gone = container.wait({ condition: "not-running" });
    await signal(which);
    await gone;
  };
  await until(() => probe(address));
  return {
    url: address,
    signal,
    end,
    again: async () => {
      await container.start();
      await until(() => probe(address));
    },
    release: () => container.remove({ force: true, v: true }),
  };
};

/** What a program in the run's PostgreSQL container prints. */
export const runInPostgres = async (command: readonly string[]): Promise<string> => {
  const { container: engine } = await getContainerRuntimeClient();
  const container = await engine.fetchByLabel(label, "postgresql", { status: ["running"] });
  if (container === undefined) throw new Error("no PostgreSQL container of the tests runs");
  const { output, exitCode } = await engine.exec(container, [...command]);
  if (exitCode !== 0) throw new Error(output);
  return output;
};
