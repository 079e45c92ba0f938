import { runService } from "@marketing/shared/service/process";
import { startService } from "@marketing/shared/service/runtime";
import { Effect } from "effect";
import { campaignConfig } from "./config.ts";
import { campaignService } from "./service.ts";

runService(
  "campaign",
  Effect.gen(function* () {
    const { common, ...options } = yield* campaignConfig;
    yield* startService(campaignService(options), common);
  }),
);
