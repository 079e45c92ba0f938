import type { NatsConnection } from "./connection.ts";
import { BusUnavailable, consumerNotFound, hasCode, jsRequest } from "./jsApi.ts";

/** As JetStream has it: these, and whatever else was set. */
export interface ConsumerConfig {
  readonly durable_name: string;
  readonly filter_subject?: string;
  readonly deliver_policy?: string;
  readonly opt_start_seq?: number;
  readonly opt_start_time?: string;
  readonly [setting: string]: unknown;
}

export interface ConsumerInfo {
  readonly name: string;
  readonly config: Omit<ConsumerConfig, "durable_name"> & { readonly durable_name?: string };
  /** Everything up to here that it was to get is acknowledged. */
  readonly ack_floor: { readonly stream_seq: number };
}

export type DurableInfo = ConsumerInfo & { readonly config: ConsumerConfig };

const isDurable = (one: ConsumerInfo): one is DurableInfo => one.config.durable_name !== undefined;

/** Null when there is none of this name. */
export const consumerInfo = async (nc: NatsConnection, stream: string, name: string): Promise<ConsumerInfo | null> => {
  try {
    return await jsRequest<ConsumerInfo>(nc, `CONSUMER.INFO.${stream}.${name}`);
  } catch (error) {
    if (hasCode(error, consumerNotFound)) return null;
    throw error;
  }
};

/** The durable consumers of a JetStream stream. In a cluster one may be missing whose server does not answer. */
export const durableConsumers = async (nc: NatsConnection, stream: string): Promise<ReadonlyArray<DurableInfo>> => {
  const found: DurableInfo[] = [];
  for (let offset = 0; ; ) {
    const page = await jsRequest<{ total: number; consumers: ConsumerInfo[] | null }>(nc, `CONSUMER.LIST.${stream}`, { offset });
    const { total, consumers } = page;
    found.push(...(consumers ?? []).filter(isDurable));
    offset += consumers?.length ?? 0;
    if (!consumers?.length || offset >= total) return found;
  }
};

/** Makes a durable consumer. Where there is one of its name, it gets the settings that can be changed. */
export const createConsumer = async (nc: NatsConnection, stream: string, config: ConsumerConfig): Promise<void> => {
  const { durable_name: name, filter_subject: filter } = config;
  const request = `CONSUMER.CREATE.${stream}.${name}${filter ? `.${filter}` : ""}`;
  await jsRequest(nc, request, { stream_name: stream, config: { ...config, name } });
};

/**
 * Makes a durable consumer, or brings the one that is there to these settings. Where it began cannot be changed and stays: a relay that
 * made it again on a new JetStream stream had it begin where it was before.
 */
export const declareDurable = async (nc: NatsConnection, stream: string, config: ConsumerConfig): Promise<void> => {
  const found = (await consumerInfo(nc, stream, config.durable_name))?.config;
  const { deliver_policy, opt_start_seq, opt_start_time } = found ?? config;
  try {
    await createConsumer(nc, stream, { ...config, deliver_policy, opt_start_seq, opt_start_time } as ConsumerConfig);
  } catch (error) {
    // Who may not make consumers has one that the operator made: with that one's settings it goes on.
    if (!(error instanceof BusUnavailable && found)) throw error;
  }
};
