import type { RecordedEvent } from "../base/event.ts";
import type { AckWindow } from "./ackWindow.ts";
import type { RelayOptions } from "./relayOptions.ts";

/** The relay cannot go on, and reading the end of the JetStream stream again would not help. */
export class RelayHalted extends Error {}

/** Deals with an event that cannot be published: it is skipped from then on, or the relay halts. */
export const createPoisonHandler = ({
  service,
  logger,
  onPoison,
}: Pick<RelayOptions, "service" | "logger" | "onPoison">): ((window: AckWindow, event: RecordedEvent, error: Error) => Promise<void>) => {
  const skipped = new Set<string>();
  return async (window, event, error) => {
    if (skipped.has(event.eventId)) return;
    await window.settled(); // everything before it is stored first
    logger.error("event cannot be published", {
      service,
      position: event.position,
      eventId: event.eventId,
      type: event.type,
      tenantId: event.tenantId,
      error,
    });
    if ((await onPoison?.(event, error)) !== "skip") throw new RelayHalted(`event at position ${event.position}: ${error.message}`);
    skipped.add(event.eventId);
  };
};
