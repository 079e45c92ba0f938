import type { Source } from "../subscription/source.ts";

/**
 * A source on a bus that may not be connected yet. Until `become`, reads fail with a transient error, after which the runner tries again.
 */
export const deferredSource = (name: string): Source & { become(source: Source): void } => {
  let actual: Source | null = null;
  const waiting = new Set<() => void>();
  return {
    name,
    read: (cursor, limit) =>
      actual
        ? actual.read(cursor, limit)
        : Promise.reject(Object.assign(new Error("the bus is not connected yet"), { code: "CONNECTION_WAITING" })),
    onWake: (wake) => {
      let off: () => void = () => waiting.delete(wake);
      const start = () => {
        off = actual!.onWake(wake);
      };
      if (actual) start();
      else waiting.add(start);
      return () => off();
    },
    become(source) {
      actual = source;
      for (const start of waiting) start();
      waiting.clear();
    },
  };
};
