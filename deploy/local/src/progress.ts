/** Where the steps of a start are told. Everything goes to stderr: stdout belongs to results. */
export interface Progress {
  /** A step begins that may take a while. */
  step(text: string): void;
  done(text: string): void;
  warn(text: string): void;
}

export const toStderr: Progress = {
  step: (text) => process.stderr.write(`• ${text}\n`),
  done: (text) => process.stderr.write(`✓ ${text}\n`),
  warn: (text) => process.stderr.write(`! ${text}\n`),
};

export const silent: Progress = { step: () => undefined, done: () => undefined, warn: () => undefined };

/** Something a person must do before a start can work: shown as its message alone, without a stack trace. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}
