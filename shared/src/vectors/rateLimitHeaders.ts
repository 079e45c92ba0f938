/** "1m6.5s", "120ms" or "2" (seconds) in milliseconds; 0 when it cannot be read. */
const durationMs = (text: string): number => {
  if (text.length > 100) return 0;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
  let sum = 0;
  for (const [, n, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)) sum += Number(n) * units[unit as keyof typeof units];
  return sum;
};

const maxMs = 60_000;
const bounded = (ms: number): number => Math.min(Math.max(ms, 0), maxMs);

/** `Retry-After` in seconds or as a date, or `retry-after-ms`; a minute at most, 0 when there is none. */
export const retryAfterMs = (headers: Headers): number => {
  const exact = headers.get("retry-after-ms");
  if (exact) return bounded(Number(exact) || 0);
  const after = headers.get("retry-after");
  if (!after) return 0;
  const seconds = Number(after);
  return bounded(Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(after) - Date.now() || 0);
};

/** Milliseconds to wait before the next request: where no requests or tokens remain, until the limit is reset. */
export const pauseMs = (headers: Headers): number =>
  bounded(
    Math.max(
      ...(["requests", "tokens"] as const).map((what) =>
        headers.get(`x-ratelimit-remaining-${what}`) === "0" ? durationMs(headers.get(`x-ratelimit-reset-${what}`) ?? "") : 0,
      ),
    ),
  );

/** Exponential backoff with jitter: doubles with every attempt, of which a random part up to a half is taken off. */
export const backOffMs = (attempt: number, firstMs: number): number => bounded(firstMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
