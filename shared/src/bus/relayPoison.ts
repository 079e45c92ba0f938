import type { RecordedEvent } from "../base/event.ts";
import type { AckWindow } from "./ackWindow.ts";
import type { RelayOptions } from "./relayOptions.ts";

/** The relay cannot go on, and reading the end of the JetStream stream again would not help. */
export class RelayHalted extends Error {}

/** Deals with an event that cannot be published: it is skipped, tried again, or the relay halts. */
export const createPoisonHandler = ({
  service,
  logger,
  onPoison,
}: Pick<RelayOptions, "service" | "logger" | "onPoison">): ((
  window: AckWindow,
  event: RecordedEvent,
  error: Error,
) => Promise<"skip" | "again">) => {
  const told = new Set<string>();
  return async (window, event, error) => {
    await window.settled(); // everything before it is stored first
    const { position, eventId, type, tenantId } = event;
    if (!told.has(eventId)) logger.error("event cannot be published", { service, position, eventId, type, tenantId, error });
    told.add(eventId);
    const answer = await onPoison?.(event, error);
    if (answer === "skip" || answer === "again") return answer;
    throw new RelayHalted(`event at position ${position}: ${error.message}`);
  };
};
