import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningProcess, startProcess, waitUntil } from "@marketing/local/childProcess";
import { assertNats, findNats } from "@marketing/local/natsServer";
import { freePort } from "@marketing/local/ports";

export interface NatsCluster {
  /** "host:port,host:port,host:port" */
  readonly address: string;
  stop(): Promise<void>;
}

/** Three servers from the configuration that a StatefulSet's pods share; only addresses and the place of the data differ. */
export const startNatsCluster = async (configuration: string, password: string, directory: string): Promise<NatsCluster> => {
  const pods = await Promise.all(
    ["nats-0", "nats-1", "nats-2"].map(async (name) => ({
      name,
      client: await freePort(),
      cluster: await freePort(),
      monitor: await freePort(),
    })),
  );
  const started: RunningProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((one) => one.stop()));
  };
  for (const { name, client, cluster, monitor } of pods) {
    const home = join(directory, name);
    mkdirSync(home, { recursive: true });
    let text = configuration
      .replaceAll("0.0.0.0", "127.0.0.1")
      .replace("port: 4222", `port: ${client}`)
      .replace("port: 6222", `host: 127.0.0.1, port: ${cluster}`)
      .replace("http: 8222", `http: 127.0.0.1:${monitor}`)
      .replace("/data", home);
    for (const other of pods) text = text.replace(`${other.name}.nats:6222`, `127.0.0.1:${other.cluster}`);
    writeFileSync(join(home, "nats.conf"), text);
    started.push(
      await startProcess({
        name,
        file: findNats()!,
        args: ["--config", join(home, "nats.conf")],
        env: { POD_NAME: name, NATS_PASSWORD: password },
        logFile: join(home, "log"),
        stopSignal: "SIGKILL",
        unref: true,
      }),
    );
  }
  try {
    // Ready as the StatefulSet has it, and the three have found a leader.
    for (const [i, { client, monitor }] of pods.entries())
      await waitUntil(started[i]!, async () => {
        await assertNats(`nats://127.0.0.1:${client}`);
        const { ok } = await fetch(`http://127.0.0.1:${monitor}/healthz?js-server-only=true`);
        if (!ok) throw new Error("not healthy");
        const state = (await (await fetch(`http://127.0.0.1:${monitor}/jsz`)).json()) as { meta_cluster?: { leader?: string } };
        if (!state.meta_cluster?.leader) throw new Error("no leader");
      });
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: pods.map(({ client }) => `127.0.0.1:${client}`).join(","), stop };
};
