import type { Decider, Rejection } from "@marketing/shared/base/decider";
import { Result } from "effect";
import { evolve } from "./evolveUser.ts";
import {
  anonymous,
  effective,
  identified,
  initialUser,
  type Json,
  type Layer,
  mergedIds,
  sameJson,
  type Traits,
  type UserState,
} from "./person.ts";
import type { UserCommand } from "./userCommand.ts";
import type { UserEvent } from "./userEvents.ts";

type Decision = Result.Result<ReadonlyArray<UserEvent>, Rejection>;
const refuse = (kind: Rejection["kind"], reason: string, message: string, metadata: Record<string, string> = {}): Decision =>
  Result.fail({ kind, reason, message, metadata });

const emailTaken = (holder: string): Decision =>
  refuse("already_exists", "EMAIL_TAKEN", "the email belongs to another user", { field: "email", user_id: holder });

/** Why an anonymous visitor does not become part of the user who was identified; null = they do. */
export const visitorStays = (
  user: UserState,
  visitor: UserState,
): "anonymous_id_merged_elsewhere" | "anonymous_id_identified" | "merge_was_undone" | "same" | null => {
  if (visitor.userId === user.userId || visitor.mergedInto?.winnerId === user.userId || mergedIds(user).includes(visitor.userId))
    return "same";
  if (visitor.mergedInto !== null) return "anonymous_id_merged_elsewhere";
  if (!anonymous(visitor)) return "anonymous_id_identified";
  if (user.undone.includes(visitor.userId)) return "merge_was_undone";
  return null;
};

const layerOf = (loser: UserState, mergeId: string): Layer => ({
  ...effective(loser),
  mergeId,
  loserId: loser.userId,
  ids: [loser.userId, ...mergedIds(loser)],
});

const merged = (
  userId: string,
  loser: UserState,
  mergeId: string,
  anonymousId: string | null,
  reason: "identify" | "alias" | "merge",
  at: number,
): UserEvent => ({
  type: "user_merged",
  data: { mergeId, userId, loserId: loser.userId, anonymousId, reason, layer: layerOf(loser, mergeId), at },
});

/**
 * What `set`, `set_once` and `unset` really change. A key in several of them: unset, then set, then set_once.
 * What a merged visitor brought counts as there; setting it makes it the user's own.
 */
const traitChanges = (
  user: UserState,
  set: Traits,
  setOnce: Traits,
  unset: ReadonlyArray<string>,
): { set: Traits; unset: ReadonlyArray<string> } => {
  const now = effective(user).traits;
  const mine = user.own.traits;
  const changed: Array<[string, Json]> = [];
  for (const [name, value] of Object.entries(set))
    if (!Object.hasOwn(mine, name) || !sameJson(mine[name], value)) changed.push([name, value]);
  for (const [name, value] of Object.entries(setOnce))
    if (!Object.hasOwn(set, name) && (!Object.hasOwn(now, name) || unset.includes(name))) changed.push([name, value]);
  const kept = new Set(changed.map(([name]) => name));
  return {
    set: Object.fromEntries(changed),
    unset: [...new Set(unset)].filter((name) => Object.hasOwn(now, name) && !kept.has(name) && !Object.hasOwn(set, name)),
  };
};

/** More than anybody describes a person by; a client that makes up names is stopped here. */
const maxTraits = 1_000;

const identify = (c: Extract<UserCommand, { type: "identify" }>, user: UserState): Decision => {
  const events: UserEvent[] = [];
  const email = c.redirected && user.email !== null ? null : c.email;
  const newEmail = email !== null && email !== user.email ? email : null;
  if (newEmail !== null && c.emailHolder !== null && c.emailHolder !== c.userId) return emailTaken(c.emailHolder);
  const externalId = user.externalId === null && !c.redirected ? c.externalId : null;
  if (!user.exists) {
    const createdAt = c.firstActivity ?? c.at;
    const seenAt = c.active ? c.at : null;
    events.push({
      type: "user_created",
      data: { userId: c.userId, externalId: c.externalId, email: c.email, known: c.known, createdAt, seenAt, anonymousId: c.anonymousId },
    });
  } else if (newEmail !== null || externalId !== null || (c.known && !user.known) || (c.active && c.at > (user.own.lastSeen ?? -Infinity)))
    events.push({
      type: "user_identified",
      data: {
        userId: user.userId,
        externalId,
        email: newEmail,
        known: c.known,
        previousEmail: newEmail === null ? null : user.email,
        anonymousId: c.anonymousId,
        at: c.at,
        active: c.active,
      },
    });
  const changes = traitChanges(user, c.set, c.setOnce, c.unset);
  if (Object.keys({ ...user.own.traits, ...changes.set }).length > maxTraits)
    return refuse("failed_precondition", "TOO_MANY_TRAITS", `a user has at most ${maxTraits} traits`, { field: "traits" });
  if (Object.keys(changes.set).length > 0 || changes.unset.length > 0)
    events.push({ type: "traits_changed", data: { userId: c.userId, ...changes, at: c.at, source: c.source } });
  const self = user.exists ? user : { ...initialUser, exists: true, userId: c.userId };
  if (c.visitor !== null && visitorStays(self, c.visitor) === null)
    events.push(merged(c.userId, c.visitor, c.mergeId, c.anonymousId, "identify", c.at));
  return Result.succeed(events);
};

const merge = (c: Extract<UserCommand, { type: "merge" }>, user: UserState): Decision => {
  const { loser } = c;
  if (!user.exists && c.externalId === null) return refuse("not_found", "USER_NOT_FOUND", "no such user");
  if (loser.userId === user.userId || mergedIds(user).includes(loser.userId)) return Result.succeed([]);
  const ids = { winner_user_id: user.userId, loser_user_id: loser.userId };
  if (loser.mergedInto !== null)
    return refuse("failed_precondition", "MERGED_ELSEWHERE", `the loser is already part of ${loser.mergedInto.winnerId}`, {
      ...ids,
      merge_id: loser.mergedInto.mergeId,
    });
  if (identified(loser))
    return refuse(
      "failed_precondition",
      "LOSER_IS_IDENTIFIED",
      "a person with an email or an external id is never merged into another",
      ids,
    );
  const made: UserEvent = {
    type: "user_created",
    data: { userId: user.userId, externalId: c.externalId, email: null, known: true, createdAt: c.at, seenAt: null, anonymousId: null },
  };
  return Result.succeed([...(user.exists ? [] : [made]), merged(user.userId, loser, c.mergeId, c.anonymousId, c.reason, c.at)]);
};

const decide = (c: UserCommand, user: UserState): Decision => {
  if (c.type === "create") {
    if (user.exists) return refuse("already_exists", "USER_EXISTS", `user ${c.userId} exists`, { field: "user_id", user_id: c.userId });
    if (c.email !== null && c.emailHolder !== null) return emailTaken(c.emailHolder);
    const { userId, externalId, email } = c;
    const created: UserEvent = {
      type: "user_created",
      data: { userId, externalId, email, known: true, createdAt: c.now, seenAt: null, anonymousId: null },
    };
    if (Object.keys(c.traits).length === 0) return Result.succeed([created]);
    return Result.succeed([created, { type: "traits_changed", data: { userId, set: c.traits, unset: [], at: c.now, source: "api" } }]);
  }
  if (c.type === "identify") return identify(c, user);
  if (c.type === "merge") return merge(c, user);
  if (!user.exists) return refuse("not_found", "USER_NOT_FOUND", "no such user");
  switch (c.type) {
    case "unmerge": {
      const layer = user.layers.find((l) => l.mergeId === c.mergeId);
      if (layer === undefined) return Result.succeed([]);
      if (user.mergedInto !== null)
        return refuse(
          "failed_precondition",
          "WINNER_IS_MERGED",
          `the winner is itself part of ${user.mergedInto.winnerId}: undo that merge first`,
          { merge_id: user.mergedInto.mergeId },
        );
      return Result.succeed([
        { type: "user_unmerged", data: { mergeId: c.mergeId, userId: user.userId, loserId: layer.loserId, reason: c.reason, at: c.at } },
      ]);
    }
    case "assign_segment": {
      const has = user.own.segments[c.segment];
      if (has?.priority === c.priority) return Result.succeed([]);
      return Result.succeed([
        { type: "segment_assigned", data: { userId: user.userId, segment: c.segment, priority: c.priority, source: c.source, at: c.at } },
      ]);
    }
    case "remove_segment": {
      if (!Object.hasOwn(effective(user).segments, c.segment)) {
        const ruled = Object.values(user.entered).some((e) => e.segment === c.segment);
        if (!ruled) return Result.succeed([]);
        return refuse("failed_precondition", "SEGMENT_HAS_RULE", "the person is in this segment by its rule", { segment: c.segment });
      }
      return Result.succeed([{ type: "segment_removed", data: { userId: user.userId, segment: c.segment, source: c.source, at: c.at } }]);
    }
    case "add_member":
    case "remove_member": {
      const there = Object.hasOwn(effective(user).added ?? {}, c.segmentId);
      if (there === (c.type === "add_member")) return Result.succeed([]);
      const type = there ? "member_removed" : "member_added";
      return Result.succeed([{ type, data: { userId: user.userId, segmentId: c.segmentId, at: c.at } }]);
    }
    case "predict": {
      const last = effective(user).prediction;
      if (last !== null && c.predictedAt < last.predictedAt) return Result.succeed([]);
      const { ltvPrediction, currency, churnRisk, modelVersion, predictedAt } = c;
      return Result.succeed([
        { type: "prediction_set", data: { userId: user.userId, ltvPrediction, currency, churnRisk, modelVersion, predictedAt } },
      ]);
    }
  }
};

export const userDecider: Decider<UserState, UserCommand, UserEvent> = { initialState: initialUser, decide, evolve };
