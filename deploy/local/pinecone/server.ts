import { createServer, type IncomingMessage, type Server } from "node:http";
import { ApiError, bodyOf, statusOf } from "./apiError.ts";
import { controlPlane } from "./controlPlane.ts";
import { dataPlane } from "./dataPlane.ts";
import { type Answer, ok, readJsonBody, send } from "./http.ts";
import type { Projects } from "./project.ts";

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError("INVALID_ARGUMENT", `The path's ${part} is not percent-encoded`);
  }
};

const urlOf = ({ url = "/", headers: { host = "localhost" } }: IncomingMessage): URL => {
  // The host a client is told has to be the one by which it came.
  const parsed = URL.parse(`http://${host}${url}`);
  if (!parsed) throw new ApiError("INVALID_ARGUMENT", "The request's path or host is malformed");
  return parsed;
};

const answer = async (projects: Projects, request: IncomingMessage): Promise<Answer> => {
  const url = urlOf(request);
  const method = request.method ?? "GET";
  const path = url.pathname.split("/").slice(1).map(decoded);
  if (path[0] === "healthz") return ok({ status: "ok" });
  const key = request.headers["api-key"];
  const project = typeof key === "string" && key !== "" ? projects.of(key) : undefined;
  if (typeof key !== "string" || !project) return { status: 401, text: "Invalid API Key" };
  const body = () => readJsonBody(request);
  if (projects.forget && path[0] === "project" && method === "DELETE") {
    await projects.forget(key); // no call of Pinecone's
    return { status: 202 };
  }
  const [first, name = "", ...rest] = path;
  const done =
    first === "index"
      ? await dataPlane(project.index(name), { method, path: rest, body, parameters: url.searchParams })
      : await controlPlane(project, { method, path, body, origin: url.origin });
  if (!done) throw new ApiError("NOT_FOUND", `There is no ${method} ${url.pathname}`);
  return done;
};

/** Long enough for a thousand ids of a fetch. */
const maxHeaderSize = 2 * 1024 * 1024;

/** Answers both planes: the control plane at the root, an index's data plane below /index/{name}, which is what its `host` says. */
export const createVectorServer = (projects: Projects): Server => {
  const server = createServer({ maxHeaderSize }, (request, response) => {
    const plane = request.url?.startsWith("/index/") ? "data" : "control";
    answer(projects, request)
      .catch((error: unknown): Answer => {
        if (error instanceof ApiError) return { status: statusOf(error), json: bodyOf(error, plane) };
        if (!request.destroyed) process.stderr.write(`${request.method} ${request.url}: ${(error as Error).stack}\n`);
        return { status: 500, json: bodyOf(new ApiError("INTERNAL", "Internal error"), plane) };
      })
      .then((result) => {
        request.resume(); // what nobody read
        response.shouldKeepAlive &&= server.listening;
        send(response, result);
      })
      .catch((error: Error) => response.destroy(error));
  });
  // Longer than a client keeps a connection it does not use: it must not send into one that is just being closed.
  server.keepAliveTimeout = 65_000;
  return server;
};
