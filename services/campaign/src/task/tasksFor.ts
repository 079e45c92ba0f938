import { sleep } from "@marketing/shared/base/sleep";
import { createWaker } from "@marketing/shared/base/waker";
import type { Caller } from "@marketing/shared/command/caller";
import type { Source } from "@marketing/shared/subscription/source";
import type { Claim, ClaimedTask, Claimer } from "./claimer.ts";
import { loadTask } from "./commands.ts";

/** How long a lost hint delays a task, ms. */
const pollMs = 500;
/** Hints come with every event of the service: looks are at least this far apart, ms. */
const paceMs = 20;

/** Tasks for one worker as they come, one at a time: the next when this one is not the worker's any more. Ends when `signal` aborts. */
export async function* tasksFor(options: {
  readonly claimer: Claimer;
  readonly caller: Caller;
  readonly claim: Claim;
  readonly source: Pick<Source, "onWake">;
  readonly signal: AbortSignal;
}): AsyncGenerator<ClaimedTask> {
  const { claimer, caller, claim, signal } = options;
  const waker = createWaker();
  const off = options.source.onWake(waker.wake);
  signal.addEventListener("abort", waker.wake, { once: true });

  const held = async ({ state }: ClaimedTask): Promise<boolean> => {
    const now = await loadTask(caller.log, caller.tenantId, state.taskId);
    const { status, lease } = now.state;
    return status === "claimed" && lease?.leaseId === state.lease?.leaseId && Date.now() <= lease!.until;
  };
  const news = async (): Promise<void> => {
    await waker.wait(pollMs);
    await sleep(paceMs);
  };

  try {
    while (!signal.aborted) {
      waker.reset();
      const claimed = await claimer.claim(caller, claim).catch((error: unknown) => {
        if (signal.aborted) return null;
        throw error;
      });
      if (claimed === null) {
        await news();
        continue;
      }
      yield claimed;
      for (waker.reset(); !signal.aborted && (await held(claimed)); waker.reset()) await news();
    }
  } finally {
    off();
    signal.removeEventListener("abort", waker.wake);
  }
}
