import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { busUsers, passwordVariable } from "@marketing/local/busAccounts";
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

/** What a service is told by a file of `secrets` alone. */
const secretOf = new Set([
  "DATABASE_URL",
  "WORKER_DATABASE_URL",
  "REDIS_URL",
  "NATS_URL",
  "PINECONE_API_KEY",
  "PLATFORM_API_KEY",
  "DIRECTORY_KEY",
  "KEY_ENCRYPTION_KEY",
]);

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts();
});

/** Runs secrets.sh as its container would, again and again in one place; answers what a program finds there. */
const withSecrets = (use: (made: (env?: Record<string, string>) => (of: string) => Record<string, string>) => void): void => {
  const root = mkdtempSync(join(tmpdir(), "marketing-secrets-"));
  try {
    for (const mount of services.secrets!.volumes!.map((one) => one.split(":")[1]!).filter((one) => !one.startsWith("/etc/")))
      mkdirSync(join(root, mount), { recursive: true });
    use((env = {}) => {
      execFileSync("/bin/sh", [join(repositoryRoot, "deploy/docker/secrets.sh")], {
        env: { PATH: process.env.PATH, SECRETS_ROOT: root, ...env },
        stdio: "pipe",
      });
      const found = new Map(
        readdirSync(join(root, "secrets")).map((of) => {
          const files = readdirSync(join(root, "secrets", of)).map((file) => [file, readFileSync(join(root, "secrets", of, file), "utf8")]);
          const texts = files.map(([file, text]) => (file === "env" ? text : `${file}=${text}`));
          return [of, parseEnv(texts.join("")) as Record<string, string>] as const;
        }),
      );
      return (of) => found.get(of)!;
    });
  } finally {
    rmSync(root, { recursive: true });
  }
};

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
      ).toEqual(required.filter((one) => secretOf.has(one))); // what `secrets` makes
      expect(
        [...secretOf].filter((one) => set.includes(one) || !variables.has(one)),
        name,
      ).toEqual([]);
      expect(environment.GRPC_PORT, name).toBe(port);
    }
  });

  it("publishes no secret", () => {
    for (const [name, value] of example) if (/_(PASSWORD|KEY)$/.test(name)) expect([name, value]).toEqual([name, ""]);
    for (const [name, { environment = {} }] of entries)
      for (const [variable, value] of Object.entries(environment))
        if (/(PASSWORD|KEY|_URL)$/.test(variable)) expect(`${name} ${variable} ${value}`).not.toMatch(/:[^/]*@|local-only/);
  });

  it("makes every password and the operators' key at the first start, keeps them, and shows each program its own alone", () => {
    withSecrets((made) => {
      const first = made();
      const roles = first("migrations");
      const admin = first("postgres").password;
      expect(first("migrations").DATABASE_ADMIN_URL).toBe(`postgresql://marketing_admin:${admin}@postgres:5432/marketing`);
      expect(Object.keys(first("nats")).sort()).toEqual(busUsers.map(passwordVariable).sort());
      for (const name of runnableServices()) {
        const [api, worker] = ["API", "WORKER"].map((role) => roles[`${name.toUpperCase()}_${role}_PASSWORD`]);
        expect(first(name)).toEqual({
          DATABASE_URL: `postgresql://${name}_api:${api}@postgres:5432/marketing`,
          WORKER_DATABASE_URL: `postgresql://${name}_worker:${worker}@postgres:5432/marketing`,
          REDIS_URL: `redis://:${first("redis").password}@redis:6379`,
          NATS_URL: `nats://${name}:${first("nats")[passwordVariable(name)]}@nats:4222`,
          PINECONE_API_KEY: first("vectors").PINECONE_API_KEY,
          PLATFORM_API_KEY: hashOf(first("operator").MARKETING_PLATFORM_KEY!), // which opens nothing
          DIRECTORY_KEY: first("identity").DIRECTORY_KEY,
          KEY_ENCRYPTION_KEY: first("identity").KEY_ENCRYPTION_KEY,
        });
        expect([...secretOf].sort()).toEqual(Object.keys(first(name)).sort());
      }
      expect(first("operator").MARKETING_PLATFORM_KEY).toMatch(/^mk_[0-9a-f]{16}_[0-9A-Za-z]{32}$/);
      const all = first("kept");
      for (const [name, value] of Object.entries(all)) expect(value, name).toMatch(/^[A-Za-z0-9_]{32,}$/);
      expect(new Set(Object.values(all)).size, "two secrets are the same").toBe(Object.keys(all).length);
    });
    for (const [name, { volumes: of = [] }] of entries)
      for (const mount of of.filter((one) => one.startsWith("secrets") && name !== "secrets"))
        expect(mount).toBe(`secrets-${name === "marketing" ? "operator" : name}:/secrets:ro`);
  });

  it("keeps what was made, lets what is set count over it, and names every secret that could not be part of an address", () => {
    withSecrets((made) => {
      const before = made()("lead");
      expect(made()("lead")).toEqual(before);
      const mine = { ...before, PLATFORM_API_KEY: hashOf("mk_mine"), REDIS_URL: "redis://:my-own_1@redis:6379" };
      expect(made({ PLATFORM_API_KEY: "mk_mine", REDIS_PASSWORD: "my-own_1" })("lead")).toEqual(mine);
      expect(() => made({ POSTGRES_PASSWORD: "a b", REDIS_PASSWORD: "$(id)", GRAFANA_PASSWORD: "good" })).toThrow(
        /in \.env: POSTGRES_PASSWORD REDIS_PASSWORD\n/,
      );
      expect(made()("lead")).toEqual(mine);
    });
  });

  it("hands each secret that can be set to the program that makes them, under its name", () => {
    const settable = [...example.keys()].filter((name) => /_(PASSWORD|KEY)$/.test(name) && name !== "EMBEDDING_API_KEY");
    expect(Object.keys(services.secrets?.environment ?? {}).sort()).toEqual(settable.sort());
    withSecrets((made) => {
      const kept = Object.keys(made()("kept"));
      const onlyMade = ["DIRECTORY_KEY", "KEY_ENCRYPTION_KEY"];
      expect(kept.filter((name) => !name.endsWith("_NATS_PASSWORD") && !onlyMade.includes(name)).sort()).toEqual(settable.sort());
    });
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
    const ends = ["migrations", "secrets"];
    for (const [name, { volumes: of = [], depends_on = {}, image }] of entries)
      if (of.some((mount) => mount.startsWith("secrets-")) && name !== "secrets" && !image.startsWith("marketing/"))
        expect(Object.keys(depends_on), name).toContain("secrets");
    for (const [name, { depends_on = {} }] of entries)
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect([name, other, condition]).toEqual([
          name,
          other,
          ends.includes(other) ? "service_completed_successfully" : "service_healthy",
        ]);
        if (!ends.includes(other)) expect(checked(services[other]!), other).toBe(true);
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
    expect([...new Set(mounted.filter((one) => !one.startsWith("./")))].sort()).toEqual(Object.keys(volumes).sort());
    for (const path of mounted.filter((one) => one.startsWith("./deploy/")))
      expect(existsSync(join(repositoryRoot, path)), path).toBe(true);
  });

  it("puts no secret on a command line", () => {
    for (const [name, { command = [], entrypoint = [] }] of entries)
      for (const word of [...command, ...entrypoint].filter((one) => !one.includes("<<end")))
        expect(word, name).not.toMatch(/\$\$?\{?\w*(PASSWORD|KEY|SECRET|TOKEN)|local-only/);
  });

  it("gives what has to be written down the time to do it", () => {
    for (const [name, { stop_grace_period }] of ours) expect(seconds(stop_grace_period), name).toBeGreaterThan(facts.shutdownMs / 1_000);
  });

  it("runs PostgreSQL and Redis with the settings of `npm start`", () => {
    const settings = postgresSettings({}).filter((one) => one !== "-c");
    expect(services.postgres?.command).toEqual(["postgres", ...settings.map((one) => `-c${one}`)]);
    const flags = services.redis!.command!.at(-1)!;
    for (const line of [...durableLines, ...carefulLines]) expect(flags.split("\n")).toContain(line);
    expect(read("deploy/docker/nats.conf")).toContain("max_payload: 8MB");
  });
});
