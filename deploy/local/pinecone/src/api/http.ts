import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError, invalid } from "../apiError.ts";
import { limits } from "../limits.ts";

/** `json` is serialized when it is sent; `text` is sent as it is. */
export interface ApiResponse {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
}

export const ok = (json: unknown): ApiResponse => ({ status: 200, json });

/** The whole body. One that is too large is read to its end all the same, or the client would see a broken connection instead of the error. */
const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limits.requestBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > limits.requestBytes)
    throw new ApiError(
      "OUT_OF_RANGE",
      `Request size ${(size / 1024 ** 2).toFixed(1)}MB exceeds the maximum supported size of ${limits.requestBytes / 1024 ** 2}MB`,
    );
  return Buffer.concat(chunks);
};

/** The body as JSON; an empty one is an empty object. Throws INVALID_ARGUMENT. */
export const readJsonBody = async (request: IncomingMessage): Promise<unknown> => {
  const body = await readBody(request);
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw invalid(`The body is no JSON: ${(error as Error).message}`);
  }
};

export const send = (response: ServerResponse, { status, json, text }: ApiResponse): void => {
  const body = text ?? (json === undefined ? "" : JSON.stringify(json));
  response.writeHead(status, { ...(body !== "" && { "content-type": "application/json" }), "content-length": Buffer.byteLength(body) });
  response.end(body);
};
