/** This runner may no longer write: another one has the lease, or the generation is gone. */
export class Fenced extends Error {
  override readonly name = "Fenced";
}

/** This runner may not write for a moment, while a generation is compared or promoted. */
export class Held extends Error {
  override readonly name = "Held";
}

/** An operator asked the view to stand still until it is resumed. */
export class Paused extends Held {}

/** The view's own code failed on these events. Only this leads to an event being parked; other failures are tried again. */
export class PoisonEventError extends Error {
  override readonly name = "PoisonEventError";
  constructor(cause: unknown) {
    super((cause as Error)?.message || String(cause), { cause });
  }
}

/** Runs a view's own code. What it throws becomes a PoisonEventError, unless it is transient or about the right to write. */
export const runView = async <A>(work: () => Promise<A> | A): Promise<A> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fenced || error instanceof Held || isTransient(error)) throw error;
    throw new PoisonEventError(error);
  }
};

const transientCodes =
  /^(08|25006|25P0[123]|53|57|40|55P03|ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EHOST|ENET|NR_CLOSED|CONNECTION_|TIMEOUT|UNCERTAIN)/;
const transientMessages =
  /Connection (is closed|terminated|ended)|connect(ion)? timeout|timeout exceeded|LOADING|READONLY|MOVED|CLUSTERDOWN|max retries per request|not queryable|Command timed out|connection closed|CONNECTION_/i;

/** True for failures that go away by themselves (a server is unavailable, a deadlock), false for those that the event itself causes. */
export const isTransient = (error: unknown): boolean => {
  const e = error as { code?: unknown; message?: unknown };
  return transientCodes.test(String(e?.code ?? "")) || transientMessages.test(String(e?.message ?? ""));
};
