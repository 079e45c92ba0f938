import type { Logger } from "../base/logger.ts";
import { connectBus, type NatsConnection } from "../bus/connection.ts";
import type { Health } from "../grpc/health.ts";

export interface LateBus {
  /** Null until the bus is there. */
  nc(): NatsConnection | null;
  /** Ends what was begun, the last first, then the connection. */
  close(): Promise<void>;
}

export interface LateBusOptions {
  readonly url: string;
  readonly name: string;
  readonly health: Health;
  readonly logger: Logger;
  /** Called once, when the bus is there; what it begins it hands to `atEnd` to be ended. */
  readonly begin: (nc: NatsConnection, atEnd: (stop: () => Promise<unknown>) => void) => void;
}

/** A service's connection to a bus that may come later than the service. Health knows it as "nats". */
export const openLateBus = ({ url, name, health, logger, begin }: LateBusOptions): LateBus => {
  const stops: (() => Promise<unknown>)[] = [];
  let connected: NatsConnection | null = null;
  let closed = false;
  health.set("nats", false);
  const connecting = connectBus({ url, name, logger }).then((bus) => {
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
