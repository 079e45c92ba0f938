import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { ownValue } from "../base/own.ts";
import type { NatsConnection } from "./connection.ts";
import { hasCode, jsRequest, type StreamInfo, streamInfo, streamNotFound } from "./jsApi.ts";
import { serviceSubjects, streamName } from "./subject.ts";

export interface StreamOptions {
  readonly service: string;
  /** How long the bus keeps an event; 0 = for ever. Default 30 days: older history comes from the log by `Subscribe`. */
  readonly maxAgeMs?: number;
  /** 3 in production, 1 on one machine. */
  readonly replicas?: number;
  /** How long JetStream rejects a repeated message id; default 2 minutes. Nothing depends on it. */
  readonly duplicateWindowMs?: number;
}

const nanos = 1_000_000;

/** The declared configuration of a service's JetStream stream. */
export const streamConfig = (o: StreamOptions) => {
  const maxAge = o.maxAgeMs ?? defaults.stream.maxAgeMs;
  const window = o.duplicateWindowMs ?? defaults.stream.duplicateWindowMs;
  return {
    name: streamName(o.service),
    subjects: [serviceSubjects(o.service)],
    retention: "limits",
    storage: "file",
    discard: "old",
    max_age: maxAge * nanos,
    max_msgs: -1,
    max_bytes: -1,
    max_consumers: -1,
    max_msg_size: -1,
    num_replicas: o.replicas ?? 1,
    duplicate_window: (maxAge > 0 ? Math.min(window, maxAge) : window) * nanos, // JetStream refuses a window longer than the age
    // The owner has to be able to, and nobody else can reach it: `deny_delete` and `deny_purge` would bind the owner too, for ever.
    deny_delete: false,
    deny_purge: false,
    allow_direct: true,
  };
};

/** Settings that cannot be changed after a JetStream stream was created; a difference is only logged. */
const fixed = new Set(["retention", "storage", "deny_delete", "deny_purge"]);

/**
 * Creates the service's JetStream stream, or brings its configuration to the declared one; never deletes. Safe to run from
 * several processes at once. Throws JetStreamError when the server refuses.
 */
export const declareStream = async (nc: NatsConnection, options: StreamOptions, logger?: Logger): Promise<StreamInfo> => {
  const wanted = streamConfig(options);
  let found: StreamInfo;
  try {
    found = await streamInfo(nc, wanted.name);
  } catch (error) {
    if (!hasCode(error, streamNotFound)) throw error;
    const made = await jsRequest<StreamInfo>(nc, `STREAM.CREATE.${wanted.name}`, wanted);
    logger?.info("jetstream stream created", { stream: wanted.name });
    return made;
  }
  const differs = Object.entries(wanted).filter(
    ([key, value]) => JSON.stringify(ownValue(found.config, key) ?? defaultOf(value)) !== JSON.stringify(value),
  );
  if (differs.length === 0) return found;
  const lasting = differs.filter(([key]) => fixed.has(key)).map(([key]) => key);
  if (lasting.length > 0) logger?.warn("jetstream stream differs where it cannot be changed", { stream: wanted.name, settings: lasting });
  const change = Object.fromEntries(differs.filter(([key]) => !fixed.has(key)));
  if (Object.keys(change).length === 0) return found;
  const updated = await jsRequest<StreamInfo>(nc, `STREAM.UPDATE.${wanted.name}`, { ...found.config, ...change });
  logger?.info("jetstream stream updated", { stream: wanted.name, settings: Object.keys(change) });
  return updated;
};

// The server omits settings that are false or zero.
const defaultOf = (value: unknown): unknown => (typeof value === "boolean" ? false : typeof value === "number" ? 0 : null);
