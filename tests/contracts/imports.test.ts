import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Breach, breachesIn } from "./imports.ts";

/** A file, what it imports, and the rules that it breaks; a rule named twice is broken by two imports. A cycle counts once. */
const cases: ReadonlyArray<readonly [file: string, imports: ReadonlyArray<string>, breaks: ReadonlyArray<string>]> = [
  ["shared/src/bus/a.ts", ["../base/ids.ts", "nats", "effect"], []],
  ["shared/src/grpc/b.ts", ["../../../services/identity/src/user/decide.ts"], ["shared-is-mechanism", "workspaces-by-name"]],
  ["shared/src/log/c.ts", ["../bus/a.ts"], ["shared-layer-log"]],
  ["shared/src/base/d.ts", ["@marketing/identity/user/decide"], ["shared-is-mechanism"]],
  ["shared/src/redis/cycleA.ts", ["./cycleB.ts"], ["shared-without-cycles"]],
  ["shared/src/redis/cycleB.ts", ["./cycleA.ts"], []],
  ["shared/src/elsewhere/e.ts", ["../base/ids.ts"], ["shared-has-layers"]],
  ["shared/src/log/f.ts", ["@pinecone-database/pinecone"], ["pinecone-in-one-file"]],
  ["services/tracking/src/a.ts", ["@marketing/shared/base/ids", "./b.ts", "@marketing/protos/ids"], []],
  ["services/tracking/src/b.ts", ["../../identity/src/user/decide.ts"], ["services-stand-alone", "workspaces-by-name"]],
  ["services/tracking/src/c.ts", ["@marketing/identity/user/decide"], ["services-stand-alone"]],
  ["services/tracking/src/d.ts", ["../../../shared/src/base/ids.ts"], ["workspaces-by-name"]],
  ["services/tracking/src/e.ts", ["./main.ts"], ["nothing-imports-main"]],
  ["services/tracking/src/main.ts", ["./service.ts", "./a.ts"], []],
  ["services/tracking/src/service.ts", ["@grpc/grpc-js", "@marketing/shared/grpc/struct"], []],
  [
    "services/tracking/src/event/events.ts",
    ["@marketing/shared/grpc/struct", "@grpc/grpc-js"],
    ["protos-at-the-door", "protos-at-the-door"],
  ],
  ["services/content/src/a.ts", ["@pinecone-database/pinecone", "nats"], ["nats-behind-the-bus", "pinecone-in-one-file"]],
  ["services/identity/src/user/decide.ts", ["@marketing/shared/base/ids", "effect", "node:util"], []],
  ["services/identity/src/segment/decide.ts", ["pg"], ["deciders-are-pure"]],
  ["services/identity/src/tenant/decide.ts", ["./helper.ts"], ["deciders-are-pure"]],
  ["services/identity/src/tenant/helper.ts", ["node:fs"], []],
  ["services/identity/src/tenant/state.ts", ["@marketing/shared/postgres/pool"], ["deciders-are-pure"]],
  ["services/identity/src/user/queryRpcs.ts", ["@marketing/shared/grpc/struct"], []],
  ["services/identity/src/user/messages.ts", ["@marketing/shared/grpc/struct"], []],
  ["services/identity/src/user/view.ts", ["@marketing/shared/postgres/pool", "pg"], []],
  [
    "services/identity/src/user/otherView.ts",
    ["@marketing/shared/bus/a", "nats"],
    ["nats-behind-the-bus", "views-are-sql", "views-are-sql"],
  ],
  ["services/identity/src/user/thirdView.ts", ["@marketing/shared/grpc/struct"], ["protos-at-the-door"]],
  ["clients/cli/src/a.ts", ["@marketing/client/paging", "./b.ts", "node:fs"], []],
  ["clients/cli/src/b.ts", ["@marketing/identity/user/decide"], ["clients-speak-grpc", "programs-know-the-client"]],
  ["clients/cli/src/c.test.ts", ["../../../tests/support/servers.ts"], []],
  [
    "clients/cli/src/d.ts",
    ["@marketing/tests/support/servers"],
    ["clients-speak-grpc", "no-tests-in-production", "programs-know-the-client"],
  ],
  [
    "clients/cli/src/e.ts",
    ["@marketing/shared/base/ids", "../../typescript/src/paging.ts"],
    ["programs-know-the-client", "workspaces-by-name"],
  ],
  ["clients/typescript/src/paging.ts", ["@marketing/shared/base/ids"], []],
  ["examples/agent/src/a.ts", ["@marketing/client/paging", "./b.ts"], []],
  ["examples/agent/src/b.ts", ["@marketing/cli/a"], ["programs-know-the-client"]],
  ["examples/other/src/a.ts", ["../../agent/src/a.ts"], ["programs-know-the-client", "workspaces-by-name"]],
];
/** Files that only are imported. */
const others = [
  "shared/src/base/ids.ts",
  "shared/src/grpc/struct.ts",
  "shared/src/postgres/pool.ts",
  "protos/src/ids.ts",
  "tests/support/servers.ts",
];
const workspaces = {
  shared: "shared",
  protos: "protos",
  identity: "services/identity",
  cli: "clients/cli",
  client: "clients/typescript",
  tests: "tests",
};

let root: string;
let breaches: ReadonlyArray<Breach>;
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "marketing-imports-"));
  write("package.json", JSON.stringify({ name: "root", type: "module", workspaces: Object.values(workspaces) }));
  for (const name of ["pg", "nats", "effect", "@grpc/grpc-js", "@pinecone-database/pinecone"]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    write(`node_modules/${name}/index.js`, "");
  }
  mkdirSync(join(root, "node_modules/@marketing"), { recursive: true });
  for (const [name, folder] of Object.entries(workspaces)) {
    const exports = { "./*": name === "tests" ? "./*.ts" : "./src/*.ts" };
    write(`${folder}/package.json`, JSON.stringify({ name: `@marketing/${name}`, version: "1.0.0", type: "module", exports }));
    symlinkSync(join(root, folder), join(root, "node_modules/@marketing", name));
  }
  for (const file of others) write(file, "export type A = 1;\n");
  // By turns as a value, as a type and when it runs: all of them count.
  for (const [file, imports] of cases)
    write(
      file,
      imports
        .map((target, i) =>
          [`import { a } from "${target}";`, `import type {\n  A,\n} from "${target}";`, `export const b = await import("${target}");`].at(
            i % 3,
          ),
        )
        .join("\n"),
    );
  ({ breaches } = await breachesIn(root));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the directions of imports", () => {
  it.each(cases)("%s with %j breaks %j", (file, _, breaks) => {
    expect(
      breaches
        .filter((b) => b.from === file)
        .map((b) => b.rule)
        .sort(),
    ).toEqual([...breaks].sort());
  });

  it("names the way to what a decider may not reach", () => {
    expect(breaches.find((b) => b.from === "services/identity/src/tenant/decide.ts")).toMatchObject({
      to: "services/identity/src/tenant/helper.ts → fs",
      why: expect.stringContaining("no input or output"),
    });
  });

  it("hold in this repository", async () => {
    const { files, breaches: here } = await breachesIn(new URL("../..", import.meta.url).pathname);
    expect(here).toEqual([]);
    expect(files).toBeGreaterThan(500);
  });
});
