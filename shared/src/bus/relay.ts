import { defaults } from "../base/defaults.ts";
import { createWaker } from "../base/waker.ts";
import { observe } from "../telemetry/gauges.ts";
import { isConnected, reconnected } from "./connection.ts";
import { watchConsumers } from "./relayConsumers.ts";
import { endFinder } from "./relayEnd.ts";
import { createMemory } from "./relayMemory.ts";
import type { RelayOptions, RelayState, RelayStatus } from "./relayOptions.ts";
import { createPoisonHandler, RelayHalted } from "./relayPoison.ts";
import { pump } from "./relayPump.ts";
import { createQuarantine } from "./relayQuarantine.ts";
import { createSender } from "./relaySender.ts";
import { streamName } from "./subject.ts";

export interface Relay {
  status(): RelayStatus;
  /** Makes the JetStream stream anew and fills it from the log. Resolves when it was made; rejects when the relay ends before. */
  fill(): Promise<void>;
  /** Resolves when it has ended: stopped, aborted or halted. Never rejects. */
  readonly done: Promise<void>;
  /** Waits until the messages in flight are acknowledged (ackTimeoutMs at most), then ends. */
  stop(): Promise<void>;
}

/**
 * Publishes the log to the service's JetStream stream: every public event once, in position order, whatever fails. Only the JetStream
 * stream itself says what was published. Its end is read at the start, after every error or reconnect and now and then while idle, and
 * publishing continues behind the position found there. Each message names the sequence and the message that it must follow. If there is a
 * second relay, a foreign message or a lost tail, the server therefore refuses the message and all in flight behind it, and the relay reads
 * the end again. (The sequence alone would not do: after k foreign messages the server would refuse k of ours and accept the next, whose
 * sequence fits again.) Where messages are gone from its middle it is filled anew.
 */
export const startRelay = (options: RelayOptions): Relay => {
  const { nc, service, source, publish, logger } = options;
  const stream = streamName(service);
  const waker = createWaker();
  const status: RelayState = { state: "starting", position: 0, head: 0, published: 0, recoveries: 0, lastError: null };
  const memory = createMemory(options.checkpoint, logger);
  const sender = createSender({ nc, service, publish });
  const quarantine = createQuarantine({ ...{ nc, service, stream, source, publish, logger }, keep: options.onForeign });
  const ending = new AbortController();
  const { consumers: record, consumersEveryMs: everyMs } = options;
  const consumers = record && watchConsumers({ nc, stream, record, logger, signal: ending.signal, everyMs });
  const findEnd = endFinder({ nc, stream: { ...options.stream, service }, quarantine, consumers, logger });
  let stopping = false;
  let asked: PromiseWithResolvers<void> | null = null;
  const context = {
    ...{ nc, stream, source, waker, sender, memory, status },
    poison: createPoisonHandler(options),
    stopping: () => stopping,
    anew: () => asked !== null,
    filled: (created: string) => consumers?.filled(created),
    timing: {
      window: options.window ?? defaults.relay.window,
      windowBytes: defaults.relay.windowBytes,
      pollMs: options.pollMs ?? defaults.relay.pollMs,
      verifyEveryMs: options.verifyEveryMs ?? defaults.relay.verifyEveryMs,
      ackTimeoutMs: options.ackTimeoutMs ?? defaults.relay.ackTimeoutMs,
    },
  };

  const unobserve = observe(["relayPublished", "relayRecoveries"], () => [
    { metric: "relayPublished", value: status.published },
    { metric: "relayRecoveries", value: status.recoveries },
  ]);
  const stop = (): void => {
    stopping = true;
    ending.abort();
    waker.wake();
  };
  const offWake = source.onWake(waker.wake);
  if (options.signal?.aborted) stop();
  options.signal?.addEventListener("abort", stop, { once: true });

  const recovered = (error: Error): void => {
    status.state = "recovering";
    status.recoveries += 1;
    status.lastError = error.message;
    sender.recover(error);
    logger.warn("relay finds its place again", { service, reason: error.message, position: status.position });
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    await memory.load();
    while (!stopping) {
      const [since, before] = [Date.now(), status.published];
      try {
        if (!isConnected(nc)) {
          if (nc.isClosed()) throw new RelayHalted("the connection to the bus was closed");
          status.state = "recovering";
          await reconnected(nc, ending.signal);
          continue;
        }
        const request = asked;
        const end = await findEnd(request !== null);
        if (request !== null) {
          asked = null;
          request.resolve();
        }
        quarantine.trust(end.created, end.lastSequence);
        await pump(context, end).finally(() => quarantine.trust(end.created, end.lastSequence + status.published - before));
      } catch (error) {
        if (stopping) break;
        if (error instanceof RelayHalted) {
          status.state = "halted";
          status.lastError = error.message;
          logger.error("relay halted", { service, reason: error.message });
          return;
        }
        recovered(error as Error);
        failures = status.published > before || Date.now() - since > 10_000 ? 0 : failures + 1;
        waker.reset();
        await waker.wait(Math.min(20 * 2 ** failures, 2_000) * (0.5 + Math.random() / 2), () => stopping);
      }
    }
    status.state = "stopped";
  };

  const done = run()
    .catch((error: Error) => {
      status.state = "halted";
      status.lastError = error.message;
      logger.error("relay ended", { service, error });
    })
    .finally(() => {
      ending.abort();
      unobserve();
      offWake();
      options.signal?.removeEventListener("abort", stop);
    });

  return {
    status: () => ({ ...status }),
    fill: () => {
      asked ??= Promise.withResolvers<void>();
      waker.wake();
      const ended = done.then(() => Promise.reject(new Error("the relay has ended")));
      return Promise.race([asked.promise, ended]);
    },
    done,
    stop: () => {
      stop();
      return done;
    },
  };
};
