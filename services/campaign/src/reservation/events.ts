import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";

/** Stream `reservation-<id>`: what was set aside for something, and what of it came back. Micros. Told as the campaign's spend alone. */
export const reservationEvents = defineEvents({
  reservation_opened: event<{
    readonly reservationId: string;
    readonly campaignId: string;
    readonly amount: number;
    readonly purpose: string;
  }>({ version: 1 }),
  reservation_released: event<{ readonly releaseId: string; readonly amount: number }>({ version: 1 }),
});
export type ReservationEvent = EventOf<typeof reservationEvents>;
