import { status as Code } from "@grpc/grpc-js";
import { RpcError } from "@marketing/shared/base/errors";
import { patience } from "./patience.ts";
import { type ClientOptions, createClient, type Message, type RpcClient } from "./rpcClient.ts";

export type { Message, RpcClient } from "./rpcClient.ts";

export const serviceNames = ["identity", "tracking", "campaign", "lead", "content"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** gRPC service → the service whose process has it. */
const processes = {
  IdentityService: "identity",
  SegmentService: "identity",
  ConsentService: "identity",
  PatternService: "identity",
  TenantService: "identity",
  TrackingService: "tracking",
  CampaignService: "campaign",
  AdCampaignService: "campaign",
  TaskService: "campaign",
  LeadService: "lead",
  ContentService: "content",
  KnowledgeService: "content",
} as const satisfies Readonly<Record<string, ServiceName>>;
export type RpcService = keyof typeof processes;

export const processOf = (service: RpcService): ServiceName => processes[service];

/** gRPC services of a process by their whole names, beside OperationsService. */
export const rpcServicesOf = (name: ServiceName): string[] =>
  Object.entries(processes).flatMap(([service, process]) => (process === name ? [`marketing.${name}.v1.${service}`] : []));

/**
 * A service waits ten seconds for a view to reach a query's min_position. A machine with much other work takes longer, which is no fault: then
 * the query is put again.
 */
const puttingAgain = (client: RpcClient): RpcClient => ({
  ...client,
  call: async (name, request, options) => {
    for (const end = Date.now() + patience; ; ) {
      try {
        return await client.call(name, request, options);
      } catch (error) {
        const isBehind = error instanceof RpcError && error.code === Code.DEADLINE_EXCEEDED && "minPosition" in request;
        if (!isBehind || options?.deadlineMs !== undefined || Date.now() > end) throw error;
      }
    }
  },
});

/** A client whose calls wait for what has to be there first, which is seen to at the first of them. */
export const afterwards = (client: RpcClient, ready: () => Promise<unknown>): RpcClient => {
  let first: Promise<unknown> | undefined;
  const wait = () => {
    first ??= ready();
    return first;
  };
  return {
    ...client,
    call: (...args) => wait().then(() => client.call(...args)) as never,
    async *stream(...args) {
      await wait();
      yield* client.stream<never>(...args);
    },
    async *duplex(...args) {
      await wait();
      yield* client.duplex<never>(...args);
    },
  };
};

/** A client of one gRPC service at `address`, without a key unless told. Whoever opens it closes it. */
export const openClient = (address: string, service: RpcService | "OperationsService", options: Partial<ClientOptions> = {}): RpcClient => {
  const name = service === "OperationsService" ? "operations" : processes[service];
  return puttingAgain(createClient({ address, package: `marketing.${name}.v1`, service, deadlineMs: patience, ...options }));
};

/** The refusal of a call that must be refused. */
export const refusal = async (call: Promise<unknown>): Promise<RpcError> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
  throw new Error("the call was accepted");
};

/** call("GetContent", {...}) */
export type Caller = (name: string, request?: object) => Promise<Message>;
export const caller =
  (client: RpcClient): Caller =>
  (name, request = {}) =>
    client.call(name, request);

/** Every page of a list. */
export const pages = async (client: RpcClient, rpc: string, field: string, request: object, pageSize = 7): Promise<Message[]> => {
  const found: Message[] = [];
  for (let pageToken = ""; ; ) {
    const r = await client.call(rpc, { ...request, pageSize, pageToken });
    found.push(...r[field]);
    if (r.nextPageToken === "") return found;
    pageToken = r.nextPageToken;
  }
};
