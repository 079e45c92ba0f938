import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "@marketing/protos/google/rpc/error_details";
import { expect, test } from "vitest";
import { asRpcError, RpcError } from "./rpcError.ts";

test("the details of a status are the error's reason, metadata, violations and when to try again", () => {
  const error = new ConnectError("config.channels: unknown channel", Code.InvalidArgument, undefined, [
    { desc: ErrorInfoSchema, value: { reason: "BAD_CHANNEL", domain: "marketing.campaign", metadata: { channel: "fax" } } },
    { desc: BadRequestSchema, value: { fieldViolations: [{ field: "config.channels", description: "unknown channel" }] } },
    { desc: RetryInfoSchema, value: { retryDelay: { seconds: 2n, nanos: 500_000_000 } } },
  ]);
  const made = asRpcError(error);
  expect(made).toBeInstanceOf(RpcError);
  expect(made).toMatchObject({
    ...{ name: "RpcError", code: 3, reason: "BAD_CHANNEL", message: "config.channels: unknown channel" },
    ...{ metadata: { channel: "fax" }, retryAfterMs: 2_500 },
    violations: [{ field: "config.channels", description: "unknown channel" }],
  });
});

test("one without details has its code's name for a reason", () => {
  const reasons = [Code.Canceled, Code.DeadlineExceeded, Code.NotFound, Code.Unavailable].map(
    (code) => (asRpcError(new ConnectError("no", code)) as RpcError).reason,
  );
  expect(reasons).toEqual(["CANCELLED", "DEADLINE_EXCEEDED", "NOT_FOUND", "UNAVAILABLE"]);
  expect(asRpcError(new ConnectError("no", Code.NotFound))).toMatchObject({ violations: [], metadata: {}, retryAfterMs: undefined });
});

test("what is no failure of a call stays what it is", () => {
  const own = new TypeError("the message has no field nmae");
  expect(asRpcError(own)).toBe(own);
});
