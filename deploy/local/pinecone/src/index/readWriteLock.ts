/** Many readers at once, or one writer. Who asks while a writer waits is served after that writer, so that writers do not starve. */
export interface ReadWriteLock {
  /** Starts `work` at once, within the call, while nobody writes or waits to write. */
  read<A>(work: () => A | Promise<A>): Promise<A>;
  write<A>(work: () => A): Promise<A>;
}

export const createReadWriteLock = (): ReadWriteLock => {
  let readers = 0;
  let onNoReaders = (): void => undefined;
  let writer: Promise<void> | undefined;
  return {
    read: async (work) => {
      while (writer) await writer;
      readers += 1;
      try {
        return await work();
      } finally {
        readers -= 1;
        if (readers === 0) onNoReaders();
      }
    },
    write: async (work) => {
      while (writer) await writer;
      if (readers === 0) return work();
      const written = Promise.withResolvers<void>();
      writer = written.promise;
      await new Promise<void>((resolve) => {
        onNoReaders = resolve;
      });
      onNoReaders = () => undefined;
      try {
        return work();
      } finally {
        writer = undefined;
        written.resolve();
      }
    },
  };
};
