import type { ApiKey, ApiKeyEvent } from "./events.ts";

export interface ApiKeyState {
  /** Null = there is no such key. */
  readonly key: ApiKey | null;
  readonly revokedAt: string | null;
}

export const initialApiKey: ApiKeyState = { key: null, revokedAt: null };

export const evolve = (state: ApiKeyState, event: ApiKeyEvent): ApiKeyState => {
  switch (event.type) {
    case "api_key_created":
      return { key: event.data, revokedAt: null };
    case "api_key_limit_changed":
      return { ...state, key: state.key && { ...state.key, rateLimit: event.data.rateLimit } };
    case "api_key_revoked":
      return { ...state, revokedAt: event.data.revokedAt };
    case "api_key_delegated":
      return state;
  }
};
