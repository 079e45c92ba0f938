import { toTimestamp } from "@marketing/shared/grpc/struct";

/** Milliseconds since 1970 as a message; null where there is no time. */
export const timeMessage = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : toTimestamp(new Date(ms)));
