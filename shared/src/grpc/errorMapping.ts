import { AppendError } from "../base/appendError.ts";
import { Code } from "../base/code.ts";
import { aborted, alreadyExists, failedPrecondition, RpcError, unavailable } from "../base/errors.ts";
import type { Logger } from "../base/logger.ts";

const connectionErrors = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "CONNECTION_REFUSED",
  "CONNECTION_CLOSED",
  "CONNECTION_DRAINING",
  "DISCONNECT",
  "TIMEOUT",
  "503",
]);
/** SQLSTATE classes and codes that say "not now": connection, admin shutdown, starting up, too many connections, read-only standby. */
const sqlUnavailable = /^(08...|57P0[1-5]|53[0-9A-Z]{3}|25006|25P03)$/;
/** Serialisation failure, deadlock, lock not available: nothing was written, the same call may succeed. */
const sqlConflict = /^(40001|40P01|55P03)$/;
/** Statement timeout, or cancelled by an operator: a call that was itself given up is answered with why. */
const sqlEnded = "57014";
const driverSaysGone =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end|Connection is closed|Stream isn't writeable|Reached the max retries per request|terminating connection)/;

const isUnavailable = (error: Error & { code?: unknown }): boolean =>
  (typeof error.code === "string" && (connectionErrors.has(error.code) || sqlUnavailable.test(error.code))) ||
  driverSaysGone.test(error.message) ||
  error.name === "MaxRetriesPerRequestError" ||
  (error instanceof AggregateError && error.errors.length > 0 && error.errors.every((e) => e instanceof Error && isUnavailable(e)));

/** What the log's refusal means to the caller. */
export const fromAppendError = (error: AppendError): RpcError => {
  const metadata = {
    stream_id: error.streamId,
    ...(error.actualVersion === undefined ? {} : { actual_version: String(error.actualVersion) }),
  };
  switch (error.reason) {
    case "wrong_expected_version":
      return aborted("WRONG_EXPECTED_VERSION", error.message, metadata);
    case "append_id_reused":
      return alreadyExists("REQUEST_ID_REUSED", "this request_id was used before with another content; a new request needs a new one", {
        field: "request_id",
      });
    case "stream_closed":
      return failedPrecondition("STREAM_CLOSED", error.message, metadata);
    case "empty_append":
      return new RpcError(Code.INTERNAL, "INTERNAL", "internal error", { cause: error });
  }
};

/**
 * Any thrown value as an error the caller may see. Nothing becomes UNKNOWN; what is not understood is a bug: INTERNAL, without detail
 * for the caller and with all of it in the log, under the same id.
 */
export const toRpcError = (
  thrown: unknown,
  {
    logger,
    ...about
  }: {
    readonly method: string;
    readonly errorId: string;
    readonly logger: Logger;
    readonly tenantId?: string;
    readonly traceId?: string | undefined;
  },
): RpcError => {
  if (thrown instanceof RpcError) {
    if (thrown.code !== Code.UNKNOWN && thrown.code !== Code.OK) return thrown;
    return new RpcError(Code.INTERNAL, "INTERNAL", "internal error", { cause: thrown });
  }
  if (thrown instanceof AppendError) return fromAppendError(thrown);
  if (thrown instanceof Error) {
    const { code } = thrown as { code?: unknown };
    if (isUnavailable(thrown)) {
      logger.warn("a dependency is unavailable", { ...about, error: thrown.message });
      return unavailable("DEPENDENCY_UNAVAILABLE", "a dependency of the service is unavailable", { retryAfterMs: 1_000 });
    }
    if (code === sqlEnded)
      return new RpcError(Code.DEADLINE_EXCEEDED, "STATEMENT_TIMEOUT", "the query took longer than it may; ask for less at a time");
    if (typeof code === "string" && sqlConflict.test(code))
      return aborted("CONCURRENT_CHANGE", "a concurrent change got in the way; try again");
  }
  logger.error("unexpected error in a call", { ...about, error: thrown });
  return new RpcError(Code.INTERNAL, "INTERNAL", `internal error ${about.errorId}`, { metadata: { error_id: about.errorId } });
};
