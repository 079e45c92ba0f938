/** The runner was replaced: another one holds the lease, or the generation is gone. */
export class Fenced extends Error {
  override readonly name = "Fenced";
}

/** An operator asked the runner to stand still for a moment. */
export class Held extends Error {
  override readonly name = "Held";
}

/** The view itself failed on these events; anything else that goes wrong is not theirs to be parked for. */
export class Indigestible extends Error {
  override readonly name = "Indigestible";
  constructor(cause: unknown) {
    super((cause as Error)?.message || String(cause), { cause });
  }
}

/** Runs a view's own code: what fails there is Indigestible, unless time mends it. */
export const digest = async <A>(work: () => Promise<A> | A): Promise<A> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fenced || error instanceof Held || isPassing(error)) throw error;
    throw new Indigestible(error);
  }
};

const passingCodes = /^(08|53|57|40|55P03|ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EHOST|ENET|NR_CLOSED|CONNECTION_|TIMEOUT|UNCERTAIN)/;
const passingMessages =
  /Connection (is closed|terminated|ended)|connect(ion)? timeout|timeout exceeded|LOADING|READONLY|MOVED|CLUSTERDOWN|max retries per request|not queryable|Command timed out|connection closed|CONNECTION_/i;

/** True for what time mends (a server away, a deadlock); false for what the event itself causes. */
export const isPassing = (error: unknown): boolean => {
  const e = error as { code?: unknown; message?: unknown };
  return passingCodes.test(String(e?.code ?? "")) || passingMessages.test(String(e?.message ?? ""));
};
