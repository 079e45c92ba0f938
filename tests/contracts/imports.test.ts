import { expect, it } from "vitest";
import { type Import, importsOf, problemsOf } from "./importRules.ts";
import { readImports } from "./imports.ts";

const check = (file: string, ...targets: string[]): number =>
  problemsOf(new Map([[file, targets.map((target): Import => ({ target, line: 1 }))]])).length;

it("finds every kind of import", () => {
  const source = `import a from "a";\nimport {\n  b,\n} from "b";\nimport type { C } from "c";\nimport "d";\nexport { e } from "e";\nconst f = await import("f");\nconst text = 'from "g"';`;
  expect(importsOf(source).map((i) => i.target)).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect(importsOf(source).map((i) => i.line)).toEqual([1, 2, 5, 6, 7, 8]);
});

it("knows the directions", () => {
  expect(check("shared/src/a.ts", "shared/src/b.ts", "pg", "effect")).toBe(0);
  expect(check("shared/src/a.ts", "services/identity/src/user/user.ts")).toBe(1);
  expect(check("services/tracking/src/a.ts", "services/identity/src/user/user.ts")).toBe(1);
  expect(check("services/tracking/src/a.ts", "@marketing/shared/ids", "services/tracking/src/b.ts")).toBe(0);
  expect(check("services/tracking/src/a.ts", "shared/src/ids.ts")).toBe(1);
  expect(check("services/identity/src/user/user.ts", "@marketing/shared/decider", "effect")).toBe(0);
  expect(check("services/identity/src/user/user.ts", "@marketing/shared/decider", "pg")).toBe(1);
  expect(check("services/identity/src/user/userView.ts", "@marketing/shared/postgres/pool", "pg")).toBe(0);
  expect(check("services/identity/src/user/userView.ts", "@marketing/shared/bus/relay", "nats")).toBe(3);
  expect(check("services/identity/src/user/userView.ts", "@marketing/shared/grpc/struct")).toBe(1);
  expect(check("services/content/src/a.ts", "@pinecone-database/pinecone")).toBe(1);
  expect(check("clients/cli/src/a.ts", "services/identity/src/user/user.ts")).toBe(2);
  expect(check("clients/cli/src/a.test.ts", "tests/support/servers.ts")).toBe(0);
  expect(check("clients/cli/src/a.ts", "tests/support/servers.ts")).toBe(3);
  expect(check("clients/cli/src/a.ts", "@marketing/client/paging", "clients/cli/src/b.ts", "node:fs")).toBe(0);
  expect(check("clients/cli/src/a.ts", "@marketing/shared/ids", "clients/typescript/src/client.ts")).toBe(2);
  expect(check("clients/cli/src/a.ts", "@marketing/protos/lead/v1/lead_service")).toBe(0);
  expect(check("clients/typescript/src/a.ts", "@marketing/shared/ids", "@marketing/protos/lead/v1/lead_service")).toBe(0);
  expect(check("examples/agent/src/a.ts", "@marketing/client", "@marketing/protos/lead/v1/lead_service", "examples/agent/src/b.ts")).toBe(
    0,
  );
  expect(check("examples/agent/src/a.ts", "@marketing/cli/args", "examples/other/src/b.ts")).toBe(2);
});

it("a decider's own helpers are as pure as it is", () => {
  const at = (target: string): Import => ({ target, line: 1 });
  const files = new Map([
    ["services/x/src/user/user.ts", [at("@marketing/shared/decider"), at("services/x/src/user/person.ts")]],
    ["services/x/src/user/person.ts", [at("node:fs")]],
  ]);
  expect(problemsOf(files)).toMatchObject([{ file: "services/x/src/user/person.ts", target: "node:fs" }]);
});

it("nothing in this repository points the wrong way", () => {
  expect(problemsOf(readImports())).toEqual([]);
});
