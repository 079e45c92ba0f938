import { createServer, type IncomingMessage, type Server } from "node:http";
import { controlPlane } from "./api/controlPlane.ts";
import { dataPlane } from "./api/dataPlane.ts";
import { type ApiResponse, ok, readJsonBody, send } from "./api/http.ts";
import { ApiError, bodyOf, statusOf } from "./apiError.ts";
import type { Projects } from "./index/project.ts";

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError("INVALID_ARGUMENT", `The path's ${part} is not percent-encoded`);
  }
};

const urlOf = ({ url = "/", headers: { host = "localhost" } }: IncomingMessage): URL => {
  // An index's address in the answer has the host by which the client reached this server.
  const parsed = URL.parse(`http://${host}${url}`);
  if (!parsed) throw new ApiError("INVALID_ARGUMENT", "The request's path or host is malformed");
  return parsed;
};

const respond = async (projects: Projects, request: IncomingMessage): Promise<ApiResponse> => {
  const url = urlOf(request);
  const method = request.method ?? "GET";
  const path = url.pathname.split("/").slice(1).map(decoded);
  if (path[0] === "healthz") return ok({ status: "ok" });
  const key = request.headers["api-key"];
  const project = typeof key === "string" && key !== "" ? projects.byApiKey(key) : undefined;
  if (typeof key !== "string" || !project) return { status: 401, text: "Invalid API Key" };
  const body = () => readJsonBody(request);
  if (projects.delete && path[0] === "project" && method === "DELETE") {
    await projects.delete(key); // not part of Pinecone's API
    return { status: 202 };
  }
  const [first, name = "", ...rest] = path;
  const response =
    first === "index"
      ? await dataPlane(project.index(name), { method, path: rest, body, parameters: url.searchParams })
      : await controlPlane(project, { method, path, body, origin: url.origin });
  if (!response) throw new ApiError("NOT_FOUND", `There is no ${method} ${url.pathname}`);
  return response;
};

/** The URL of a fetch holds up to a thousand ids. */
const maxHeaderSize = 2 * 1024 * 1024;

/** Serves the control plane at the root, and the data plane of an index below /index/{name}, the address its `host` field gives. */
export const createVectorServer = (projects: Projects): Server => {
  const server = createServer({ maxHeaderSize }, (request, response) => {
    const plane = request.url?.startsWith("/index/") ? "data" : "control";
    respond(projects, request)
      .catch((error: unknown): ApiResponse => {
        if (error instanceof ApiError) return { status: statusOf(error), json: bodyOf(error, plane) };
        if (!request.destroyed) process.stderr.write(`${request.method} ${request.url}: ${(error as Error).stack}\n`);
        return { status: 500, json: bodyOf(new ApiError("INTERNAL", "Internal error"), plane) };
      })
      .then((result) => {
        request.resume(); // reads what is left of the body
        response.shouldKeepAlive &&= server.listening;
        send(response, result);
      })
      .catch((error: Error) => response.destroy(error));
  });
  // Longer than clients keep an idle connection, so that no client sends a request into one that the server is closing.
  server.keepAliveTimeout = 65_000;
  return server;
};
