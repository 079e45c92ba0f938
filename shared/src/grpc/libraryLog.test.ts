import { connect } from "node:http2";
import { createLogger } from "@marketing/shared/base/logger";
import { afterEach, expect, test, vi } from "vitest";
import { startEcho } from "./fixtures/echo.ts";

afterEach(() => vi.restoreAllMocks());

/** Calls with this header, as a client does that checks nothing. Resolves to the gRPC status. */
const call = (port: number, authorization: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const session = connect(`http://127.0.0.1:${port}`);
    session.on("error", reject);
    const request = session.request({
      ":method": "POST",
      ":path": "/marketing.echo.v1.EchoService/Echo",
      "content-type": "application/grpc",
      te: "trailers",
      authorization,
    });
    const done = (headers: Record<string, unknown>): void => {
      if (headers["grpc-status"] === undefined) return;
      resolve(String(headers["grpc-status"]));
      session.close();
    };
    request.on("response", done).on("trailers", done).on("error", reject).resume();
    request.end(Buffer.from([0, 0, 0, 0, 0]));
  });

test.each(["no-break space \u00a0", "accent é", "two bytes ÿþ"])("a key with %s in it is refused, and printed nowhere", async (bad) => {
  const printed: string[] = [];
  const keep = (line: unknown): boolean => printed.push(String(line)) > 0;
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, "write").mockImplementation(keep);
  for (const method of ["log", "info", "warn", "error", "debug"] as const) vi.spyOn(console, method).mockImplementation(keep);
  const server = await startEcho({ logger: createLogger("echo", "debug") });
  expect(await call(server.port, `Bearer mk_1a2b3c4d_s3cret${bad.at(-1)}S3cret`)).toBe("16");
  await server.close({ graceMs: 100 });
  expect(printed.join()).toContain("grpc says");
  expect(printed.join()).not.toMatch(/s3cret|1a2b3c4d/i);
});
