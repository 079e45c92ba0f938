import { status as Code, Metadata, type StatusObject } from "@grpc/grpc-js";
import { RpcError, type Violation } from "../base/errors.ts";
import { loadMessage } from "./proto.ts";

const rpc = (name: string) => loadMessage("google.rpc", name);
const types = {
  Status: rpc("Status"),
  ErrorInfo: rpc("ErrorInfo"),
  BadRequest: rpc("BadRequest"),
  RetryInfo: rpc("RetryInfo"),
  RequestInfo: rpc("RequestInfo"),
};
type Detail = Exclude<keyof typeof types, "Status">;

// The loader knows its own copy of Any, with its field names as written in the proto.
const any = (name: Detail, value: object) => ({ type_url: `type.googleapis.com/google.rpc.${name}`, value: types[name].serialize(value) });

/** Header blocks are limited to 8 KB by common clients; the binary details stay below it after base64. */
const maxDetailsBytes = 5_000;
const maxMessageBytes = 1_500;

/** Safe in a header: well-formed UTF-16 (a lone surrogate would throw inside the transport) and bounded as it is sent. */
const headerText = (text: string): string => {
  let bounded = text.slice(0, maxMessageBytes).toWellFormed();
  while (encodeURI(bounded).length > maxMessageBytes) bounded = bounded.slice(0, Math.floor(bounded.length * 0.7)).toWellFormed();
  return bounded.length < text.length ? `${bounded}…` : bounded;
};

const asDuration = (ms: number) => ({ seconds: String(Math.floor(ms / 1000)), nanos: Math.round((ms % 1000) * 1e6) });

/** As many violations as the header block has room for; the last one says how many more there are. */
const fitting = (violations: ReadonlyArray<Violation>): ReadonlyArray<Violation> => {
  let bytes = 0;
  for (const [i, { field, description }] of violations.entries()) {
    bytes += 8 + Buffer.byteLength(field) + Buffer.byteLength(description);
    if (bytes > maxDetailsBytes - 1_500)
      return [...violations.slice(0, i), { field: "", description: `and ${violations.length - i} more violations` }];
  }
  return violations;
};

/** The status and trailers of an error: `google.rpc.Status` in `grpc-status-details-bin`, and `retry-after` in seconds where one is known. */
export const toServiceError = (error: RpcError, service: string, requestId: string): StatusObject => {
  const message = headerText(error.message);
  const metadata = Object.fromEntries(Object.entries(error.metadata).map(([key, value]) => [key, value.toWellFormed().slice(0, 256)]));
  const details = [any("ErrorInfo", { reason: error.reason, domain: `marketing.${service}`, metadata })];
  if (error.violations.length > 0) {
    const fieldViolations = fitting(error.violations).map((v) => ({
      field: v.field.toWellFormed().slice(0, 256),
      description: headerText(v.description),
    }));
    details.push(any("BadRequest", { fieldViolations }));
  }
  const trailers = new Metadata();
  if (error.retryAfterMs !== undefined) {
    details.push(any("RetryInfo", { retryDelay: asDuration(error.retryAfterMs) }));
    trailers.set("retry-after", String(Math.ceil(error.retryAfterMs / 1000)));
  }
  details.push(any("RequestInfo", { requestId, servingData: "" }));
  trailers.set("x-request-id", requestId);
  trailers.set("grpc-status-details-bin", types.Status.serialize({ code: error.code, message, details }));
  return { code: error.code, details: message, metadata: trailers };
};

interface WireStatus {
  readonly details: ReadonlyArray<{ readonly type_url: string; readonly value: Buffer }>;
}

/** The server's error as it was thrown there. A status without details keeps its code and the code's name as reason. */
export const fromServiceError = (error: Pick<StatusObject, "code" | "details" | "metadata">): RpcError => {
  const encoded = error.metadata?.get("grpc-status-details-bin")[0];
  let reason = Code[error.code] ?? "UNKNOWN";
  let metadata: Record<string, string> = {};
  let violations: ReadonlyArray<Violation> = [];
  let retryAfterMs: number | undefined;
  if (encoded instanceof Buffer) {
    try {
      for (const { type_url: typeUrl, value } of (types.Status.deserialize(encoded) as WireStatus).details) {
        const name = typeUrl.slice(typeUrl.lastIndexOf(".") + 1) as Detail;
        if (!Object.hasOwn(types, name)) continue;
        // biome-ignore lint/suspicious/noExplicitAny: each detail has its own shape, named by its type URL
        const detail = types[name].deserialize(value) as any;
        if (name === "ErrorInfo") {
          reason = detail.reason;
          metadata = detail.metadata;
        } else if (name === "BadRequest") violations = detail.fieldViolations;
        else if (name === "RetryInfo" && detail.retryDelay)
          retryAfterMs = Number(detail.retryDelay.seconds) * 1000 + detail.retryDelay.nanos / 1e6;
      }
    } catch {
      // details of another dialect: the code and the message still stand
    }
  }
  return new RpcError(error.code, reason, error.details, { metadata, violations, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
};
