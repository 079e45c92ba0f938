import type { Implementation } from "@marketing/shared/grpc/server";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { subscribeMethod } from "./grpc/subscribeMethod.ts";
import { tenantMethods } from "./grpc/tenantMethods.ts";
import { userCommandMethods } from "./grpc/userCommandMethods.ts";
import { userQueryMethods } from "./grpc/userQueryMethods.ts";

/** The services of marketing.identity.v1. Only the files under grpc/ know the shapes of its messages. */
export const implementations = ({
  log,
  pool,
  redis,
  source,
}: Pick<ServiceContext, "log" | "pool" | "redis" | "source">): ReadonlyArray<Implementation> => [
  {
    package: "marketing.identity.v1",
    name: "IdentityService",
    methods: {
      ...userCommandMethods(log),
      ...userQueryMethods(pool, redis),
      subscribe: subscribeMethod(log, source),
    },
  },
  { package: "marketing.identity.v1", name: "TenantService", methods: tenantMethods(log, pool) },
];
