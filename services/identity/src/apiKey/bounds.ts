import { covers } from "@marketing/shared/base/scope";
import type { ApiKey } from "./events.ts";

/** What a key may do, how often and until when. */
export type Powers = Pick<ApiKey, "scopes" | "rateLimit" | "expiresAt">;
type Violation = { readonly field: string; readonly description: string };

const limitBeyond = (limit: number | null, own: number | null): Violation[] =>
  own === null || (limit !== null && limit <= own)
    ? []
    : [{ field: "rate_limit", description: `must be 1 to ${own}, as the caller's key has ${own} an hour` }];

/** Where `asked` goes beyond what the caller's key has itself: every point of it. Null = the platform, which has everything. */
export const beyond = (asked: Partial<Powers>, own: Powers | null): ReadonlyArray<Violation> => {
  if (own === null) return [];
  const { scopes = [], rateLimit, expiresAt } = asked;
  const ends = expiresAt !== undefined && own.expiresAt !== null && (expiresAt === null || expiresAt > own.expiresAt);
  return [
    ...scopes.flatMap((scope, i) =>
      covers(own.scopes, scope) ? [] : [{ field: `scopes[${i}]`, description: `the caller's key does not have ${scope}` }],
    ),
    ...(rateLimit === undefined ? [] : limitBeyond(rateLimit, own.rateLimit)),
    ...(ends ? [{ field: "expires_at", description: `must be at or before ${own.expiresAt}, when the caller's key ends` }] : []),
  ];
};
