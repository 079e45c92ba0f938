import type { Rejection } from "@marketing/shared/base/decider";
import { Result } from "effect";

export const refuse = (kind: Rejection["kind"], reason: string, message: string, metadata?: Rejection["metadata"]) =>
  Result.fail<Rejection>({ kind, reason, message, ...(metadata ? { metadata } : {}) });

export const accept = <Event>(...events: ReadonlyArray<Event>) => Result.succeed<ReadonlyArray<Event>>(events);
