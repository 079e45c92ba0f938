import type { ApiKey, ApiKeyEvent } from "./events.ts";

export interface ApiKeyState {
  /** Null = there is no such key. */
  readonly key: ApiKey | null;
  readonly revokedAt: string | null;
}

/** Whether services take the key at that time: it was not revoked, and has not ended by itself. */
export const inForce = ({ key, revokedAt }: ApiKeyState, now: Date): boolean =>
  key !== null && revokedAt === null && (key.expiresAt === null || Date.parse(key.expiresAt) > now.getTime());

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
