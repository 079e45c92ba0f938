import { existsSync } from "node:fs";
import { join } from "node:path";
import { containerImages } from "@marketing/local/containerImages";
import { repositoryRoot } from "@marketing/local/paths";
import { postgresSettings } from "@marketing/local/postgresServer";
import { carefulLines, durableLines } from "@marketing/local/redisServer";
import { runnableServices } from "@marketing/local/serviceList";
import { hashOf } from "@marketing/shared/auth/apiKey";
import { beforeAll, describe, expect, it } from "vitest";
import { type Facts, readFacts } from "../manifests/facts.ts";
import { type ComposeService, read, readCompose, readExample, variablesOf } from "./composeFile.ts";

const { services, volumes } = readCompose();
const example = readExample();
const dockerfile = read("Dockerfile");
const entries = Object.entries(services);
const ours = entries.filter(([name]) => runnableServices().includes(name));
const names = (found: ReadonlyArray<readonly [string, unknown]>) => found.map(([name]) => name).sort();
const seconds = (text = "10s") => Number(text.replace("s", ""));

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts();
});

describe("docker-compose.yml", () => {
  it("runs every service of the repository from the one Dockerfile", () => {
    expect(names(ours)).toEqual(runnableServices());
    for (const [name, { image, build }] of ours) {
      expect(build, name).toMatchObject({ target: "service", args: { SERVICE: name } });
      expect(image).toBe(`marketing/${name}:local`);
    }
    for (const [name, { build }] of entries) if (build) expect(dockerfile, name).toContain(`AS ${build.target}\n`);
  });

  it("tells everything that can be set in .env.example, with the values it has by itself", () => {
    const used = variablesOf(read("docker-compose.yml"));
    for (const [name, fallback] of used) expect([name, example.get(name)]).toEqual([name, fallback]);
    expect([...new Set(used.map(([name]) => name))].sort()).toEqual([...example.keys()].sort());
  });

  it("pins every image, to those the tests and `npm start` use as well", () => {
    for (const [name, { image }] of entries) expect(image, name).toMatch(/^[a-z/-]+:(v?\d+\.\d+(\.\d+)?(-[a-z]+)?|local)$/);
    expect(dockerfile).toContain(`ARG NODE_IMAGE=${example.get("NODE_IMAGE")}\n`);
    expect(example.get("NODE_IMAGE")).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim$/);
    if (process.env.STACK === "containers") return; // there the environment may name others
    expect(services.postgres?.image).toBe(containerImages.postgresql.image);
    expect(services.redis?.image).toBe(containerImages.redis.image);
    expect(services.nats?.image).toBe(containerImages.nats.image);
  });

  it("gives a service the variables that its config.ts reads, all that it must have, and no other", () => {
    for (const [name, { environment = {} }] of ours) {
      const { variables, required, port } = facts.services.get(name)!;
      const set = Object.keys(environment);
      expect(
        set.filter((one) => !variables.has(one) && !one.startsWith("OTEL_")),
        name,
      ).toEqual([]);
      expect(
        required.filter((one) => !set.includes(one)),
        name,
      ).toEqual([]);
      expect(environment.GRPC_PORT, name).toBe(port);
      expect(environment.DATABASE_URL, name).toContain(`://${name}_api:`);
      expect(environment.WORKER_DATABASE_URL, name).toContain(`://${name}_worker:`);
    }
  });

  it("sets the passwords that the addresses hold", () => {
    const text = read("docker-compose.yml");
    for (const [name] of ours)
      for (const role of ["API", "WORKER"]) {
        const variable = `${name.toUpperCase()}_${role}_PASSWORD`;
        expect(text).toContain(`      ${variable}: \${${variable}:-local-only}\n`);
        expect(text).toContain(`://${name}_${role.toLowerCase()}:\${${variable}:-local-only}@postgres:5432/marketing`);
      }
    expect(services.vectors?.environment?.PINECONE_API_KEY).toBe(services.content?.environment?.PINECONE_API_KEY);
    expect(example.get("PLATFORM_API_KEY")).toMatch(/^mk_[0-9a-f]{16}_[0-9A-Za-z]{32}$/);
    expect(example.get("PLATFORM_API_KEY_HASH")).toBe(hashOf(example.get("PLATFORM_API_KEY")!));
    for (const [name, { environment = {} }] of ours) {
      expect(environment.PLATFORM_API_KEY, name).toBe(example.get("PLATFORM_API_KEY_HASH"));
      expect(Object.values(environment), name).not.toContain(example.get("PLATFORM_API_KEY"));
    }
  });

  it("publishes each port once, on this machine alone, under the variable of its name", () => {
    const published = entries.flatMap(([, { ports = [] }]) => ports);
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    const outside = published.map((port) => port.split(":")[1]);
    expect(new Set(outside).size).toBe(outside.length);
    for (const [name, { ports, environment }] of ours)
      expect(ports).toEqual([`127.0.0.1:${example.get(`${name.toUpperCase()}_PORT`)}:${environment?.GRPC_PORT}`]);
    for (const [name] of ours)
      expect(services.marketing?.environment?.[`MARKETING_${name.toUpperCase()}_ADDRESS`]).toBe(
        `${name}:${facts.services.get(name)!.port}`,
      );
  });

  it("waits for health: of what is depended on, nothing is merely started", () => {
    const checked = (service: ComposeService): boolean =>
      Boolean((service.healthcheck as { test?: unknown } | undefined)?.test) ||
      new RegExp(`AS ${service.build?.target}\\n(?:(?!FROM)[^])*HEALTHCHECK`).test(dockerfile);
    for (const [name, { depends_on = {} }] of entries)
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect([name, other, condition]).toEqual([
          name,
          other,
          other === "migrations" ? "service_completed_successfully" : "service_healthy",
        ]);
        if (other !== "migrations") expect(checked(services[other]!), other).toBe(true);
      }
    for (const [, { depends_on = {} }] of ours)
      expect(Object.keys(depends_on).sort()).toEqual(["migrations", "nats", "postgres", "redis", "vectors"]);
    for (const [name, service] of ours) expect(checked(service), name).toBe(true);
  });

  it("lets nobody write but into volumes, and gives no privileges", () => {
    for (const [name, { read_only, cap_drop, security_opt, restart }] of entries) {
      expect({ read_only, cap_drop, security_opt }, name).toEqual({
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
      });
      expect(restart, name).toMatch(/^(unless-stopped|on-failure:5|no)$/);
    }
    const mounted = entries.flatMap(([, { volumes: of = [] }]) => of.map((mount) => mount.split(":")[0]!));
    expect(mounted.filter((one) => !one.startsWith("./")).sort()).toEqual(Object.keys(volumes).sort());
    for (const path of mounted.filter((one) => one.startsWith("./deploy/docker/")))
      expect(existsSync(join(repositoryRoot, path)), path).toBe(true);
  });

  it("gives what has to be written down the time to do it", () => {
    for (const [name, { stop_grace_period }] of ours) expect(seconds(stop_grace_period), name).toBeGreaterThan(facts.shutdownMs / 1_000);
  });

  it("runs PostgreSQL and Redis with the settings of `npm start`", () => {
    const settings = postgresSettings({}).filter((one) => one !== "-c");
    expect(services.postgres?.command).toEqual(["postgres", ...settings.map((one) => `-c${one}`)]);
    const flags = services.redis!.command!.at(-1)!;
    for (const line of [...durableLines, ...carefulLines]) expect(flags.replaceAll('"', "")).toContain(`--${line}`);
    expect(read("deploy/docker/nats.conf")).toContain("max_payload: 8MB");
  });
});
