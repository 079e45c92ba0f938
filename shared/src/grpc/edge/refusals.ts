import { attributes as a } from "../../telemetry/attributes.ts";
import { instruments } from "../../telemetry/instruments.ts";

/** Why somebody is refused who asks for more at once than may be. What a limit of units an hour refuses is counted apart. */
export const refusals: ReadonlySet<string> = new Set([
  "TOO_MANY_CALLS",
  "TOO_MANY_STREAMS",
  "TOO_MANY_WAITING",
  "TOO_MANY_UNKNOWN_KEYS",
  "REQUEST_TOO_LARGE",
  "REQUEST_INCOMPLETE",
]);

/** `tenantId`: null where it is not known, as of a connection. */
export const countRefusal = (reason: string, tenantId: string | null): void =>
  instruments.refused.add(1, { [a.refusal]: reason, [a.tenant]: tenantId ?? "" });
