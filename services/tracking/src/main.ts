import { runService } from "@marketing/shared/service/process";
import { startService } from "@marketing/shared/service/runtime";
import { Effect } from "effect";
import { config } from "./config.ts";
import { trackingService } from "./service.ts";

runService(
  "tracking",
  Effect.gen(function* () {
    return yield* startService(trackingService, yield* config);
  }),
);
