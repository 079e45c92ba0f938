import type { TrackedEvent } from "../activity/trackedEvent.ts";
import type { Session } from "./events.ts";

/** A person's ids: the one that is asked for, and those that are the same person by a merge. */
export type IdsOf = (userId: string) => ReadonlyArray<string>;

/** The sessions of a batch by the id that clients gave them, which is unique only for a device or person. */
export class NamedSessions {
  readonly #of = new Map<string, Set<string>>();

  add({ clientSession, sessionId, actorId, userId }: Session): void {
    for (const owner of [actorId, userId]) {
      const key = `${clientSession} ${owner}`;
      this.#of.set(key, (this.#of.get(key) ?? new Set()).add(sessionId));
    }
  }

  /** The device says whose session it is; a user is told by their id only where the event or the session names no device. */
  find(e: TrackedEvent, idsOf: IdsOf, sessionOf: (sessionId: string) => Session): Session | undefined {
    const owned = (owner: string) => [...(this.#of.get(`${e.clientSession} ${owner}`) ?? [])].map(sessionOf);
    const ofDevice = owned(e.actorId).find((s) => s.actorId === e.actorId);
    if (ofDevice) return ofDevice;
    return idsOf(e.userId)
      .flatMap(owned)
      .find((s) => e.anonymousId === null || (s.known && s.actorId === s.userId));
  }
}
