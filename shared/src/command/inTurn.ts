const tails = new Map<string, Promise<void>>();

/** One after the other for a key, within this process. */
export const inTurn = <A>(key: string, work: () => Promise<A>): Promise<A> => {
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
