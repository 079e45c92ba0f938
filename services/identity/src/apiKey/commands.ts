import type { Aggregate } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled } from "@marketing/shared/command/execute";
import { type ApiKeyCommand, apiKeyDecider } from "./decide.ts";
import type { ApiKeyEvent } from "./events.ts";
import type { ApiKeyState } from "./state.ts";

const apiKey: Aggregate<ApiKeyState, ApiKeyCommand, ApiKeyEvent> = { category: "api_key", decider: apiKeyDecider };

/** A command about one key of the caller's tenant. */
export const commandApiKey = (caller: Caller, keyId: string, command: ApiKeyCommand): Promise<Handled<ApiKeyState, ApiKeyEvent>> =>
  executeOn(caller, apiKey, keyId, command);
