import { AppendError } from "@marketing/shared/base/appendError";
import type { NewEvent } from "@marketing/shared/base/event";
import { sleep } from "@marketing/shared/base/sleep";
import { type Command, type Handled, handleCommand } from "@marketing/shared/log/commandHandler";
import { readRemembered } from "./remembered.ts";

const tails = new Map<string, Promise<void>>();

/** One after the other for a key, within this process. */
const inTurn = <A>(key: string, work: () => Promise<A>): Promise<A> => {
  const mine = (tails.get(key) ?? Promise.resolve()).then(work);
  const tail = mine.then(
    () => undefined,
    () => undefined,
  );
  tails.set(key, tail);
  void tail.then(() => {
    if (tails.get(key) === tail) tails.delete(key);
  });
  return mine;
};

const rounds = 20;

/**
 * A command on a stream that many want at once. The expected version makes it right; this makes it cheap: callers in one process wait for their
 * turn instead of being refused and deciding again, and those in others are given way to for a moment when they keep winning.
 */
export const handleInTurn = <State, C, Event extends NewEvent>(command: Command<State, C, Event>): Promise<Handled<State, Event>> =>
  inTurn(`${command.tenantId}${command.streamId}`, async () => {
    const load = () => readRemembered(command.log, command.decider, command.tenantId, command.streamId);
    for (let round = 1; ; round++) {
      try {
        return await handleCommand({ ...command, load });
      } catch (error) {
        const contested = error instanceof AppendError && error.reason === "wrong_expected_version" && error.streamId === command.streamId;
        if (!contested || command.expectedVersion !== undefined || round === rounds) throw error;
        await sleep(Math.random() * 10 * round);
      }
    }
  });
