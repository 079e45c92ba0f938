import { forAllCalls } from "../base/servedCall.ts";

/**
 * The answers of a look-up, each for `forMs`; callers at once share one. At most `most` of them, and what was found is kept apart from what
 * was not: whoever asks for what does not exist displaces nobody's answer.
 */
export const remembered = <A>(
  lookUp: (id: string) => Promise<A>,
  { isFound, forMs, most }: { readonly isFound: (answer: A) => boolean; readonly forMs: number; readonly most: number },
): ((id: string) => A | Promise<A>) => {
  interface Kept {
    readonly answer: A;
    readonly until: number;
  }
  const [found, missing] = [new Map<string, Kept>(), new Map<string, Kept>()];
  const pending = new Map<string, Promise<A>>();
  const keep = (id: string, kept: Kept): void => {
    found.delete(id);
    missing.delete(id);
    const cache = isFound(kept.answer) ? found : missing;
    if (cache.size >= most) cache.delete(cache.keys().next().value!); // insertion order: the oldest goes
    cache.set(id, kept);
  };
  return (id) => {
    const kept = found.get(id) ?? missing.get(id);
    if (kept && kept.until > performance.now()) return kept.answer;
    const running = pending.get(id);
    if (running) return running;
    // The time counts from before the look-up: a change that it does not see happened after that.
    const until = performance.now() + forMs;
    const asked = forAllCalls(() => lookUp(id))
      .then((answer) => {
        keep(id, { answer, until });
        return answer;
      })
      .finally(() => pending.delete(id));
    pending.set(id, asked);
    return asked;
  };
};
