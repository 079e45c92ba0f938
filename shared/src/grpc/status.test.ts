import { status as Code } from "@grpc/grpc-js";
import { describe, expect, it } from "vitest";
import { AppendError } from "../base/appendError.ts";
import { fromRejection, invalidArgument, RpcError, resourceExhausted } from "../base/errors.ts";
import { toRpcError } from "./errorMapping.ts";
import { silent } from "./fixtures/echo.ts";
import { fromServiceError, toServiceError } from "./status.ts";

const roundTrip = (error: RpcError) => {
  const { code, details, metadata } = toServiceError(error, "echo", "request-1");
  return fromServiceError({ code, details, metadata });
};
const map = (thrown: unknown) => toRpcError(thrown, { method: "/x", errorId: "e", logger: silent });

describe("google.rpc.Status", () => {
  it("carries reason, metadata, violations and retry delay", () => {
    const violations = [
      { field: "a.b", description: "is wrong" },
      { field: "c[1]", description: "is worse" },
    ];
    const error = roundTrip(
      new RpcError(Code.INVALID_ARGUMENT, "WHY", "because", { metadata: { k: "v" }, violations, retryAfterMs: 1500 }),
    );
    expect(error).toMatchObject({ code: 3, reason: "WHY", message: "because", metadata: { k: "v" }, violations, retryAfterMs: 1500 });
    expect(toServiceError(resourceExhausted("R", "m", 1500), "echo", "r").metadata.get("retry-after")).toEqual(["2"]);
  });

  it("fits into a header block, whatever is in it", () => {
    const violations = Array.from({ length: 10_000 }, (_, i) => ({ field: `events[${i}].event_name`, description: "is required \ud800" }));
    const status = toServiceError(
      new RpcError(Code.INVALID_ARGUMENT, "WHY", "ü\ud800%".repeat(10_000), { violations, metadata: { big: "x".repeat(1e5) } }),
      "echo",
      "r",
    );
    const details = status.metadata.get("grpc-status-details-bin")[0] as Buffer;
    expect(details.length).toBeLessThan(8_000);
    expect(encodeURI(status.details).length).toBeLessThan(1_600);
    const { violations: kept } = fromServiceError(status);
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.at(-1)?.description).toBe(`and ${10_000 - kept.length + 1} more violations`);
  });

  it("of another dialect keeps its code and message", () => {
    const status = toServiceError(invalidArgument([]), "echo", "r");
    status.metadata.set("grpc-status-details-bin", Buffer.from([255, 255, 1]));
    expect(fromServiceError(status)).toMatchObject({ code: 3, reason: "INVALID_ARGUMENT", message: "the request is not valid" });
  });
});

describe("what was thrown", () => {
  it.each([
    [new AppendError("wrong_expected_version", "s", 3), Code.ABORTED, "WRONG_EXPECTED_VERSION"],
    [new AppendError("append_id_reused", "s"), Code.ALREADY_EXISTS, "REQUEST_ID_REUSED"],
    [new AppendError("stream_closed", "s"), Code.FAILED_PRECONDITION, "STREAM_CLOSED"],
    [new AppendError("empty_append", "s"), Code.INTERNAL, "INTERNAL"],
    [Object.assign(new Error("x"), { code: "ECONNREFUSED" }), Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
    [Object.assign(new Error("x"), { code: "57P01" }), Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
    [Object.assign(new Error("x"), { code: "25P03" }), Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
    [Object.assign(new Error("x"), { code: "08006" }), Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
    [new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED" })]), Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
    [new Error("Connection terminated unexpectedly"), Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
    [new Error("timeout exceeded when trying to connect"), Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
    [new Error("Connection is closed."), Code.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"],
    [Object.assign(new Error("x"), { code: "40001" }), Code.ABORTED, "CONCURRENT_CHANGE"],
    [Object.assign(new Error("duplicate key"), { code: "23505" }), Code.INTERNAL, "INTERNAL"],
    [new RpcError(Code.UNKNOWN, "X", "x"), Code.INTERNAL, "INTERNAL"],
    [new TypeError("undefined is not a function"), Code.INTERNAL, "INTERNAL"],
    ["text", Code.INTERNAL, "INTERNAL"],
    [undefined, Code.INTERNAL, "INTERNAL"],
    [fromRejection({ kind: "already_exists", reason: "TAKEN", message: "m" }), Code.ALREADY_EXISTS, "TAKEN"],
  ])("%s", (thrown, code, reason) => {
    expect(map(thrown)).toMatchObject({ code, reason });
  });

  it("is not told to the caller when it is a bug", () => {
    expect(map(new TypeError("secret")).message).toBe("internal error e");
  });
});
