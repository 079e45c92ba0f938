import type { Logger } from "../base/logger.ts";
import type { NatsConnection } from "./connection.ts";
import { hasCode, jsRequest, streamNotFound } from "./jsApi.ts";
import type { watchConsumers } from "./relayConsumers.ts";
import type { createQuarantine } from "./relayQuarantine.ts";
import { declareStream, type StreamOptions } from "./stream.ts";
import { readStreamEnd, type StreamEnd } from "./streamEnd.ts";
import { streamName } from "./subject.ts";

/** Finds where the relay goes on: the end of the service's JetStream stream, which is declared where it is missing, and made anew where it is not whole, or that is asked for. */
export const endFinder = (options: {
  readonly nc: NatsConnection;
  readonly stream: StreamOptions;
  readonly quarantine: ReturnType<typeof createQuarantine>;
  readonly consumers: ReturnType<typeof watchConsumers> | undefined;
  readonly logger: Logger;
}): ((anew: boolean) => Promise<StreamEnd>) => {
  const { nc, quarantine, consumers, logger } = options;
  const { service } = options.stream;
  const stream = streamName(service);
  const findEnd = async (): Promise<StreamEnd> => {
    try {
      return await readStreamEnd(nc, stream);
    } catch (error) {
      if (!hasCode(error, streamNotFound)) throw error;
      await declareStream(nc, options.stream, logger);
      return await readStreamEnd(nc, stream);
    }
  };

  /**
   * A message cannot be put into its place, nor one be taken out without a gap, so the JetStream stream is made anew: its readers go on by
   * position, each event once, and its durable consumers are made again where they were.
   */
  const whole = async (end: StreamEnd, anew: boolean): Promise<StreamEnd> => {
    const foreign = await quarantine.keep(end);
    const level = end.holes + foreign > 0 ? "error" : "warn";
    if (level === "warn" && !anew) return end;
    logger[level]("the bus is filled anew from the log", { service, stream, missing: end.holes, foreign, requested: anew });
    await consumers?.look();
    await jsRequest(nc, `STREAM.DELETE.${stream}`);
    return await findEnd();
  };

  return async (anew) => await whole(await findEnd(), anew);
};
