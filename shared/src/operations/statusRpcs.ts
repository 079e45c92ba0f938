import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { unary } from "../grpc/rpc.ts";
import { toTimestamp } from "../grpc/struct.ts";
import { type OperationsContext, platform } from "./context.ts";
import { readStatus, statusMessage } from "./status.ts";

export const statusRpcs = ({ service, owner, pool, health, subscriptions }: OperationsContext) => {
  const startedAt = new Date();
  return {
    getStatus: unary(OperationsService.method.getStatus, {
      ...platform,
      request: {},
      handle: async () => {
        const status = await readStatus(pool, subscriptions);
        const relay = status.relay && statusMessage(status.relay);
        return {
          ...status,
          relay,
          subscriptions: status.subscriptions.map(statusMessage),
          service,
          instanceId: owner,
          startedAt: toTimestamp(startedAt),
          dependencies: health.dependencies,
        };
      },
    }),
  };
};
