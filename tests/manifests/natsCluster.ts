import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { passwordVariables } from "@marketing/local/busAccounts";
import { type RunningProcess, startProcess, waitUntil } from "@marketing/local/childProcess";
import { assertNats, findNats } from "@marketing/local/natsServer";
import { freePort } from "@marketing/local/ports";
import { ofKind } from "./manifest.ts";
import { render } from "./render.ts";

export interface NatsCluster {
  /** "host:port,host:port,host:port" */
  readonly address: string;
  /** Of each server, its file of logins. */
  readonly logins: ReadonlyArray<string>;
  stop(): Promise<void>;
}

/** What the pods of the local overlay find in /etc/marketing, by name. */
export const natsFiles = (): Record<string, string> => {
  const maps = ofKind(render("deploy/k8s/overlays/local"), "ConfigMap").filter(({ metadata }) => /^nats-/.test(metadata.name));
  return Object.assign({}, ...maps.map(({ data }) => data));
};

/**
 * Three servers from the files that a StatefulSet's pods share, nats.conf and what lies beside it; only addresses and the place of the data
 * differ. `secret` stands for all passwords.
 */
export const startNatsCluster = async (
  { "nats.conf": configuration = "", ...beside }: Readonly<Record<string, string>>,
  secret: string,
  directory: string,
): Promise<NatsCluster> => {
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
    for (const folder of ["marketing", "logins"]) mkdirSync(join(home, folder), { recursive: true });
    let text = configuration
      .replaceAll("0.0.0.0", "127.0.0.1")
      .replace("port: 4222", `port: ${client}`)
      .replace("port: 6222", `host: 127.0.0.1, port: ${cluster}`)
      .replace("http: 8222", `http: 127.0.0.1:${monitor}`)
      .replace("/data", home);
    for (const other of pods) text = text.replace(`${other.name}.nats:6222`, `127.0.0.1:${other.cluster}`);
    for (const [file, content] of Object.entries({ ...beside, "nats.conf": text })) writeFileSync(join(home, "marketing", file), content);
    writeFileSync(join(home, "logins/logins.conf"), "");
    started.push(
      await startProcess({
        name,
        file: "/bin/sh",
        args: ["serve.sh", "nats.conf", "../logins/logins.conf"].map((file) => join(home, "marketing", file)),
        env: { PATH: process.env.PATH, NATS_SERVER: findNats(), POD_NAME: name, ...passwordVariables(secret) },
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
  return {
    address: pods.map(({ client }) => `127.0.0.1:${client}`).join(","),
    logins: pods.map(({ name }) => join(directory, name, "logins/logins.conf")),
    stop,
  };
};
