/** The process cannot do its work and trying again will not help. The message is for the operator; the process exits with 1. */
export class FatalError extends Error {
  override readonly name = "FatalError";
}
