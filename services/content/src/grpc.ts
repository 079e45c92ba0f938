import type { Implementation } from "@marketing/shared/grpc/server";
import { subscribeMethod } from "@marketing/shared/grpc/subscribe";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { contentCommandMethods } from "./grpc/contentCommandMethods.ts";
import { contentQueryMethods } from "./grpc/contentQueryMethods.ts";
import { knowledgeMethods } from "./grpc/knowledgeMethods.ts";
import { performanceMethods } from "./grpc/performanceMethods.ts";
import { policyMethods } from "./grpc/policyMethods.ts";
import { retrievalMethods } from "./grpc/retrievalMethods.ts";
import { reviewMethods } from "./grpc/reviewMethods.ts";
import { searchMethods } from "./grpc/searchMethods.ts";
import { publicTypes, publish } from "./publish.ts";

/** The services of marketing.content.v1. Only the files under grpc/ know the shapes of its messages. */
export const implementations = ({
  log,
  pool,
  source,
  vectors,
}: Pick<ServiceContext, "log" | "pool" | "source" | "vectors">): ReadonlyArray<Implementation> => [
  {
    package: "marketing.content.v1",
    name: "ContentService",
    methods: {
      ...contentCommandMethods(log),
      ...reviewMethods(log),
      ...policyMethods(log),
      ...performanceMethods(log),
      ...contentQueryMethods(pool, log),
      ...searchMethods(pool, vectors),
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
  {
    package: "marketing.content.v1",
    name: "KnowledgeService",
    methods: { ...knowledgeMethods(pool, log), ...retrievalMethods(pool, vectors) },
  },
];
