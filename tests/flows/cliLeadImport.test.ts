import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { csvLines } from "@marketing/client/csv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { type CliWorld, openCliWorld } from "../support/cliWorld.ts";
import { until } from "../support/patience.ts";

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld(["identity", "lead"]);
});
afterAll(() => world?.close());

const marketing = (tenant: string, ...args: string[]) => runMarketing([...args, "--stack", world.stack, "--tenant", tenant]);
const fixture = (name: string) => fileURLToPath(new URL(`../../services/lead/src/imports/fixtures/${name}.csv`, import.meta.url));
const fileOf = (name: string, content: string | Buffer): string => {
  const path = join(world.directory, name);
  writeFileSync(path, content);
  return path;
};
const leadOf = async (tenant: string, email: string) => {
  let lead: unknown;
  await until(`the lead ${email}`, async () => {
    const got = await marketing(tenant, "lead", "get", email, "--json");
    [lead] = got.json();
    return got.code === 0;
  });
  return lead;
};
const leadsOf = async (tenant: string): Promise<number> =>
  (await world.pool("lead").query("SELECT count(*)::int AS n FROM leads WHERE tenant_id = $1", [tenant])).rows[0].n;

describe("lead import", () => {
  test("shows where the columns of a Salesforce export go, imports it, and adds nothing when it comes again", async () => {
    const { tenantId: tenant } = await world.newTenant();
    const file = fixture("salesforce");
    const told = await marketing(tenant, "lead", "import", file, "--preview");
    expect(told.code).toBe(0);
    expect(told.stdout).toMatch(/read as utf-8, dates as mdy/);
    expect(told.stdout).toMatch(/First Name +first_name +Ada/);
    expect(told.stdout).toMatch(/No\. of Employees +properties\.company_size +201-500/);
    expect(told.stdout).toMatch(/3 rows, 0 of them would be refused/);
    const [first] = (await marketing(tenant, "lead", "import", file, "--json", "--source", "CRM")).json();
    expect(first).toMatchObject({ rows: 3, created: 3, imported_before: 0, refused: 0, date_format: "mdy" });
    expect(await leadOf(tenant, "ada.birnbaum@nordwind.example")).toMatchObject({
      name: "Ada Birnbaum",
      job_title: "VP of Marketing",
      phone: "+49305550101",
      source: "Web",
      created_at: "2025-03-14T09:05:00.000Z",
    });
    const [again] = (await marketing(tenant, "lead", "import", file, "--json", "--source", "CRM")).json();
    expect(again).toMatchObject({ rows: 3, created: 0, updated: 0, imported_before: 3, import_id: first.import_id });
    const [other] = (await marketing(tenant, "lead", "import", file, "--json", "--id", "another")).json();
    expect(other).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  });

  test("writes refused rows as CSV with their reasons, to be mended and imported", async () => {
    const { tenantId: tenant } = await world.newTenant();
    const refused = join(world.directory, "refused.csv");
    const args = ["lead", "import", fixture("hubspot"), "--refused", refused, "--json"];
    const run = await marketing(tenant, ...args);
    expect(run.code).toBe(0);
    expect(run.json()[0]).toMatchObject({ rows: 3, created: 2, refused: 1 });
    const [header, row, ...more] = csvLines(readFileSync(refused, "utf8"), 100);
    expect(more).toEqual([]);
    expect(header!.fields.slice(-2)).toEqual(["refused row", "refused because"]);
    expect(row!.fields[3]).toBe("contact@cedar.example");
    expect(row!.fields.slice(-2)).toEqual(["4", 'Create Date "2025-02-30 10:00": is no date']);
    // every reason again, from pages that were taken before
    writeFileSync(refused, "");
    expect((await marketing(tenant, ...args)).json()[0]).toMatchObject({ created: 0, imported_before: 3, refused: 1 });
    expect(readFileSync(refused, "utf8")).toContain("is no date");
    expect((await marketing(tenant, ...args, "--strict")).code).toBe(1);
    const all = await marketing(tenant, "lead", "import", fileOf("none.csv", "email\nx\ny\n"));
    expect([all.code, /refused +2/.test(all.stdout)]).toEqual([1, true]);
  });

  test("reads the dates of a file of many pages by all of them, or names the row that leaves two days open", async () => {
    const { tenantId: tenant } = await world.newTenant();
    const rows = (last: string) => Array.from({ length: 1_101 }, (_, i) => `d${i}@x.io;${i === 1_100 ? last : "03.04.2023 10:00"}`);
    const file = fileOf("dates.csv", Buffer.from(`\uFEFFE-mail;Created\r\n${rows("25.12.2023").join("\r\n")}`, "utf16le"));
    const [done] = (await marketing(tenant, "lead", "import", file, "--json", "--timezone", "Europe/Berlin")).json();
    expect(done).toMatchObject({ rows: 1_101, created: 1_101, encoding: "utf-16le", date_format: "dmy" });
    expect(await leadOf(tenant, "d0@x.io")).toMatchObject({ created_at: "2023-04-03T08:00:00.000Z" });
    const open = fileOf("open.csv", `E-mail;Created\n${rows("04.03.2023").join("\n")}`);
    const doubted = await marketing(tenant, "lead", "import", open);
    expect(doubted.code).toBe(2);
    expect(doubted.stderr).toMatch(/column "Created", row 2: "03.04.2023 10:00" is one day .* say which with --date-format/);
    const mixed = await marketing(
      tenant,
      "lead",
      "import",
      fileOf("mixed.csv", `E-mail;Created\n${["a@x.io;12/25/2023", ...rows("25/12/2023")].join("\n")}`),
    );
    expect([mixed.code, mixed.stderr]).toEqual([
      2,
      expect.stringMatching(/from row 1002 on have the day first, and from row 2 on the month/),
    ]);
  });

  test("goes on where it stopped after the service was gone, and takes every row once", async () => {
    const { tenantId: tenant } = await world.newTenant();
    const file = fileOf("long.csv", `email,name\n${Array.from({ length: 4_000 }, (_, i) => `long${i}@x.io,N ${i}`).join("\n")}\n`);
    const running = marketing(tenant, "lead", "import", file, "--patience", "0");
    await until("a page and more is taken", async () => (await leadsOf(tenant)) > 700);
    await world.service("lead").kill();
    const stopped = await running;
    expect([stopped.code, stopped.stderr]).toEqual([3, expect.stringContaining("the same command again goes on where it stopped")]);
    await world.restart("lead");
    const [rest] = (await marketing(tenant, "lead", "import", file, "--json")).json();
    expect(rest.imported_before).toBeGreaterThanOrEqual(500);
    const whole = { rows: 4_000, duplicates: 0, refused: 0 };
    expect(rest).toMatchObject(whole);
    const [again] = (await marketing(tenant, "lead", "import", file, "--json")).json();
    expect(again).toMatchObject({ ...whole, created: 0, imported_before: 4_000 });
    await until("all are in the list", async () => (await leadsOf(tenant)) === 4_000);
  });

  test("tells what is wrong with a file or an option, and takes nothing of it", async () => {
    const { tenantId: tenant } = await world.newTenant();
    const good = fixture("zoho");
    const cases: Array<[string[], RegExp]> = [
      [["/does/not/exist"], /cannot read/],
      [[fileOf("open-quote.csv", 'email,name\na@x.io,"Ada\n')], /line 2 has no end/],
      [[fileOf("empty.csv", "\n\n")], /has no header line/],
      [[fileOf("nobody.csv", "Colour\nred\n")], /no column goes to email or phone/],
      [[good, "--date-format", "dym"], /--date-format takes dmy, mdy, ymd/],
      [[good, "--map", "Email"], /--map takes COLUMN=FIELD/],
      [[good, "--map", "Email=score"], /score is the server's own/],
      [[good, "--timezone", "+05:30"], /time_zone/],
    ];
    const results = await Promise.all(cases.map(([args]) => marketing(tenant, "lead", "import", ...args)));
    for (const [i, [args, message]] of cases.entries())
      expect([args, results[i]!.code, results[i]!.stderr]).toEqual([args, 2, expect.stringMatching(message)]);
    const mapped = await marketing(tenant, "lead", "import", good, "--json", "--map", "Email=email", "--map", "Designation=job_title");
    expect(mapped.json()[0]).toMatchObject({ created: 1 });
    expect(await leadOf(tenant, "ravi@lotus.example")).toMatchObject({ name: "", job_title: "Chief Technology Officer", phone: "" });
  });

  test("needs a key that may write leads, and no more", async () => {
    const { key } = await world.newTenant("Writers", ["lead:write"]);
    const run = () =>
      runMarketing(["lead", "import", fixture("zoho"), "--json", "--stack", world.stack], { env: { MARKETING_API_KEY: key } });
    const runs = [await run(), await run()];
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs.map((done) => [done.json()[0].created, done.json()[0].imported_before])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test("reads times that say no zone by the tenant's clocks", async () => {
    const [made] = (
      await runMarketing(["tenants", "create", "--name", "Tokyo", "--timezone", "Asia/Tokyo", "--json", "--stack", world.stack])
    ).json();
    const tenant = made.tenant_id as string;
    const file = fileOf("tokyo.csv", "email,Created\nt@x.io,2025-07-01 09:00:00\n");
    await until("lead has heard of the tenant", async () => {
      const { rows } = await world.pool("lead").query("SELECT 1 FROM tenants_directory WHERE tenant_id = $1", [tenant]);
      return rows.length > 0;
    });
    expect((await marketing(tenant, "lead", "import", file, "--json")).json()[0]).toMatchObject({ created: 1 });
    expect(await leadOf(tenant, "t@x.io")).toMatchObject({ created_at: "2025-07-01T00:00:00.000Z" });
  });
});
