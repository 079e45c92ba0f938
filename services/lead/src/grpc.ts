import type { Implementation } from "@marketing/shared/grpc/server";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { commandMethods } from "./grpc/commandMethods.ts";
import { importMethods } from "./grpc/importMethods.ts";
import { modelMethods } from "./grpc/modelMethods.ts";
import { queryMethods } from "./grpc/queryMethods.ts";
import { subscribeMethod } from "./grpc/subscribeMethod.ts";

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
      subscribe: subscribeMethod(log, source),
    },
  },
];
