import type { Hints } from "../subscription/logSource.ts";

/** Hints that work within the process from the start, and between processes once the bus is connected. */
export const deferredHints = () => {
  const local = new Map<string, Set<() => void>>();
  let remote: Hints | null = null;
  const attached: (() => void)[] = [];
  const deliver = (topic: string): void => {
    for (const wake of [...(local.get(topic) ?? [])]) wake();
  };
  const attach = (topic: string): void => {
    if (remote) attached.push(remote.subscribe(topic, () => deliver(topic)));
  };
  return {
    notify(topic: string): void {
      if (remote) remote.notify(topic);
      else deliver(topic);
    },
    subscribe(topic: string, wake: () => void): () => void {
      let wakes = local.get(topic);
      if (!wakes) {
        wakes = new Set();
        local.set(topic, wakes);
        attach(topic);
      }
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    connect(hints: Hints): void {
      remote = hints;
      for (const topic of local.keys()) attach(topic);
    },
    close(): void {
      for (const off of attached) off();
    },
  };
};
