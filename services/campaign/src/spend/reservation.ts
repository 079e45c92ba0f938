/** Stream `reservation-<id>`: what was set aside for something, and what of it came back. Micros. */
export type ReservationEvent =
  | {
      readonly type: "reservation_opened";
      readonly data: { readonly reservationId: string; readonly campaignId: string; readonly amount: number; readonly purpose: string };
    }
  | { readonly type: "reservation_released"; readonly data: { readonly releaseId: string; readonly amount: number } };

export interface Reservation {
  readonly campaignId: string;
  readonly remaining: number;
  /** By release id: the amount, and what was left after it. */
  readonly releases: ReadonlyMap<string, { readonly amount: number; readonly remaining: number }>;
}

export const reservationStream = (reservationId: string): string => `reservation-${reservationId}`;

export const foldReservation = (events: ReadonlyArray<ReservationEvent>): Reservation | null => {
  let campaignId: string | null = null;
  let remaining = 0;
  const releases = new Map<string, { amount: number; remaining: number }>();
  for (const { type, data } of events) {
    if (type === "reservation_opened") {
      campaignId = data.campaignId;
      remaining = data.amount;
    } else {
      remaining -= data.amount;
      releases.set(data.releaseId, { amount: data.amount, remaining });
    }
  }
  return campaignId === null ? null : { campaignId, remaining, releases };
};
