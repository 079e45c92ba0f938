import { afterEach, expect, test, vi } from "vitest";
import { captureConsole } from "./libraryOutput.ts";
import { createLogger } from "./logger.ts";

afterEach(() => vi.restoreAllMocks());

const secret = "mk_1a2b3c4d\u00a0s3cretS3cret";

test("what libraries print goes to the log, without what they quote", () => {
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
  const release = captureConsole(createLogger("test", "debug"));
  console.log("reader closed", new Error(`unknown state "${secret}"`));
  console.error(
    `E Failed to add metadata entry authorization: Bearer ${secret}. Metadata string value "Bearer ${secret}" contains illegal characters`,
  );
  console.error("E Failed to add metadata entry %s: %s", "authorization", secret);
  console.warn({ payload: secret }, secret);
  console.info(`${secret} is the key`);
  console.debug(secret);
  console.trace("resolve", secret);
  console.log(`{"name":"Ada Lovelace"}`);
  release();
  expect(lines).toHaveLength(8);
  const said = lines.map((line) => JSON.parse(line) as { service: string; message: string; says: string });
  for (const { service, message } of said) expect([service, message]).toEqual(["test", "a library says"]);
  expect(said.map(({ says }) => says)).toEqual([
    "reader closed",
    "E Failed to add metadata entry authorization",
    "E Failed to add metadata entry authorization",
    "",
    "mk_***",
    "mk_***",
    "resolve",
    "",
  ]);
  expect(lines.join()).not.toMatch(/s3cret|1a2b3c4d|Ada/);
});
