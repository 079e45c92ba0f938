import { afterAll, beforeAll, expect, it } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";

let world: CliWorld;
let of: string[];
beforeAll(async () => {
  world = await openCliWorld(["identity", "content"]);
  of = ["--tenant", (await world.newTenant()).tenantId, "--stack", world.stack];
});
afterAll(() => world?.close());

const content = (...args: string[]) => runMarketing(["content", ...args, ...of]);

it("an operator sees which approval each type needs, changes one, and it holds", async () => {
  const all = (await content("policy", "--json")).json();
  expect(all).toHaveLength(5);
  for (const one of all) expect(one).toMatchObject({ approval_required: true, author_may_approve: false });

  const [draft] = (await content("create", "Hello", "--type", "email", "--text", "Hi", "--json")).json();
  expect((await content("publish", draft.content_id)).stderr).toMatch(/approv/i);
  const free = await content("policy", "--type", "email", "--approval", "none");
  expect(free.stdout).toMatch(/email .*published without approval/);
  expect((await content("publish", draft.content_id)).code).toBe(0);

  const [own] = (await content("policy", "--type", "blog", "--approval", "anyone", "--json")).json();
  expect(own).toEqual({ content_type: "blog", approval_required: true, author_may_approve: true });
  const [post] = (await content("create", "Post", "--type", "blog", "--text", "Hi", "--json")).json();
  for (const step of ["submit", "approve", "publish"]) expect((await content(step, post.content_id)).code, step).toBe(0);
  const [another] = (await content("policy", "--type", "blog", "--approval", "another", "--json")).json();
  expect(another).toEqual({ content_type: "blog", approval_required: true, author_may_approve: false });
  expect((await content("policy", "--type", "social")).stdout).toMatch(/social .*another than its author/);
});

it("what is wrong is said before anything is sent, and the help tells of it", async () => {
  for (const [args, says] of [
    [["--approval", "none"], /content policy --approval takes --type blog\|/],
    [["--type", "email", "--approval", "maybe"], /--approval takes none, another, anyone/],
    [["--type", "poem"], /--type takes blog/],
  ] as const) {
    const { code, stderr } = await content("policy", ...args);
    expect([code, stderr], args.join(" ")).toEqual([2, expect.stringMatching(says)]);
  }
  expect((await runMarketing(["content", "--help"])).stdout).toMatch(/content policy --type TYPE --approval none\|another\|anyone/);
});
