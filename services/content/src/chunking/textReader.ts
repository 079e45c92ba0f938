import { Worker } from "node:worker_threads";
import { createLogger, type Logger } from "@marketing/shared/base/logger";
import type { Format } from "./block.ts";
import type { Reading } from "./readingThread.ts";
import { type ReadText, readText } from "./readText.ts";

/** Computing time that a text may take, in ms. The worst that are known take seven seconds for the 5 MiB that a text may have. */
const readingMs = 30_000;
/** How often it is looked at, in ms. */
const watchMs = 500;
/** What the thread may hold of texts and of what they are, in MB. */
const memoryMb = 1_024;

/** Reads a text that tenants wrote; never fails. */
export type TextReader = (text: string, format: Format | null) => Promise<ReadText>;

export interface TextReaderOptions {
  readonly logger?: Logger;
  readonly budgetMs?: number;
  /** The thread's program. */
  readonly program?: URL;
}

/**
 * Reads texts in a thread of their own, one after the other, so that no text keeps the process from its other work. What is read depends on
 * the text alone: its cost is linear in its length, which was bounded when it was written. The budget is for a mistake in the reader
 * itself: a text that takes more, or breaks the thread, is read as plain text, and that is logged as an error. It counts computing time,
 * which a busy machine does not change.
 */
export const textReader = (options: TextReaderOptions = {}): TextReader => {
  const { logger = createLogger("content"), budgetMs = readingMs } = options;
  const program = options.program ?? new URL("./readingThread.ts", import.meta.url);
  let thread: Worker | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const start = (): Worker => {
    // nothing of what this process was started with is meant for the thread
    const started = new Worker(program, { execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
    started.unref();
    return started;
  };
  const end = (ended: Worker): void => {
    if (thread === ended) thread = null;
    void ended.terminate();
  };

  const readInThread = (reading: Reading): Promise<ReadText> => {
    thread ??= start();
    const worker = thread;
    return new Promise((resolve, reject) => {
      const spent = async (): Promise<number> => {
        const { user, system } = await worker.cpuUsage();
        return (user + system) / 1_000;
      };
      let before: number | null = null;
      const watch = setInterval(() => {
        spent().then(
          (ms) => {
            before ??= ms;
            if (ms - before > budgetMs) settle(() => reject(new Error(`reading took more than ${budgetMs} ms of computing`)), true);
          },
          () => undefined, // the thread is gone, which its own event tells
        );
      }, watchMs);
      const settle = (by: () => void, broken: boolean): void => {
        clearInterval(watch);
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
        if (broken) end(worker);
        else worker.unref();
        by();
      };
      const onMessage = (read: ReadText): void => settle(() => resolve(read), false);
      const onError = (error: Error): void => settle(() => reject(error), true);
      const onExit = (code: number): void => settle(() => reject(new Error(`the reading thread ended with ${code}`)), true);
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      worker.ref();
      worker.postMessage(reading);
    });
  };

  return (text, format) => {
    const read = turn.then(() => readInThread({ text, format }));
    turn = read.catch(() => undefined);
    return read.catch((error: unknown) => {
      logger.error("a text is read as plain text", { characters: text.length, format, error });
      return readText(text, "text");
    });
  };
};
