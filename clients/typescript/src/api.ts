import { randomUUID } from "node:crypto";
import type { ChannelCredentials } from "@grpc/grpc-js";
import { createClient, type InvokeOptions, type RpcClient } from "@marketing/shared/grpc/client";
import { loadService } from "@marketing/shared/grpc/proto";
import type { Contract } from "./services.ts";
import type { CallOptions } from "./types.ts";
import { decode, encode, type Plan, planOf } from "./wire.ts";

export interface Access {
  readonly address: string;
  readonly apiKey?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly deadlineMs: number;
  /** Absent: plain text. */
  readonly credentials?: ChannelCredentials | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** A command without a `requestId` gets one, so that its retries are one command. */
const named = (plan: Plan, request: Fields): Fields =>
  plan.takesRequestId && (request.requestId === undefined || request.requestId === null || request.requestId === "")
    ? { ...request, requestId: randomUUID() }
    : request;

const invokeOptions = ({ deadlineMs, signal, tenantId, traceId }: CallOptions = {}): InvokeOptions => ({
  ...(deadlineMs !== undefined && { deadlineMs }),
  ...(signal !== undefined && { signal }),
  ...(tenantId !== undefined && { tenantId }),
  ...(traceId !== undefined && { requestId: traceId }),
});

const nameOf = (contract: Contract, message: unknown): string => `${contract.package}.${(message as { type: { name: string } }).type.name}`;

const decoded = async function* (plan: Plan, answers: AsyncIterable<object>): AsyncGenerator<object> {
  for await (const answer of answers) yield decode(plan, answer);
};

const encoded = async function* (plan: Plan, requests: AsyncIterable<Fields> | Iterable<Fields>): AsyncGenerator<object> {
  for await (const request of requests) yield encode(plan, request);
};

/** The functions of one service. The connection is made at the first call. */
export const openApi = (contract: Contract, access: Access): { readonly api: object; readonly close: () => void } => {
  const definition = loadService(contract.package, contract.service);
  let opened: RpcClient | null = null;
  const client = (): RpcClient => {
    opened ??= createClient({
      address: access.address,
      package: contract.package,
      service: contract.service,
      deadlineMs: access.deadlineMs,
      ...(access.credentials !== undefined && { credentials: access.credentials }),
      ...(access.apiKey !== undefined && { apiKey: access.apiKey }),
      ...(access.tenantId !== undefined && { tenantId: access.tenantId }),
    });
    return opened;
  };
  const functions = Object.entries(definition).map(([rpc, method]) => {
    const types = method as unknown as { requestType: unknown; responseType: unknown };
    let made: { request: Plan; response: Plan } | null = null;
    const planned = () => {
      made ??= { request: planOf(nameOf(contract, types.requestType)), response: planOf(nameOf(contract, types.responseType)) };
      return made;
    };
    const unary = async (request: Fields, options?: CallOptions) => {
      const { request: given, response } = planned();
      return decode(response, await client().call<object>(rpc, encode(given, named(given, request)), invokeOptions(options)));
    };
    const serverStream = (request: Fields, options?: CallOptions) => {
      const { request: given, response } = planned();
      return decoded(response, client().stream<object>(rpc, encode(given, named(given, request)), invokeOptions(options)));
    };
    const duplex = (requests: AsyncIterable<Fields> | Iterable<Fields>, options?: CallOptions) => {
      const { request: given, response } = planned();
      return decoded(response, client().duplex<object>(rpc, encoded(given, requests), invokeOptions(options)));
    };
    const call = method.requestStream ? duplex : method.responseStream ? serverStream : unary;
    return [rpc.charAt(0).toLowerCase() + rpc.slice(1), call] as const;
  });
  return { api: Object.fromEntries(functions), close: () => opened?.close() };
};
