import { RpcError } from "@marketing/shared/base/errors";
import { type ClientTls, openClientTls } from "@marketing/shared/grpc/tls";
import type { TlsFiles } from "@marketing/shared/grpc/tlsFiles";
import { openApi } from "./api.ts";
import { type Apis, type Contract, contracts, type OperationsApi, operationsContract, type ServiceName, serviceNames } from "./services.ts";
import { findStack, type Stack } from "./stack.ts";

// What a caller needs besides the client itself: the class of every failure of a call.
export { RpcError };

export interface MarketingClientOptions {
  /** "host:port" by program; `dns:///name:port` for a headless Service. Absent: the stack's. */
  readonly addresses?: Readonly<Partial<Record<ServiceName, string>>> | undefined;
  /** The stack's file as `npm start` writes it, or what was read of one. Absent, as `addresses`: found as `findStack` finds it. */
  readonly stack?: Stack | string | undefined;
  /** Absent: the stack's. Null: none. */
  readonly apiKey?: string | null | undefined;
  /** The tenant to act for. Only with the platform's key: every other key has its own. */
  readonly tenantId?: string | undefined;
  /** Whose certificates to trust, and the own to show. Absent: the stack's. Null: plain text. The files are read again while the client is open. */
  readonly tls?: TlsFiles | null | undefined;
  /** Milliseconds for a unary call, retries included; default 10,000. */
  readonly deadlineMs?: number | undefined;
}

/** Every service of the platform. A service whose address is not known fails when it is used, and not before. */
export interface MarketingClient extends Apis {
  /** What an operator asks of a program; takes the platform's key. */
  readonly operations: (program: ServiceName) => OperationsApi;
  /** Programs whose address is known, in a fixed order. */
  readonly services: ReadonlyArray<ServiceName>;
  readonly close: () => void;
}

/** No address, or no stack: nothing a repeat would cure. */
export class UnknownAddress extends Error {
  override readonly name = "UnknownAddress";
  readonly service: ServiceName;
  constructor(service: ServiceName) {
    super(`the address of ${service} is not known: set MARKETING_${service.toUpperCase()}_ADDRESS`);
    this.service = service;
  }
}

const stackOf = (options: MarketingClientOptions): Stack | null => {
  if (typeof options.stack === "object") return options.stack;
  return options.stack === undefined && options.addresses !== undefined ? null : findStack(options.stack);
};

/**
 * Connects to the platform. Every function takes a request and gives what the service answers, with Date, plain JSON and text for
 * int64; every failure is an RpcError. UNAVAILABLE is tried again within the deadline (four times at most), which is safe: commands
 * carry a `requestId`, made here where the caller gives none. A caller that repeats a command itself gives its own.
 */
export const createMarketingClient = (options: MarketingClientOptions = {}): MarketingClient => {
  const stack = stackOf(options);
  const addresses: Readonly<Record<string, string | undefined>> = options.addresses ?? Object.fromEntries(stack?.addresses ?? []);
  const key = options.apiKey === undefined ? stack?.apiKey : options.apiKey;
  const tlsFiles = options.tls === undefined ? (stack?.tls ?? null) : options.tls;
  let tls: ClientTls | null = null;
  const open = new Map<string, ReturnType<typeof openApi>>();
  const api = (name: string, program: ServiceName, contract: Contract): object => {
    let made = open.get(name);
    if (made === undefined) {
      const address = addresses[program];
      if (address === undefined) throw new UnknownAddress(program);
      const { tenantId, deadlineMs = 10_000 } = options;
      if (tlsFiles !== null) tls ??= openClientTls(tlsFiles);
      made = openApi(contract, { address, apiKey: key ?? undefined, tenantId, deadlineMs, credentials: tls?.credentials });
      open.set(name, made);
    }
    return made.api;
  };
  const client = {
    operations: (program: ServiceName) => api(`operations of ${program}`, program, operationsContract),
    services: serviceNames.filter((name) => addresses[name] !== undefined),
    close: () => {
      for (const one of open.values()) one.close();
      tls?.stop();
    },
  };
  for (const [name, contract] of Object.entries(contracts)) {
    Object.defineProperty(client, name, { enumerable: true, get: () => api(name, contract.program, contract) });
  }
  return client as unknown as MarketingClient;
};
