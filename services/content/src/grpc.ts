import type { Implementation } from "@marketing/shared/grpc/server";
import { subscribeMethod } from "@marketing/shared/grpc/subscribe";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { contentCommandMethods } from "./grpc/contentCommandMethods.ts";
import { contentQueryMethods } from "./grpc/contentQueryMethods.ts";
import { performanceMethods } from "./grpc/performanceMethods.ts";
import { policyMethods } from "./grpc/policyMethods.ts";
import { reviewMethods } from "./grpc/reviewMethods.ts";
import { searchMethods } from "./grpc/searchMethods.ts";
import { publicTypes, publish } from "./publish.ts";

/** The service of marketing.content.v1. Only the files under grpc/ know the shapes of its messages. */
export const implementations = ({ log, pool, source }: Pick<ServiceContext, "log" | "pool" | "source">): ReadonlyArray<Implementation> => [
  {
    package: "marketing.content.v1",
    name: "ContentService",
    methods: {
      ...contentCommandMethods(log),
      ...reviewMethods(log),
      ...policyMethods(log),
      ...performanceMethods(log),
      ...contentQueryMethods(pool, log),
      ...searchMethods(pool),
      subscribe: subscribeMethod({
        service: "content",
        log,
        source,
        publish,
        types: publicTypes,
        about: { request: "contentIds", fields: ["contentId"] },
      }),
    },
  },
];
