/** Many readers or one writer; whoever comes later than a waiting writer waits behind it. */
export interface Gate {
  /** Runs at once, within the call, while nobody writes. */
  read<A>(work: () => A | Promise<A>): Promise<A>;
  write<A>(work: () => A): Promise<A>;
}

export const createGate = (): Gate => {
  let readers = 0;
  let free = (): void => undefined;
  let writing: Promise<void> | undefined;
  return {
    read: async (work) => {
      while (writing) await writing;
      readers += 1;
      try {
        return await work();
      } finally {
        readers -= 1;
        if (readers === 0) free();
      }
    },
    write: async (work) => {
      while (writing) await writing;
      if (readers === 0) return work();
      let done = (): void => undefined;
      writing = new Promise((resolve) => {
        done = resolve;
      });
      await new Promise<void>((resolve) => {
        free = resolve;
      });
      free = () => undefined;
      try {
        return work();
      } finally {
        writing = undefined;
        done();
      }
    },
  };
};
