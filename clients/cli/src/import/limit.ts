/** At most `size` tasks at a time: `acquire` waits for a place and gives the function that frees it. */
export const places = (size: number): { acquire: () => Promise<() => void>; idle: () => Promise<void> } => {
  let free = size;
  const waiting: Array<() => void> = [];
  const idlers: Array<() => void> = [];
  const release = () => {
    const next = waiting.shift();
    if (next !== undefined) next();
    else {
      free += 1;
      if (free === size) for (const go of idlers.splice(0)) go();
    }
  };
  return {
    acquire: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((go) => waiting.push(go));
      let released = false;
      return () => {
        if (released) return;
        released = true;
        release();
      };
    },
    idle: () => (free === size ? Promise.resolve() : new Promise((go) => idlers.push(go))),
  };
};

/**
 * Runs tasks so that two which share a key run in the order given, and others side by side. An identify has two keys, the
 * person's and the visitor's: whoever is identified first from a shared browser has to be first here too.
 */
export const inOrder = (): (<T>(keys: ReadonlyArray<string>, task: () => Promise<T>) => Promise<T>) => {
  const last = new Map<string, Promise<unknown>>();
  return (keys, task) => {
    const before = keys.map((key) => last.get(key)).filter((promise) => promise !== undefined);
    const run = Promise.allSettled(before).then(task);
    const settled = run.then(
      () => undefined,
      () => undefined,
    );
    for (const key of keys) last.set(key, settled);
    void settled.then(() => {
      for (const key of keys) if (last.get(key) === settled) last.delete(key);
    });
    return run;
  };
};

/** Knows up to which line everything was answered, while answers arrive in any order. */
export const watermark = (): { begin: (line: number, parts: number) => void; done: (line: number) => void; lowest: () => number } => {
  const open = new Map<number, number>();
  let read = 0;
  return {
    begin: (line, parts) => {
      read = line;
      if (parts > 0) open.set(line, parts);
    },
    done: (line) => {
      const left = (open.get(line) ?? 1) - 1;
      if (left === 0) open.delete(line);
      else open.set(line, left);
    },
    // Lines begin in order, and a Map keeps the order of insertion: the first is the lowest.
    lowest: () => {
      for (const line of open.keys()) return line - 1;
      return read;
    },
  };
};
