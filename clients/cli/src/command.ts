import type { Stack } from "@marketing/client/stack";
import { actionOf, type CommandSpec, type ParsedArgs } from "./args.ts";
import type { Connection } from "./connection.ts";
import { exitCodes } from "./exitCodes.ts";
import { ownValue } from "./own.ts";
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

/** Gives the exit code where that is not 0. */
export type Action = (context: CommandContext) => Promise<number> | Promise<void>;

/** A command whose first word says which of its actions is meant. */
export const commandOf = (spec: CommandSpec, actions: Readonly<Record<string, Action>>): Command => ({
  ...spec,
  run: async (context) => {
    const action = ownValue(actions, actionOf(spec, context.positionals, Object.keys(actions)));
    return (await action?.(context)) ?? exitCodes.ok;
  },
});
