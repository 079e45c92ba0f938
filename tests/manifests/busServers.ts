import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { busPassword, busUsers, loginsFileOf, passwordVariable, serveScript } from "@marketing/local/busAccounts";
import { startProcess, waitUntil } from "@marketing/local/childProcess";
import { assertNats, findNats } from "@marketing/local/natsServer";
import { repositoryRoot } from "@marketing/local/paths";
import { freePort } from "@marketing/local/ports";
import { silent } from "@marketing/local/progress";
import { startServer } from "@marketing/tests/support/startServer";
import { testServers } from "@marketing/tests/support/testServers";
import { natsFiles, startNatsCluster } from "./natsCluster.ts";

/** A bus as one of the deployments configures it. */
export interface WalledBus {
  url(user: string, password?: string): string;
  /** Puts this into its logins.conf, or the files of its servers. */
  login(text: string): void;
  stop(): Promise<void>;
}

const secret = "a test's";
const directory = async (name: string): Promise<string> => mkdtempSync(join((await testServers()).directory, `${name}-`));
const addressed =
  (address: string, passwordOf: (user: string) => string): WalledBus["url"] =>
  (user, password) =>
    `nats://${user}:${password ?? passwordOf(user)}@${address}`;

/** As `npm start` has it; `logins` is its file of them. */
export const localBus = async (): Promise<WalledBus & { readonly logins: string }> => {
  const dataDir = await directory("local");
  mkdirSync(join(dataDir, "logs"));
  const port = await freePort();
  const server = await startServer("nats", { dataDir, port, password: secret, progress: silent, throwaway: true });
  return {
    url: addressed(`127.0.0.1:${port}`, (user) => busPassword(secret, user)),
    logins: loginsFileOf(dataDir),
    login: (text) => writeFileSync(loginsFileOf(dataDir), text),
    stop: () => server.release(),
  };
};

/** The files that docker-compose.yml mounts, with the passwords that its service `secrets` makes. */
export const composeBus = async (): Promise<WalledBus> => {
  const root = await directory("compose");
  const port = await freePort();
  const programs = ["kept", "postgres", "redis", "grafana", "vectors", "nats", "migrations", "operator", ...busUsers];
  for (const name of ["logins", "marketing", "data", ...programs.map((program) => `secrets/${program}`)])
    mkdirSync(join(root, name), { recursive: true });
  execFileSync("/bin/sh", [join(repositoryRoot, "deploy/docker/secrets.sh")], { env: { ...process.env, SECRETS_ROOT: root } });
  const passwords = parseEnv(readFileSync(join(root, "secrets/nats/env"), "utf8"));
  const read = (file: string) => readFileSync(join(repositoryRoot, file), "utf8");
  const here = read("deploy/docker/nats.conf")
    .replace("port: 4222", `port: ${port}\nhost: 127.0.0.1`)
    .replace(/^http_port: .*$/m, "")
    .replace("/data", join(root, "data"));
  writeFileSync(join(root, "marketing/nats.conf"), here);
  writeFileSync(join(root, "marketing/accounts.conf"), read("deploy/nats/accounts.conf"));
  const running = await startProcess({
    name: "nats",
    file: serveScript,
    args: [join(root, "marketing/nats.conf"), join(root, "logins/logins.conf")],
    env: { PATH: process.env.PATH, NATS_SERVER: findNats(), ...passwords },
    logFile: join(root, "log"),
    stopSignal: "SIGKILL",
    unref: true,
  });
  const url = addressed(`127.0.0.1:${port}`, (user) => passwords[passwordVariable(user)]!);
  await waitUntil(running, () => assertNats(url("operator")));
  return { url, login: (text) => writeFileSync(join(root, "logins/logins.conf"), text), stop: () => running.stop() };
};

/** The three servers of the local overlay. */
export const kubernetesBus = async (): Promise<WalledBus> => {
  const cluster = await startNatsCluster(natsFiles(), secret, await directory("kubernetes"));
  return {
    url: addressed(cluster.address, (user) => busPassword(secret, user)),
    login: (text) => {
      for (const file of cluster.logins) writeFileSync(file, text);
    },
    stop: cluster.stop,
  };
};
