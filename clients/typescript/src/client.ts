import { createClient, type Transport } from "@connectrpc/connect";
import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { PrivacyService } from "@marketing/protos/privacy/v1/privacy_service";
import type { TlsFiles } from "@marketing/shared/grpc/tlsFiles";
import { openGrpcTransport } from "./node/grpcTransport.ts";
import { openTlsSource, type TlsSource } from "./node/tlsSource.ts";
import { RpcError } from "./rpcError.ts";
import { type ServiceName, serviceNames } from "./serviceNames.ts";
import { type Apis, type ContractName, contracts, type OperationsApi, type PrivacyApi } from "./services.ts";
import { findStack, type Stack } from "./stack.ts";

// What a caller needs besides the client itself: the class of every failure of a call.
export { RpcError };

export interface MarketingClientOptions {
  /** "host:port" by program; `dns:///name:port` for a headless Service. Absent: the stack's. */
  readonly addresses?: Readonly<Partial<Record<ServiceName, string>>> | undefined;
  /** Where a program's workers are, which alone serve its operators, when they are processes of their own. Absent: as `addresses`. */
  readonly workerAddresses?: Readonly<Partial<Record<ServiceName, string>>> | undefined;
  /** The stack's file as `npm start` writes it, or what was read of one. Absent, as `addresses`: found as `findStack` finds it. */
  readonly stack?: Stack | string | undefined;
  /** Absent: the stack's. Null: none. */
  readonly apiKey?: string | null | undefined;
  /** The tenant to act for. Only with the platform's key: every other key has its own. */
  readonly tenantId?: string | undefined;
  /** Whose certificates to trust, and the own to show. Absent: the stack's. Null: plain text. Every new connection reads the files again. */
  readonly tls?: TlsFiles | null | undefined;
  /** Milliseconds for a unary call, repeats included; default 10,000. */
  readonly deadlineMs?: number | undefined;
}

/** Every service of the platform. A service whose address is not known fails when it is used, and not before. */
export interface MarketingClient extends Apis {
  /** What an operator asks of a program; takes the platform's key. */
  readonly operations: (program: ServiceName) => OperationsApi;
  /** What a person has a right to, asked of a program. */
  readonly privacy: (program: ServiceName) => PrivacyApi;
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

/** What makes a value the first time it is asked for, by key. */
const memo = <Key, Value>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const made = new Map<Key, Value>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
};

/**
 * Connects to the platform. Every service is a Connect client of its contract; every failure is an RpcError. UNAVAILABLE is tried again
 * within the deadline (four times at most), which is safe: commands carry a `requestId`, made here where the caller gives none. A caller
 * that repeats a command itself gives its own.
 */
export const createMarketingClient = (options: MarketingClientOptions = {}): MarketingClient => {
  const { tenantId, deadlineMs = 10_000 } = options;
  const stack = stackOf(options);
  const addresses: Readonly<Record<string, string | undefined>> = options.addresses ?? Object.fromEntries(stack?.addresses ?? []);
  const apiKey = (options.apiKey === undefined ? stack?.apiKey : options.apiKey) ?? undefined;
  const tlsFiles = options.tls === undefined ? (stack?.tls ?? null) : options.tls;
  let tls: TlsSource | null = null;
  const closing: Array<() => void> = [];
  const workers: Readonly<Record<string, string | undefined>> = options.workerAddresses ?? Object.fromEntries(stack?.workerAddresses ?? []);
  const transportAt = memo((address: string): Transport => {
    if (tlsFiles !== null) tls ??= openTlsSource(tlsFiles);
    const { transport, close } = openGrpcTransport({ address, tls, deadlineMs, apiKey, tenantId });
    closing.push(close);
    return transport;
  });
  const transportTo = (program: ServiceName, address = addresses[program]): Transport => {
    if (address === undefined) throw new UnknownAddress(program);
    return transportAt(address);
  };
  const api = memo((name: ContractName): object => createClient(contracts[name].service, transportTo(contracts[name].program)));
  const client = {
    operations: memo((program: ServiceName) => createClient(OperationsService, transportTo(program, workers[program]))),
    privacy: memo((program: ServiceName) => createClient(PrivacyService, transportTo(program))),
    services: serviceNames.filter((name) => addresses[name] !== undefined),
    close: () => {
      for (const close of closing) close();
    },
  };
  for (const name of Object.keys(contracts) as ContractName[]) {
    Object.defineProperty(client, name, { enumerable: true, get: () => api(name) });
  }
  return client as unknown as MarketingClient;
};
