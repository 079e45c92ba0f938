import { unavailable } from "@marketing/shared/base/errors";
import { connectBus, type NatsConnection } from "@marketing/shared/bus/connection";
import type { ApiContext } from "@marketing/shared/service/runtime";
import { Redacted } from "effect";

const timeoutMs = 5_000;

/** Gives the connection to the bus; throws UNAVAILABLE while there is none. */
export type BusConnection = () => Promise<NatsConnection>;

/** A connection for the few calls that read from the bus, made when the first of them needs it and kept from then on. */
export const onDemandBus = ({ config, logger }: Pick<ApiContext, "config" | "logger">): BusConnection => {
  let bus: Promise<NatsConnection> | null = null;
  const connected = (): Promise<NatsConnection> => {
    bus ??= connectBus({ url: Redacted.value(config.natsUrl), name: "identity-preview", logger }).then(({ nc }) => nc);
    bus.catch(() => {
      bus = null;
    });
    return bus;
  };
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(unavailable("BUS_UNAVAILABLE", "the bus, which holds the past of the events, is away")), timeoutMs);
    });
    return Promise.race([connected(), late]).finally(() => clearTimeout(timer));
  };
};
