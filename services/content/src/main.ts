import { runService } from "@marketing/shared/service/process";
import { startService } from "@marketing/shared/service/runtime";
import { Effect } from "effect";
import { contentConfig } from "./config.ts";
import { contentService } from "./service.ts";

runService(
  "content",
  Effect.gen(function* () {
    const { common, schedulePollMs } = yield* contentConfig;
    return yield* startService(contentService({ schedulePollMs }), common);
  }),
);
