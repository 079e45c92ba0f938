import type { Logger } from "../base/logger.ts";
import { connectBus, type NatsConnection } from "../bus/connection.ts";
import type { Health } from "../grpc/health.ts";

export interface DeferredBus {
  /** Null until the bus is connected. */
  nc(): NatsConnection | null;
  /** Stops what `begin` started, in reverse order, then closes the connection. */
  close(): Promise<void>;
}

export interface DeferredBusOptions {
  readonly url: string;
  /** Of the service. */
  readonly name: string;
  readonly health: Health;
  readonly logger: Logger;
  /** Called once, when the bus is connected. It passes to `atEnd` how to stop what it starts. */
  readonly begin: (nc: NatsConnection, atEnd: (stop: () => Promise<unknown>) => void) => void;
}

/** A service's connection to the bus, which may become available only after the service has started. In the health it is "nats". */
export const openDeferredBus = ({ url, name, health, logger, begin }: DeferredBusOptions): DeferredBus => {
  const stops: (() => Promise<unknown>)[] = [];
  let connected: NatsConnection | null = null;
  let closed = false;
  health.set("nats", false);
  const connecting = connectBus({ url, name, service: name, logger }).then((bus) => {
    if (closed) return bus.close();
    connected = bus.nc;
    stops.push(() => bus.close());
    health.set("nats", bus.connected());
    bus.onStatus((status) => health.set("nats", status === "connected"));
    begin(bus.nc, (stop) => stops.push(stop));
  });
  connecting.catch((error: unknown) => logger.error("the bus refuses the connection", { error }));
  return {
    nc: () => connected,
    close: async () => {
      closed = true;
      for (const stop of stops.reverse()) await stop();
    },
  };
};
