import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { accountsFile, busUsers, passwordVariable, servicesOnBus } from "@marketing/local/busAccounts";
import { repositoryRoot } from "@marketing/local/paths";
import { runnableServices } from "@marketing/local/serviceList";
import { expect, it } from "vitest";
import { containersOf, workloadsOf } from "./manifest.ts";
import { natsFiles } from "./natsCluster.ts";
import { canRender, render } from "./render.ts";

const read = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");
const sources = (service: string): string =>
  globSync(`services/${service}/src/**/*.ts`, { cwd: repositoryRoot })
    .filter((file) => !/[tT]est(ing)?\.ts$/.test(file))
    .map(read)
    .join("\n");

it("lets in to each JetStream stream the services whose code hears it, and no other", () => {
  expect(servicesOnBus.map(({ service }) => service).sort()).toEqual(runnableServices());
  for (const { service, hears } of servicesOnBus) {
    const code = sources(service);
    const streams = [...code.matchAll(/(?:foreign\(|of\(|walkStream\(nc, |stream: )"([A-Z]+)"/g)].map(([, stream]) =>
      stream!.toLowerCase(),
    );
    const heard = new Set(streams);
    expect([...heard].sort(), service).toEqual(hears.map((one) => one.service).sort());
    const durables = [...code.matchAll(/\breactTo\([^{]*\{\s*name: "([^"]+)",\s*stream: "([^"]+)"/g)].map(
      ([, name, stream]) => `${stream} ${service}-${name}`,
    );
    expect(hears.flatMap((one) => one.durables.map((durable) => `${one.service.toUpperCase()} ${durable}`)).sort()).toEqual(
      durables.sort(),
    );
  }
});

it("the file that all deployments share says what the table says", () => {
  expect(read("deploy/nats/accounts.conf"), "npm run generate").toBe(accountsFile());
  expect(read("docker-compose.yml")).toContain("./deploy/nats/accounts.conf:/etc/marketing/accounts.conf:ro");
  for (const conf of ["deploy/docker/nats.conf", "deploy/k8s/overlays/local/nats.conf"]) {
    expect(read(conf)).toContain("\ninclude accounts.conf\n");
    expect(read(conf)).not.toMatch(/authorization|no_auth_user/);
  }
});

it.runIf(canRender)("Kubernetes gives the servers the same file, and every password", () => {
  expect(natsFiles()["accounts.conf"]).toBe(accountsFile());
  const nats = workloadsOf(render("deploy/k8s/overlays/local")).find(({ id }) => id === "StatefulSet nats")!;
  const names = containersOf(nats)[0]!.env!.map(({ name }) => name);
  expect(names.filter((name) => name.endsWith("_NATS_PASSWORD")).sort()).toEqual(busUsers.map(passwordVariable).sort());
});

it.runIf(canRender)("production speaks TLS and tells nobody what there is to call", () => {
  const production = render("deploy/k8s/overlays/production");
  const processes = workloadsOf(production).filter(({ manifest }) => manifest.kind === "Deployment");
  expect(processes.length).toBe(2 * runnableServices().length);
  for (const one of processes) {
    const set = Object.fromEntries(containersOf(one)[0]!.env!.map(({ name, value }) => [name, value]));
    expect(set, one.id).toMatchObject({ GRPC_TLS_CERT_FILE: "/etc/marketing/tls/tls.crt", HEALTH_PORT: "8081" });
  }
  const config = production.find(({ kind, data }) => kind === "ConfigMap" && data?.NATS_SCHEME)!.data!;
  expect(config).toMatchObject({ GRPC_REFLECTION: "false", NATS_SCHEME: "tls", REDIS_SCHEME: "rediss" });
  expect(config.POSTGRES_ADDRESS).toContain("sslmode=verify-full");
});
