import { type Attributes, logs as api, SeverityNumber, trace } from "@opentelemetry/api";
import type { Fields, Level } from "../base/logger.ts";
import { ownValue, setOwn } from "../base/own.ts";
import { framesOf } from "../base/redact.ts";
import { attributes as a } from "./attributes.ts";
import { errorTypeOf } from "./tracing.ts";

const severities: Record<Level, SeverityNumber> = {
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
};

/**
 * The fields of log entries that are exported, and the attribute each becomes. Other fields, and all messages of errors, are only written
 * to stderr.
 */
const exported: Readonly<Record<string, string>> = {
  tenantId: a.tenant,
  subscription: a.subscription,
  view: a.subscription,
  stream: a.messagingDestination,
  durable: a.messagingConsumer,
  eventId: a.messagingMessage,
  type: a.eventType,
  position: a.position,
  attempt: a.attempt,
  attempts: a.attempt,
  index: a.index,
  dependency: a.dependency,
  method: a.rpcMethod,
};

/** Gives an entry to the SDK, which adds the active span. `message` is a constant in the code, never made of data. */
export const exportLog = (level: Level, message: string, fields: Fields): void => {
  const attributes: Attributes = {};
  for (const [key, value] of Object.entries(fields)) {
    const name = ownValue(exported, key);
    if (name && (typeof value === "string" || typeof value === "number")) setOwn(attributes, name, value);
    else if (value instanceof Error) {
      attributes[a.exceptionType] = errorTypeOf(value);
      attributes[a.exceptionStack] = framesOf(value);
    }
  }
  api.getLogger("marketing").emit({ severityNumber: severities[level], severityText: level.toUpperCase(), body: message, attributes });
};

/** The ids of the active trace and span, as fields of a log entry. */
export const activeTraceFields = (): Fields => {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { traceId: span.traceId, spanId: span.spanId } : {};
};
