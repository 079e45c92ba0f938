import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findStack, StackError } from "../../../clients/typescript/src/stack.ts";
import { withoutPlatform } from "./testEnvironment.ts";

test("nothing that names a platform or sets up its services is kept; all else is", () => {
  const given = {
    ...{ MARKETING_API_KEY: "k", MARKETING_STACK: "/a/stack.json", DATABASE_URL: "d", WORKER_DATABASE_URL: "w", DATABASE_ADMIN_URL: "a" },
    ...{ NATS_URL: "n", REDIS_URL: "r", GRPC_PORT: "1", OTEL_METRICS_EXPORTER: "prometheus", PINECONE_API_KEY: "p" },
    ...{ PATH: "/bin", POSTGRES_IMAGE: "postgres", absent: undefined },
  };
  expect(withoutPlatform(given)).toEqual({ PATH: "/bin", POSTGRES_IMAGE: "postgres", MARKETING_STACK: "" });
});

test("in such an environment a stack's file is not found, wherever it lies; a named one is", () => {
  const root = mkdtempSync(join(tmpdir(), "marketing-environment-"));
  const file = join(root, ".data", "stack.json");
  mkdirSync(join(root, ".data"));
  writeFileSync(file, JSON.stringify({ services: { lead: { address: "127.0.0.1:1" } } }));
  expect(() => findStack(undefined, withoutPlatform(), root)).toThrow(StackError);
  expect(findStack(undefined, {}, root).path).toBe(file);
  expect(findStack(undefined, { MARKETING_STACK: file }, "/").path).toBe(file);
  expect(findStack(file, withoutPlatform(), "/").path).toBe(file);
  rmSync(root, { recursive: true });
});

test("the tests themselves run in one", () => {
  expect(process.env.MARKETING_STACK).toBe("");
  expect(() => findStack(undefined)).toThrow(StackError);
});
