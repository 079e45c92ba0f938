import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newLogin } from "./busLogins.ts";
import { changeLogins, loginsIn } from "./busLoginsFile.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "marketing-logins-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("logins that are made and revoked at once are all there, and all gone", async () => {
  const file = join(directory, "logins.conf");
  const made = Array.from({ length: 12 }, (_, i) => newLogin(`n${i}`, randomUUID(), ["lead"]));
  await Promise.all(made.map((one) => changeLogins(file, (all) => [...all, one])));
  expect(new Set(loginsIn(file).map(({ name }) => name))).toEqual(new Set(made.map(({ name }) => name)));
  await Promise.all(made.slice(2).map(({ name }) => changeLogins(file, (all) => all.filter((one) => one.name !== name))));
  expect(loginsIn(file)).toHaveLength(2);
  expect(readdirSync(directory)).toEqual(["logins.conf"]);
});

test("who may read the passwords is as it was; of a new file its maker alone", async () => {
  const file = join(directory, "logins.conf");
  const mode = () => (statSync(file).mode & 0o777).toString(8);
  await changeLogins(file, (all) => all);
  expect(mode()).toBe("600");
  chmodSync(file, 0o644);
  await changeLogins(file, () => [newLogin("crm", randomUUID(), ["lead"])]);
  expect(mode()).toBe("644");
});
