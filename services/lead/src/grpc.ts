import type { Implementation } from "@marketing/shared/grpc/server";
import { subscribeMethod } from "@marketing/shared/grpc/subscribe";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { commandMethods } from "./grpc/commandMethods.ts";
import { importMethods } from "./grpc/importMethods.ts";
import { modelMethods } from "./grpc/modelMethods.ts";
import { queryMethods } from "./grpc/queryMethods.ts";
import { publicTypes, publish } from "./publish.ts";

/** marketing.lead.v1.LeadService. Only the files under grpc/ know the shapes of its messages. */
export const implementations = ({ log, pool, source }: Pick<ServiceContext, "log" | "pool" | "source">): ReadonlyArray<Implementation> => [
  {
    package: "marketing.lead.v1",
    name: "LeadService",
    methods: {
      ...commandMethods(log, pool),
      ...importMethods(log),
      ...modelMethods(log, pool),
      ...queryMethods(pool),
      subscribe: subscribeMethod({
        service: "lead",
        log,
        source,
        publish,
        types: publicTypes,
        about: { request: "leadIds", fields: ["leadId", "winnerLeadId", "loserLeadId"] },
      }),
    },
  },
];
