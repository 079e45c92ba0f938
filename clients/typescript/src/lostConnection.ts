import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";

const hasNodeCode = (cause: unknown): boolean => typeof (cause as { code?: unknown } | undefined)?.code === "string";

/** A status of the service's came with its header or trailer; what has none was found out here. */
const isSaid = (error: ConnectError): boolean => error.metadata.has("grpc-status");

const ended = /^http\/2 stream closed/;

/**
 * Connect tells a connection that breaks under a call by how it broke: ABORTED, INTERNAL, or CANCELED where nobody has cancelled. gRPC has one
 * code for all of it, and the repeats go by that: UNAVAILABLE.
 */
const asUnavailable = (error: unknown, signal: AbortSignal): unknown => {
  if (!(error instanceof ConnectError) || signal.aborted || isSaid(error)) return error;
  const broke = hasNodeCode(error.cause) || (ended.test(error.rawMessage) && error.code !== Code.ResourceExhausted);
  return broke ? new ConnectError(error.rawMessage, Code.Unavailable, error.metadata, undefined, error.cause) : error;
};

/** A call whose connection is lost fails with UNAVAILABLE. Belongs next to the transport. */
export const lostConnection: Interceptor = (next) => async (request) => {
  try {
    const response = await next(request);
    if (!response.stream) return response;
    const messages = async function* () {
      try {
        yield* response.message;
      } catch (error) {
        throw asUnavailable(error, request.signal);
      }
    };
    return { ...response, message: messages() };
  } catch (error) {
    throw asUnavailable(error, request.signal);
  }
};
