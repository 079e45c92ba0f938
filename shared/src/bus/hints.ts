import { defaults } from "../base/defaults.ts";
import type { NatsConnection } from "./connection.ts";

/** Wake-up hints, which only tell a reader that it is worth looking. They may be lost or arrive twice. */
export interface Hints {
  notify(topic: string): void;
  subscribe(topic: string, wake: () => void): () => void;
  close(): void;
}

const subjectFor = (topic: string): string => `marketing.hint.${topic.replace(/[^A-Za-z0-9_-]+/g, "-")}`;

/**
 * Hints within the process and, with a connection, between processes, by the core subject `marketing.hint.<topic>` that no JetStream stream
 * stores. Listeners in the same process are called at once; other processes get at most one hint per topic in `everyMs`.
 */
export const createHints = (nc?: NatsConnection, everyMs = defaults.bus.hintEveryMs): Hints => {
  const listeners = new Map<string, { readonly wakes: Set<() => void>; readonly off: () => void }>();
  const due = new Map<string, NodeJS.Timeout>();

  const deliver = (topic: string): void => {
    for (const wake of [...(listeners.get(topic)?.wakes ?? [])]) wake();
  };
  const send = (topic: string): void => {
    due.delete(topic);
    try {
      if (nc && !nc.isClosed() && !nc.isDraining()) nc.publish(subjectFor(topic));
    } catch {
      // a hint may be lost: pollers look anyway
    }
  };

  return {
    notify: (topic) => {
      deliver(topic);
      if (nc && !due.has(topic)) due.set(topic, setTimeout(send, everyMs, topic));
    },
    subscribe: (topic, wake) => {
      let entry = listeners.get(topic);
      if (!entry) {
        const subscription = nc && !nc.isClosed() ? nc.subscribe(subjectFor(topic), { callback: () => deliver(topic) }) : null;
        entry = { wakes: new Set(), off: () => subscription && !nc?.isClosed() && subscription.unsubscribe() };
        listeners.set(topic, entry);
      }
      entry.wakes.add(wake);
      return () => {
        entry.wakes.delete(wake);
        if (entry.wakes.size > 0 || listeners.get(topic) !== entry) return;
        entry.off();
        listeners.delete(topic);
      };
    },
    close: () => {
      for (const timer of due.values()) clearTimeout(timer);
      due.clear();
      for (const { off } of listeners.values()) off();
      listeners.clear();
    },
  };
};
