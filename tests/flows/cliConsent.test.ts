import { createHash } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";
import { until } from "../support/patience.ts";

let world: CliWorld;
let of: string[];
beforeAll(async () => {
  world = await openCliWorld(["identity"]);
  const [tenant] = (await runMarketing(["tenants", "create", "Acme", "--json", "--stack", world.stack])).json();
  of = ["--tenant", tenant.tenant_id, "--stack", world.stack];
});
afterAll(() => world?.close());

const marketing = (...args: string[]) => runMarketing([...args, ...of]);
const newsletter = ["--channel", "email", "--purpose", "newsletter"];

it("somebody sets a consent of an address and of everything, looks at it and at its history", async () => {
  const set = await marketing(
    "consent",
    "set",
    "ada@engines.example",
    ...newsletter,
    "--granted",
    "--source",
    "fair",
    "--at",
    "2d",
    "--json",
  );
  expect(set.json()).toMatchObject([{ channel: "email", purpose: "newsletter", status: "granted", source: "fair" }]);
  const [withdrawn] = (await marketing("consent", "set", "ada@engines.example", "--channel", "email", "--withdrawn", "--json")).json();
  expect(withdrawn).toMatchObject({ purpose: "*", status: "withdrawn", source: "cli" });
  expect((await marketing("consent", "show", "ada@engines.example")).stdout).toMatch(/newsletter +withdrawn/);
  const history = (await marketing("consent", "history", "ada@engines.example", "--json")).json();
  expect(history.map(({ status }) => status)).toEqual(["withdrawn", "granted"]);
});

it("a file of addresses, hashes and domains goes onto the list; what is wrong in it is told by its line and passed over", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "suppress-")), "list.txt");
  const hash = createHash("sha256").update("bob@engines.example").digest("hex");
  await writeFile(
    file,
    `# from the old sender\nAda@engines.example\n${hash}\nwalls.example\n\nnonsense\nada@engines.example\na b@c.example\n`,
  );
  const first = await marketing("suppress", "import", file, "--reason", "moved over", "--json");
  expect([first.code, first.json()]).toEqual([1, [{ added: 3, already_there: 1, rejected: 2 }]]);
  expect(first.stderr).toMatch(/line 6: /);
  expect(first.stderr).toMatch(/line 8: /);
  const again = await marketing("suppress", "import", file, "--reason", "moved over", "--json");
  expect(again.json()).toEqual([{ added: 0, already_there: 4, rejected: 2 }]);
  await until("the list is read", async () => (await marketing("suppress", "list", "--json")).json().length === 3);
  expect((await marketing("suppress", "check", "BOB@engines.example", "--json")).json()).toMatchObject([
    { kind: "address", reason: "moved over" },
  ]);
  expect((await marketing("suppress", "check", "x@mail.walls.example", "--json")).json()).toMatchObject([{ kind: "domain" }]);
  expect((await marketing("suppress", "remove", "walls.example", "--reason", "a customer now")).stdout).toContain("no longer");
  const gone = await marketing("suppress", "remove", "walls.example", "--reason", "twice");
  expect([gone.code, gone.stderr]).toEqual([6, expect.stringMatching(/not on the suppression list/)]);
});

it("what is wrong is said before anything is sent", async () => {
  for (const [args, says] of [
    [["consent", "set", "ada", ...newsletter], /--granted or --withdrawn/],
    [["consent", "set", "ada", "--granted", "--channel", "email"], /takes --purpose/],
    [["consent", "set", "ada", "--granted", "--purpose", "news"], /takes --channel: email, sms/],
    [["consent", "audience", "readers"], /--addressable CHANNEL:PURPOSE/],
    [["segment", "members", "readers", "--addressable", "mail:news"], /email, sms, ads, push/],
    [["suppress", "add", "walls.example"], /takes --reason/],
    [["suppress", "add", "ada", "--reason", "x"], /say --kind/],
    [["suppress", "import", "/nowhere/at/all", "--reason", "x"], /cannot read/],
  ] as const) {
    const { code, stderr } = await marketing(...args);
    expect([code, stderr], args.join(" ")).toEqual([2, expect.stringMatching(says)]);
  }
});
