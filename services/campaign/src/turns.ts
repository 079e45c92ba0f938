import { type Command, type Handled, handleCommand } from "@marketing/shared/log/commandHandler";
import { AppendError } from "@marketing/shared/log/errors";
import type { NewEvent } from "@marketing/shared/log/event";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { sleep } from "@marketing/shared/subscription/lease";
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

/** The same command on the remembered state: its history is what came since. */
const fromMemory = <State, C, Event extends NewEvent>(command: Command<State, C, Event>): Command<State, C, Event> => {
  const { log, decider } = command;
  let base = decider.initialState;
  const memory: Pick<EventLog, "readStreamAll" | "findReceipt" | "append"> = {
    async readStreamAll(tenantId, streamId) {
      const { state, events } = await readRemembered(log, decider, tenantId, streamId);
      base = state;
      return [...events];
    },
    findReceipt: (tenantId, appendId) => log.findReceipt(tenantId, appendId),
    append: (append) => log.append(append),
  };
  const { decide, evolve } = decider;
  return {
    ...command,
    log: memory as EventLog, // all that a command asks of the log
    decider: {
      get initialState() {
        return base;
      },
      decide,
      evolve,
    },
  };
};

/**
 * A command on a stream that many want at once. The expected version makes it right; this makes it cheap: callers in one process wait for their
 * turn instead of being refused and deciding again, and those in others are given way to for a moment when they keep winning.
 */
export const handleInTurn = <State, C, Event extends NewEvent>(command: Command<State, C, Event>): Promise<Handled<State, Event>> =>
  inTurn(`${command.tenantId}${command.streamId}`, async () => {
    for (let round = 1; ; round++) {
      try {
        return await handleCommand(fromMemory(command));
      } catch (error) {
        const contested = error instanceof AppendError && error.reason === "wrong_expected_version" && error.streamId === command.streamId;
        if (!contested || command.expectedVersion !== undefined || round === rounds) throw error;
        await sleep(Math.random() * 10 * round);
      }
    }
  });
