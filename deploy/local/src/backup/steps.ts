import type { Progress } from "../progress.ts";

export interface Step {
  readonly name: string;
  readonly seconds: number;
}

export interface Steps {
  readonly done: readonly Step[];
  /** Does a step and times it; while it takes longer than two seconds it says so, with `detail` where there is any. */
  run<A>(name: string, work: () => Promise<A>, detail?: () => string): Promise<A>;
  /** Of the last step, what came after so many seconds was another one. */
  divide(seconds: number, rest: string): void;
}

const tellEvery = 2_000;
const rounded = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

/** Everything between two of a start's own lines is a step of somebody else's: only what ends as one here is told. */
export const openSteps = (progress: Progress): Steps => {
  const done: Step[] = [];
  return {
    done,
    async run(name, work, detail) {
      const began = performance.now();
      const since = () => (performance.now() - began) / 1_000;
      const timer = setInterval(() => {
        const more = detail?.() ?? "";
        progress.step(`${name}: ${since().toFixed(0)} s${more && `, ${more}`}`);
      }, tellEvery);
      try {
        const result = await work();
        const seconds = rounded(since());
        done.push({ name, seconds });
        progress.done(`${name}: ${seconds.toFixed(1)} s`);
        return result;
      } finally {
        clearInterval(timer);
      }
    },
    divide(seconds, rest) {
      const { name, seconds: all } = done.pop()!;
      done.push({ name, seconds: rounded(seconds) }, { name: rest, seconds: rounded(all - seconds) });
    },
  };
};

export const total = (steps: readonly Step[]): number => rounded(steps.reduce((sum, { seconds }) => sum + seconds, 0));
