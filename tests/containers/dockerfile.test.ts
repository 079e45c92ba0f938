import { existsSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@marketing/local/paths";
import { runnableServices } from "@marketing/local/serviceList";
import { describe, expect, it } from "vitest";
import { imageContents, workspacesOf } from "../../deploy/docker/imageContents.ts";
import { read } from "./composeFile.ts";

const dockerfile = read("Dockerfile");
/** Stage → its instructions, a line each. */
const stages = new Map(
  dockerfile
    .replaceAll(/\\\n\s*/g, "")
    .split(/^FROM /m)
    .slice(1)
    .map((text) => {
      const [first, ...lines] = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      const [, base, name] = /^(\S+) AS (\S+)$/.exec(first!)!;
      return [name!, { base: base!, lines }] as const;
    }),
);
const products = ["migrations", "vectors", "cli", "service"];

describe("Dockerfile", () => {
  it("installs from the lock, without scripts, without what only tests need", () => {
    const installs = dockerfile.match(/npm (ci|install|i|start|run)\b.*/g);
    expect(installs).toEqual(["npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund"]);
    expect(stages.get("manifests")!.lines.join(" ")).toContain("cp package-lock.json .npmrc /manifests/");
    const included = read(".dockerignore").split("\n");
    for (const [, directory] of workspacesOf(repositoryRoot)) {
      const around = directory.split("/").map((_, i, parts) => `!${parts.slice(0, i + 1).join("/")}`);
      expect(
        [...around, `!${directory}/package.json`].some((line) => included.includes(line)),
        directory,
      ).toBe(true);
    }
  });

  it("runs every product as user 10001, with node as process 1", () => {
    expect(stages.get("runtime")!.lines).toContain("USER 10001:10001");
    for (const name of products) {
      const { base, lines } = stages.get(name)!;
      expect([name, base]).toEqual([name, "runtime"]);
      expect(lines.filter((line) => /^(USER|RUN|ADD)/.test(line))).toEqual([]);
      const started = lines.find((line) => line.startsWith("ENTRYPOINT")) ?? lines.find((line) => line.startsWith("CMD"))!;
      expect(JSON.parse(started.replace(/^\w+ /, ""))[0]).toBe("node");
      for (const copy of lines.filter((line) => line.startsWith("COPY"))) expect(copy).toContain(`--from=assemble-${name} `);
    }
    expect(stages.size).toBe(4 + 2 * products.length);
    expect(dockerfile).not.toMatch(/^# *syntax=|--mount=|<<|:latest/m);
  });

  it("leads to programs that are there", () => {
    for (const [, path] of dockerfile.matchAll(/(?:\/out |")((?:clients|deploy)\/[\w/-]+\.ts)/g))
      expect(existsSync(join(repositoryRoot, path!)), path).toBe(true);
  });
});

describe("what an image holds", () => {
  it("is what the service imports, and nothing of another service, of tests or of tools", () => {
    for (const service of runnableServices()) {
      const { files, packages, workspaces } = imageContents(repositoryRoot, [`services/${service}/src/main.ts`, "deploy/docker/health.ts"]);
      expect(files).toContain(`protos/marketing/${service}/v1/${service}_service.proto`);
      expect(files.filter((file) => /\.test\.ts$|^(tests|clients|examples)\//.test(file))).toEqual([]);
      expect(files.filter((file) => file.startsWith("services/") && !file.startsWith(`services/${service}/`))).toEqual([]);
      expect([...workspaces.keys()].sort()).toEqual(
        [`@marketing/${service}`, "@marketing/local", "@marketing/protos", "@marketing/shared"].sort(),
      );
      expect(packages).toEqual(expect.arrayContaining(["node_modules/effect", "node_modules/pg", "node_modules/nats"]));
      expect(packages.filter((one) => /vitest|typescript|biome|nx$|node-linux|testcontainers|kubernetes/.test(one))).toEqual([]);
    }
  });

  it("brings along what a program reads beside its sources, and what its workspace declares without importing it", () => {
    const migrations = imageContents(repositoryRoot, ["deploy/local/src/migrateMain.ts", "services/lead/package.json"]);
    expect(migrations.files).toEqual(expect.arrayContaining(["migrations/bootstrap.sql", "services/lead/package.json"]));
    expect(imageContents(repositoryRoot, ["services/tracking/src/main.ts"]).packages).toContain(
      "node_modules/@ip-location-db/geo-whois-asn-country",
    );
    const cli = imageContents(repositoryRoot, ["clients/cli/src/main.ts"]);
    expect(cli.files).toEqual(
      expect.arrayContaining([
        "clients/cli/src/commands/demo.ts",
        "examples/agent/src/main.ts",
        "protos/gen/marketing/lead/v1/lead_service_pb.ts",
      ]),
    );
    expect([...cli.workspaces.keys()]).toContain("@marketing/protos");
    expect(cli.packages).toEqual(
      expect.arrayContaining([
        "node_modules/@bufbuild/protobuf",
        "node_modules/@connectrpc/connect",
        "node_modules/@connectrpc/connect-node",
      ]),
    );
  });

  it("is refused where an import leads nowhere", () => {
    expect(() => imageContents(repositoryRoot, ["services/nowhere/src/main.ts"])).toThrow("ENOENT");
  });
});
