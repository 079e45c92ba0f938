import { runService } from "@marketing/shared/service/process";
import { startService } from "@marketing/shared/service/runtime";
import { Effect } from "effect";
import { leadConfig } from "./config.ts";
import { leadService } from "./service.ts";

runService(
  "lead",
  Effect.gen(function* () {
    const { common, ...decay } = yield* leadConfig;
    return yield* startService(leadService(decay), common);
  }),
);
