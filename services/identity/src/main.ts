import { runService } from "@marketing/shared/service/process";
import { startService } from "@marketing/shared/service/runtime";
import { Effect } from "effect";
import { identityConfig } from "./config.ts";
import { identityService } from "./service.ts";

runService(
  "identity",
  Effect.gen(function* () {
    const { common, ...settings } = yield* identityConfig;
    return yield* startService(identityService(settings), common);
  }),
);
