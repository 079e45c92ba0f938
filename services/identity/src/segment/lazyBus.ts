import { unavailable } from "@marketing/shared/base/errors";
import { connectBus, type NatsConnection } from "@marketing/shared/bus/connection";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { Redacted } from "effect";

const patienceMs = 5_000;

/** A connection to the bus for the few calls that read from it, made at the first of them. Throws UNAVAILABLE while there is no bus. */
export const lazyBus = ({ config, logger }: Pick<ServiceContext, "config" | "logger">): (() => Promise<NatsConnection>) => {
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
      timer = setTimeout(() => reject(unavailable("BUS_UNAVAILABLE", "the bus, which holds the past of the events, is away")), patienceMs);
    });
    return Promise.race([connected(), late]).finally(() => clearTimeout(timer));
  };
};
