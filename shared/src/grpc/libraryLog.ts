import { setLogger } from "@grpc/grpc-js";
import { librarySays } from "../base/libraryOutput.ts";
import type { Logger } from "../base/logger.ts";

/** grpc-js prints by itself, a header's value whole where the value is not allowed: it says it to the log instead. For all of this process. */
export const logGrpcTo = (logger: Logger): void =>
  setLogger({
    error: (...args: unknown[]) => logger.error("grpc says", librarySays(args)),
    info: (...args: unknown[]) => logger.info("grpc says", librarySays(args)),
    debug: (...args: unknown[]) => logger.debug("grpc says", librarySays(args)),
  });
