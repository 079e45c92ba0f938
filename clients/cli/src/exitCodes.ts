/** What the command's exit status means. Documented by `marketing --help`. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  unverified: 4,
  denied: 5,
  notFound: 6,
  interrupted: 130,
} as const;

export const exitCodeHelp: ReadonlyArray<readonly [number, string]> = [
  [exitCodes.ok, "done"],
  [exitCodes.failed, "failed, or with --strict: lines were unreadable or items rejected"],
  [exitCodes.usage, "wrong usage: unknown command or option, unreadable file"],
  [exitCodes.unreachable, "a service could not be reached, or did not answer in time"],
  [exitCodes.unverified, "verification failed: a view differs from its log"],
  [exitCodes.denied, "the service refused the key or its scope"],
  [exitCodes.notFound, "there is nothing under that id"],
  [exitCodes.interrupted, "interrupted"],
];

/** A failure the user can act on: printed as one line, without a stack. */
export class CliError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const usageError = (message: string): CliError => new CliError(message, exitCodes.usage);
