/** The one event of the streams `activity-<userId>`: what a person did in one batch of tracked events. Times are ms since 1970. */
export interface UserActive {
  readonly userId: string;
  /** The caller's own id, when the events named one that is no UUID. */
  readonly externalId: string | null;
  /** The events named a user id, not only an anonymous one. */
  readonly known: boolean;
  readonly anonymousId: string | null;
  readonly firstAt: number;
  /** The latest event at which the person was there; null = they were not. */
  readonly lastAt: number | null;
  readonly lastEventName: string;
  readonly events: number;
}
