import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { AppendError } from "@marketing/shared/base/appendError";
import { failedPrecondition, fromRejection, notFound } from "@marketing/shared/base/errors";
import type { EventMetadata, NewEvent } from "@marketing/shared/base/event";
import { appendIdOf, uuidv5 } from "@marketing/shared/base/ids";
import type { Append, EventLog } from "@marketing/shared/log/eventLog";
import type { Receipt } from "@marketing/shared/log/streamReader";
import { Result } from "effect";
import { type EmailReservation, foldReservation, reservationsFor } from "./emailReservation.ts";
import { emailStream } from "./identifiers.ts";
import { firstEvent, type LoadedUser, loadPerson, loadUser, mergeStream, userStream } from "./loadUser.ts";
import type { UserState } from "./person.ts";
import { userDecider } from "./user.ts";
import type { UserCommand } from "./userCommand.ts";
import type { UserEvent } from "./userEvents.ts";

/** Who asks, for whom, and under which receipt. */
export interface Caller {
  readonly log: EventLog;
  readonly tenantId: string;
  /** e.g. "Identify"; with requestId it names the receipt. */
  readonly rpc: string;
  readonly requestId: string | null;
  readonly expectedVersion: number | null;
  readonly metadata: EventMetadata;
}

export interface Outcome {
  readonly state: UserState;
  readonly version: number;
  readonly position: number;
  readonly mergeId: string | null;
  readonly replayed: boolean;
}

/** What a decision needs to know, looked up anew at every attempt. */
interface Looked {
  readonly user: LoadedUser;
  readonly command: UserCommand;
  readonly loser?: LoadedUser;
  readonly email?: EmailReservation;
}

const attempts = 20;

type Settled<A> = { readonly failed: false; readonly value: A } | { readonly failed: true; readonly error: unknown };
const settled = <A>(work: Promise<A>): Promise<Settled<A>> =>
  work.then(
    (value) => ({ failed: false, value }),
    (error: unknown) => ({ failed: true, error }),
  );

/**
 * Looks up, decides, appends to every stream concerned at once; what changed in between is looked up and decided again.
 * Throws RpcError for a refusal, AppendError when the caller's expected version is not the user's.
 */
export const runUserCommand = async (
  caller: Caller,
  look: (ids: { mergeId: string }) => Promise<Looked>,
  current: () => Promise<LoadedUser>,
): Promise<Outcome> => {
  const appendId = caller.requestId === null ? randomUUID() : appendIdOf(caller.tenantId, caller.rpc, caller.requestId);
  const mergeId = uuidv5("merge", appendId);
  for (let attempt = 1; ; attempt++) {
    // the receipt is looked for beside everything else: a repeat is the exception
    const known = attempt === 1 && caller.requestId !== null ? caller.log.findReceipt(caller.tenantId, appendId) : null;
    const [receipt, looked] = await Promise.all([known, settled(look({ mergeId }))]);
    if (receipt) return replay(caller, receipt, mergeId, await current());
    if (looked.failed) throw looked.error;
    const { user, command } = looked.value;
    if (caller.expectedVersion !== null && caller.expectedVersion !== user.version)
      throw new AppendError("wrong_expected_version", userStream(user.userId), user.version);
    const decision = userDecider.decide(command, user.state);
    if (Result.isFailure(decision)) throw fromRejection(decision.failure);
    const events = decision.success;
    if (events.length === 0) return { state: user.state, version: user.version, position: user.position, mergeId: null, replayed: false };
    const own = events[0]?.type === "user_created" ? events : [...firstEvent(user), ...events];
    try {
      const { position, versions, replayed } = await caller.log.append({
        tenantId: caller.tenantId,
        appendId,
        writes: [
          { streamId: userStream(user.userId), expected: user.version, events: own.map(personal(user.userId)) },
          ...alongside(looked.value, events),
        ],
        metadata: caller.metadata,
      });
      const before = user.version === 0 ? { ...userDecider.initialState, entered: user.state.entered } : user.state;
      const state = own.reduce(userDecider.evolve, before);
      return { state, version: versions[0]!, position, mergeId: events.some((e) => e.type === "user_merged") ? mergeId : null, replayed };
    } catch (error) {
      const conflict = error instanceof AppendError && error.reason === "wrong_expected_version";
      if (!conflict || attempt === attempts) throw error;
      await sleep(Math.random() * 5 * attempt);
    }
  }
};

const replay = async (caller: Caller, receipt: Receipt, mergeId: string, user: LoadedUser): Promise<Outcome> => {
  const merged = await caller.log.readStream(caller.tenantId, mergeStream(mergeId), 0, 1);
  return {
    state: user.state,
    version: receipt.versions[0] ?? user.version,
    position: receipt.position,
    mergeId: merged.length > 0 ? mergeId : null,
    replayed: true,
  };
};

const personal =
  (subjectId: string) =>
  (event: UserEvent): NewEvent => ({ ...event, subjectId });

/** The other streams of the append: the loser's, the merge's record, the addresses. */
const alongside = ({ user, loser, email }: Looked, events: ReadonlyArray<UserEvent>): Append["writes"] => {
  const writes: Array<Append["writes"][number]> = [];
  for (const { type, data } of events) {
    if (type === "user_merged" && loser) {
      const { mergeId, at } = data;
      const into: UserEvent = { type: "merged_into", data: { mergeId, userId: loser.userId, winnerId: user.userId, at } };
      writes.push({
        streamId: userStream(loser.userId),
        expected: loser.version,
        events: [...firstEvent(loser), into].map(personal(loser.userId)),
      });
      writes.push({
        streamId: mergeStream(mergeId),
        expected: "no-stream",
        events: [{ type: "merge_recorded", data: { mergeId, winnerId: user.userId, loserId: loser.userId } }],
      });
    }
    if (type === "user_unmerged" && loser) {
      const { mergeId, at } = data;
      const from: UserEvent = { type: "unmerged_from", data: { mergeId, userId: loser.userId, winnerId: user.userId, at } };
      writes.push({ streamId: userStream(loser.userId), expected: loser.version, events: [personal(loser.userId)(from)] });
      writes.push({ streamId: mergeStream(mergeId), expected: "stream-exists", events: [{ type: "merge_undone", data: { mergeId } }] });
    }
  }
  if (email) writes.push(...reservationsFor(user.userId, user.state.email, events, email));
  return writes;
};

const reservation = async ({ log, tenantId }: Caller, email: string | null): Promise<EmailReservation | undefined> =>
  email === null ? undefined : foldReservation(await log.readStreamAll(tenantId, emailStream(email)));

export type CreateUser = Omit<Extract<UserCommand, { type: "create" }>, "type" | "emailHolder">;
export const createUser = (caller: Caller, c: CreateUser): Promise<Outcome> => {
  const load = () => loadUser(caller.log, caller.tenantId, c.userId);
  return runUserCommand(
    caller,
    async () => {
      const [user, email] = await Promise.all([load(), reservation(caller, c.email)]);
      return { user, ...(email ? { email } : {}), command: { ...c, type: "create", emailHolder: email?.holder ?? null } };
    },
    load,
  );
};

export interface Identify
  extends Omit<
    Extract<UserCommand, { type: "identify" }>,
    "type" | "emailHolder" | "visitor" | "mergeId" | "redirected" | "firstActivity"
  > {
  /** The id the anonymous id stands for, when a user id is given beside it. */
  readonly visitorId: string | null;
}
/** `noticed` hears of the user and the visitor as they were when the decision was taken. */
export const identify = (
  caller: Caller,
  c: Identify,
  noticed: (user: LoadedUser & { redirected: boolean }, visitor: UserState | null) => void,
): Promise<Outcome> => {
  const { visitorId, ...said } = c;
  return runUserCommand(
    caller,
    async ({ mergeId }) => {
      const [user, visitor, email] = await Promise.all([
        loadPerson(caller.log, caller.tenantId, c.userId),
        visitorId === null ? null : loadUser(caller.log, caller.tenantId, visitorId),
        reservation(caller, c.email),
      ]);
      noticed(user, visitor?.state ?? null);
      const streamless = user.version === 0;
      const command: UserCommand = {
        ...said,
        type: "identify",
        userId: user.userId,
        emailHolder: email?.holder ?? null,
        redirected: user.redirected,
        firstActivity: streamless && user.state.exists ? user.state.createdAt : null,
        visitor: visitor?.state ?? null,
        mergeId,
      };
      const known = streamless ? { ...user, state: { ...user.state, exists: false } } : user;
      return { user: known, command, ...(visitor ? { loser: visitor } : {}), ...(email ? { email } : {}) };
    },
    () => loadPerson(caller.log, caller.tenantId, c.userId),
  );
};

export interface Merge {
  readonly winnerId: string;
  readonly loserId: string;
  readonly externalId: string | null;
  readonly anonymousId: string | null;
  readonly reason: "alias" | "merge";
  readonly at: number;
}
export const mergeUsers = (caller: Caller, c: Merge): Promise<Outcome> => {
  const winner = () => loadPerson(caller.log, caller.tenantId, c.winnerId);
  return runUserCommand(
    caller,
    async ({ mergeId }) => {
      const [user, loser] = await Promise.all([winner(), loadUser(caller.log, caller.tenantId, c.loserId)]);
      if (c.reason === "merge" && !loser.state.exists) throw notFound("USER_NOT_FOUND", "no such user", { field: "loser_user_id" });
      const { externalId, anonymousId, reason, at } = c;
      return { user, loser, command: { type: "merge", loser: loser.state, externalId, anonymousId, reason, mergeId, at } };
    },
    winner,
  );
};

/** Both people as they are after the undo. */
export const undoMerge = async (caller: Caller, mergeId: string, reason: string, at: number): Promise<Outcome & { loser: LoadedUser }> => {
  const [record] = await caller.log.readStream(caller.tenantId, mergeStream(mergeId), 0, 1);
  if (!record) throw notFound("MERGE_NOT_FOUND", "no such merge", { merge_id: mergeId });
  const { winnerId, loserId } = record.data as { winnerId: string; loserId: string };
  const load = (id: string) => loadUser(caller.log, caller.tenantId, id);
  const outcome = await runUserCommand(
    caller,
    async () => {
      const [user, loser] = await Promise.all([load(winnerId), load(loserId)]);
      if (user.state.layers.some((l) => l.mergeId === mergeId) && loser.state.mergedInto?.mergeId !== mergeId)
        throw failedPrecondition("MERGE_CHANGED", "the loser is no longer part of the winner by this merge", { merge_id: mergeId });
      return { user, loser, command: { type: "unmerge", mergeId, reason, at } };
    },
    () => load(winnerId),
  );
  return { ...outcome, loser: await load(loserId) };
};

/** A command about one person: segments, predictions. */
export const changeUser = (caller: Caller, userId: string, command: UserCommand): Promise<Outcome> => {
  const load = () => loadPerson(caller.log, caller.tenantId, userId);
  return runUserCommand(caller, async () => ({ user: await load(), command }), load);
};
