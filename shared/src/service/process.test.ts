import { type ChildProcess, spawn } from "node:child_process";
import { ConfigProvider, Effect } from "effect";
import { afterEach, describe, expect, it } from "vitest";
import { FatalError } from "../base/fatal.ts";
import { Health } from "../grpc/health.ts";
import { parseRoles, serviceConfig } from "./config.ts";
import { watchDependency } from "./dependencies.ts";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const here = new URL(".", import.meta.url).href;
const program = (body: string): ChildProcess & { output: string; until(text: string): Promise<void>; code: Promise<number | null> } => {
  const source = `
    import { Effect } from "effect";
    import { runService, resource } from "${here}process.ts";
    import { FatalError } from "${here}../base/fatal.ts";
    ${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LOG_LEVEL: "info" },
  });
  children.push(child);
  const result = Object.assign(child, {
    output: "",
    code: new Promise<number | null>((resolve) => child.once("close", resolve)),
    until: async (text: string) => {
      for (let i = 0; i < 12_000 && !result.output.includes(text); i++) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(result.output).toContain(text);
    },
  });
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (chunk) => {
      result.output += chunk;
    });
  return result;
};
const twoResources = (more = "") => `
  runService("test", Effect.gen(function* () {
    yield* resource("first", () => "first", () => console.log("closed first"));
    yield* resource("broken", async () => "broken", () => { throw new Error("will not close"); });
    yield* resource("hanging", async () => "hanging", () => new Promise(() => {}), { closeMs: 100 });
    yield* resource("second", async () => setInterval(() => {}, 1000), async (timer) => { clearInterval(timer); console.log("closed second"); });
    ${more}
  }));`;

describe("a service's process", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "closes what it opened in order on %s, even what fails or hangs, and exits with 0",
    async (signal) => {
      const child = program(twoResources());
      await child.until("started");
      child.kill(signal);
      expect(await child.code).toBe(0);
      expect(child.output).toMatch(
        /closed second[\s\S]*hanging[\s\S]*not closed after 100 ms[\s\S]*broken[\s\S]*will not close[\s\S]*closed first/,
      );
    },
  );

  it.each([
    ["an uncaught error", "setTimeout(() => { throw new Error('oh no'); }, 10);", "oh no"],
    ["a rejection nobody handles", "setTimeout(() => { Promise.reject(new Error('oh no')); }, 10);", "oh no"],
    ["a start that fails", "yield* resource('third', async () => { throw new Error('cannot open'); }, () => undefined);", "cannot open"],
    [
      "a version that is too old",
      "setTimeout(() => { throw new FatalError('PostgreSQL 15 or newer is needed'); }, 10);",
      '"message":"PostgreSQL 15 or newer is needed"',
    ],
  ])("closes everything and exits with 1 on %s", async (_, more, text) => {
    const child = program(twoResources(more));
    expect(await child.code).toBe(1);
    expect(child.output).toContain(text);
    expect(child.output).toContain("closed first");
  });

  it("stops while it is still starting", async () => {
    const child = program(twoResources("console.log('waiting'); yield* Effect.promise(() => new Promise(() => {}));"));
    await child.until("waiting");
    child.kill("SIGTERM");
    expect(await child.code).toBe(0);
    expect(child.output).toContain("closed first");
  });
});

describe("the environment", () => {
  const read = (env: Record<string, string>) => Effect.runSyncExit(serviceConfig({ port: 5001 }).parse(ConfigProvider.fromEnv({ env })));
  const env = {
    DATABASE_URL: "postgres://u:hunter2@h/d",
    WORKER_DATABASE_URL: "w",
    REDIS_URL: "r",
    NATS_URL: "n",
    PLATFORM_API_KEY: "hunter2",
  };

  it("has defaults for all but addresses and secrets, which it never shows", () => {
    const exit = read(env);
    if (exit._tag !== "Success") throw new Error(String(exit));
    expect(exit.value).toMatchObject({
      grpcAddress: "127.0.0.1:5001",
      roles: new Set(["api", "project", "relay", "subscribe"]),
      reflection: true,
      jetStreamReplicas: 1,
    });
    expect(`${JSON.stringify(exit.value)} ${String(exit.value.platformApiKey)}`).not.toContain("hunter2");
  });

  it("leads to no worker's login where the process only answers callers, and demands one everywhere else", () => {
    const { WORKER_DATABASE_URL: _, ...without } = env;
    for (const given of [without, env]) {
      const exit = read({ ...given, ROLES: "api" });
      expect(exit._tag === "Success" && exit.value.workerDatabaseUrl).toBe(null);
    }
    for (const roles of ["project", "api,relay", "subscribe", "api,project,relay,subscribe"])
      expect(String(read({ ...without, ROLES: roles })), roles).toContain("WORKER_DATABASE_URL");
  });

  it("is refused with the name of what is wrong", () => {
    for (const [change, name] of [
      [{ ROLES: "api,everything" }, "ROLES"],
      [{ ROLES: "," }, "ROLES"],
      [{ GRPC_PORT: "many" }, "GRPC_PORT"],
    ] as const) {
      const exit = read({ ...env, ...change });
      expect(exit._tag, JSON.stringify(change)).toBe("Failure");
      expect(String(exit)).toContain(name);
    }
    expect(String(read({}))).toContain("DATABASE_URL");
  });

  it("names roles", () => {
    expect(parseRoles(" api, relay,")).toEqual(new Set(["api", "relay"]));
    expect(() => parseRoles("api,x")).toThrow(/api, project, relay, subscribe/);
  });
});

describe("a dependency", () => {
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  it("is NOT_SERVING while it is away, and again when it goes", async () => {
    const health = new Health();
    let state: "away" | "hanging" | "up" = "away";
    const check = () =>
      state === "up" ? Promise.resolve() : state === "away" ? Promise.reject(new Error("refused")) : new Promise(() => undefined);
    const watching = watchDependency({ name: "postgres", health, check, intervalMs: 10, timeoutMs: 20, logger: quiet });
    expect(health.status("readiness")).toBe("NOT_SERVING");
    state = "up";
    await watching.up;
    expect(health.status("readiness")).toBe("SERVING");
    state = "hanging";
    await expect.poll(() => health.status("readiness")).toBe("NOT_SERVING");
    expect(health.status("liveness")).toBe("SERVING");
    state = "up";
    await expect.poll(() => health.status("readiness")).toBe("SERVING");
    watching.stop();
  });

  it("that can never serve is fatal", async () => {
    const fatal = await new Promise<FatalError>((resolve) => {
      watchDependency({
        name: "redis",
        health: new Health(),
        check: () => Promise.reject(new FatalError("too old")),
        logger: quiet,
        onFatal: resolve,
      });
    });
    expect(fatal.message).toBe("too old");
  });
});
