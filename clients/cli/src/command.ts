import type { Stack } from "@marketing/client/stack";
import type { CommandSpec, ParsedArgs } from "./args.ts";
import type { Connection } from "./connection.ts";

import type { Output } from "./terminal/output.ts";

export interface CommandContext extends ParsedArgs {
  readonly out: Output;
  /** Found at first use: a command that connects to nothing needs no stack. */
  readonly stack: () => Stack;
  readonly connection: () => Connection;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

export interface Command extends CommandSpec {
  /** Connects to nothing. */
  readonly offline?: true;
  /** Gives the exit code. Throws CliError and RpcError. */
  readonly run: (context: CommandContext) => Promise<number>;
}
