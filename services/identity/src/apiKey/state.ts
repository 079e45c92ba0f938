import type { ApiKey, ApiKeyEvent } from "./events.ts";

export interface ApiKeyState {
  /** Null = there is no such key. */
  readonly key: ApiKey | null;
  readonly revokedAt: string | null;
}

export const initialApiKey: ApiKeyState = { key: null, revokedAt: null };

export const evolve = (state: ApiKeyState, event: ApiKeyEvent): ApiKeyState =>
  event.type === "api_key_created" ? { key: event.data, revokedAt: null } : { ...state, revokedAt: event.data.revokedAt };
