/** HTTP status and gRPC code of each kind of error, as Pinecone pairs them. */
const kinds = {
  INVALID_ARGUMENT: [400, 3],
  NOT_FOUND: [404, 5],
  ALREADY_EXISTS: [409, 6],
  FORBIDDEN: [403, 7],
  RESOURCE_EXHAUSTED: [429, 8],
  OUT_OF_RANGE: [400, 11],
  // Not 501: Pinecone's clients retry every 5xx, and then report the retries instead of this error's message.
  UNSUPPORTED: [405, 12],
  INTERNAL: [500, 13],
  UNAVAILABLE: [503, 14],
} as const;

export type ErrorKind = keyof typeof kinds;

/** An error that is the answer to a request. */
export class ApiError extends Error {
  readonly kind: ErrorKind;
  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export const invalid = (message: string): ApiError => new ApiError("INVALID_ARGUMENT", message);
export const notFound = (message: string): ApiError => new ApiError("NOT_FOUND", message);

export const unsupported = (what: string): ApiError =>
  new ApiError(
    "UNSUPPORTED",
    `${what}: not supported by this local server, which keeps indexes, namespaces and vectors only. Use Pinecone for it.`,
  );

export const statusOf = ({ kind }: ApiError): number => kinds[kind][0];

/** The two shapes of Pinecone's errors: one of the control plane, and `rpcStatus` of the data plane. */
export const bodyOf = ({ kind, message }: ApiError, plane: "control" | "data"): object =>
  plane === "control" ? { status: kinds[kind][0], error: { code: kind, message } } : { code: kinds[kind][1], message, details: [] };
