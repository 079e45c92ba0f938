import { expect, test } from "vitest";
import { isTransient, PoisonEventError, runView } from "./failures.ts";

const failure = (code: string, message = "x") => Object.assign(new Error(message), { code });

test.each([
  ["a deadlock", failure("40P01")],
  ["a session that was ended as it was silent in a transaction", failure("25P03")],
  ["the query after that", new Error("Client has encountered a connection error and is not queryable")],
  ["a server that has become a standby", failure("25006")],
  ["a full disk", failure("53100")],
  ["a statement that took too long", failure("57014")],
])("%s is nobody's poison", async (_, error) => {
  expect(isTransient(error)).toBe(true);
  await expect(runView(() => Promise.reject(error))).rejects.toBe(error);
});

test.each([
  ["a value that does not fit", failure("22001")],
  ["a row that is there", failure("23505")],
  ["a bug", new TypeError("x is not a function")],
])("%s is the event's", async (_, error) => {
  await expect(runView(() => Promise.reject(error))).rejects.toBeInstanceOf(PoisonEventError);
});
