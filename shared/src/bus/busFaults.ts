import type { Logger } from "../base/logger.ts";
import type { NoEvent } from "./busBatch.ts";
import type { BusReader } from "./busReader.ts";
import { formatToken } from "./busSearch.ts";
import { isForeign } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import type { KeepDeadLetter } from "./deadLetter.ts";
import { BusUnavailable } from "./jsApi.ts";
import type { Pulled } from "./pull.ts";
import { fetchedAgain } from "./storedMessages.ts";

/** Deals with the messages of a JetStream stream that are no events. */
export const faultyMessages = (nc: NatsConnection, stream: string, logger?: Logger, deadLetter?: KeepDeadLetter) => {
  /** Those that were dealt with. */
  const passed = new Set<string>();
  const nameOf = ({ created }: BusReader, { streamSequence: sequence }: Pulled): string => formatToken({ created, sequence });

  /** Finds out whether a message is in the store as it came. Throws when it is not: it has to be read again. */
  const lookInto = async (reader: BusReader, { received, message: reason }: NoEvent): Promise<void> => {
    const { streamSequence: sequence, attempt: attempts } = received;
    const held = await fetchedAgain(nc, stream, received, reader.epoch);
    if (!held?.fault) throw new BusUnavailable(`${stream}: sequence ${sequence} came broken (${reason}) and is read again`);
    if (isForeign(held.headers)) logger?.warn("bus reader passes over a message of somebody else", { stream, sequence });
    else {
      const { subject, headers, data: payload, fault: error } = held;
      logger?.error("a message is broken in the store, and put aside", { stream, sequence, error });
      await deadLetter?.({ stream, sequence, subject, headers, payload, event: null, error, attempts });
    }
    passed.add(nameOf(reader, received));
  };

  return { lookInto, isPassed: (reader: BusReader, message: Pulled): boolean => passed.has(nameOf(reader, message)) };
};
