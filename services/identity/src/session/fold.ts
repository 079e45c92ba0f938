import type { TrackedEvent } from "../activity/trackedEvent.ts";
import type { FoldedSession, StoredSession } from "./change.ts";
import { foldDerived } from "./derived.ts";
import { foldNamed } from "./named.ts";
import type { IdsOf } from "./namedSessions.ts";

interface Circumstances {
  readonly idsOf: IdsOf;
  readonly now: number;
  readonly windowMs: number;
}

/**
 * Tracked events of one tenant, folded into its sessions; `stored` are those the events may belong to. What follows depends on when things
 * happened and not on the order they come in, so what was told of a session may be corrected.
 * Bots have no sessions, nor has what happened while nobody was there.
 */
export const foldSessions = (
  batch: ReadonlyArray<TrackedEvent>,
  stored: ReadonlyArray<StoredSession>,
  circumstances: Circumstances,
): ReadonlyArray<FoldedSession> => {
  const present = batch.filter((e) => e.active && !e.isBot).sort((a, b) => a.at - b.at);
  const derived = Map.groupBy(
    stored.filter((s) => s.session.derived),
    (s) => s.session.actorId,
  );
  const ofActors = Map.groupBy(
    present.filter((e) => e.clientSession === null),
    (e) => e.actorId,
  );
  return [
    ...foldNamed(
      present.filter((e) => e.clientSession !== null),
      stored,
      circumstances,
    ),
    ...[...ofActors].flatMap(([actorId, events]) => foldDerived(events, derived.get(actorId) ?? [], circumstances.now)),
  ];
};
