import type { Message, RpcClient, RpcService } from "./rpc.ts";
import { testPlatformKey } from "./services.ts";
import type { World } from "./world.ts";

/** A customer, with a key of their own. */
export interface Tenant {
  readonly tenantId: string;
  readonly key: string;
  /** With the tenant's key; one a gRPC service. */
  client(service: RpcService): RpcClient;
  /** call("CampaignService/GetCampaign", {...}) */
  call(method: string, request: object): Promise<Message>;
  stream(method: string, request: object): AsyncGenerator<Message>;
  /** A Redis key of the tenant's. */
  redisKey(...parts: string[]): string;
}

const everything = ["identity:*", "tracking:*", "campaign:*", "task:*", "lead:*", "content:*", "privacy:*", "tenant:admin"];

export const newTenant = async (world: Pick<World, "open">, name: string, scopes: ReadonlyArray<string> = everything): Promise<Tenant> => {
  const platform = world.open("TenantService", { apiKey: testPlatformKey });
  const { tenant } = await platform.call("CreateTenant", { name });
  const { tenantId } = tenant as { tenantId: string };
  const { secret } = await platform.call("CreateApiKey", { tenantId, name: "test", scopes });
  const clients = new Map<RpcService, RpcClient>();
  const client = (service: RpcService): RpcClient => {
    const known = clients.get(service) ?? world.open(service, { apiKey: secret });
    clients.set(service, known);
    return known;
  };
  const parts = (method: string): [RpcClient, string] => {
    const [service, rpc] = method.split("/") as [RpcService, string];
    return [client(service), rpc];
  };
  return {
    tenantId,
    key: secret,
    client,
    call: (method, request) => {
      const [rpcClient, rpc] = parts(method);
      return rpcClient.call(rpc, request);
    },
    stream: (method, request) => {
      const [rpcClient, rpc] = parts(method);
      return rpcClient.stream(rpc, request);
    },
    redisKey: (...names) => [`t:{${tenantId}}`, ...names].join(":"),
  };
};
