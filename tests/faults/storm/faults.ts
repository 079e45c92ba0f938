import { freePort } from "@marketing/local/ports";
import { sleep } from "@marketing/shared/base/sleep";
import { jsRequest, streamInfo } from "@marketing/shared/bus/jsApi";
import { streamName } from "@marketing/shared/bus/subject";
import type { Random } from "../../support/random.ts";
import { type ServiceName, serviceNames } from "../../support/rpc.ts";
import { startService } from "../../support/services.ts";
import { forgetStreams, truncateLastBlock } from "./files.ts";
import type { Platform } from "./platform.ts";

export interface Fault {
  readonly kind: string;
  /** Does it and undoes what does not pass by itself; says in words what it did. */
  readonly strike: (platform: Platform, random: Random) => Promise<string>;
}

const streamOf = (random: Random): string => streamName(random.pick(serviceNames));

const killed = (name: ServiceName): Fault => ({
  kind: `kill ${name}`,
  strike: async ({ world }) => {
    await world.restart(name);
    return "kill -9, started again";
  },
});

/** A process that stands still for longer than its lease: another takes its place, and then it goes on as if nothing had been. */
const frozen: Fault = {
  kind: "freeze a service past its lease",
  strike: async ({ world, leaseTtlMs }, random) => {
    const name = random.pick(serviceNames);
    const { pid } = world.service(name);
    process.kill(pid, "SIGSTOP");
    const rival = await startService(name, { ...world.envOf(name), INSTANCE_ID: `${name}-rival`, GRPC_PORT: String(await freePort()) });
    try {
      await rival.ready();
      await sleep(leaseTtlMs + random.below(2_000));
    } finally {
      process.kill(pid, "SIGCONT");
    }
    await sleep(500);
    await rival.kill();
    return name;
  },
};

const redisFaults: ReadonlyArray<Fault> = [
  {
    kind: "kill Redis",
    strike: async ({ redis }) => {
      await redis.end("SIGKILL");
      await redis.again();
      return "kill -9, started again, empty or older";
    },
  },
  {
    kind: "wipe Redis",
    strike: async ({ redisClient }) => {
      await redisClient.flushall();
      return "FLUSHALL";
    },
  },
  {
    kind: "Redis from an old snapshot",
    strike: async ({ redis, redisClient }, random) => {
      await redisClient.save();
      const age = 1_000 + random.below(4_000);
      await sleep(age);
      await redis.end("SIGKILL");
      await redis.again();
      return `${age} ms old`;
    },
  },
];

const natsFaults: ReadonlyArray<Fault> = [
  {
    kind: "kill NATS",
    strike: async ({ nats }) => {
      await nats.kill();
      await nats.start();
      return "kill -9, started again";
    },
  },
  {
    kind: "delete JetStream's data",
    strike: async ({ nats }) => {
      await nats.kill();
      forgetStreams(nats.store);
      await nats.start();
      return "all streams and consumers";
    },
  },
  {
    kind: "truncate JetStream's last block",
    strike: async ({ nats }, random) => {
      const stream = streamOf(random);
      await nats.kill();
      truncateLastBlock(nats.store, stream);
      await nats.start();
      return stream;
    },
  },
  {
    kind: "delete a message in the middle",
    strike: async ({ world }, random) => {
      const stream = streamOf(random);
      const { state } = await streamInfo(world.bus.nc, stream);
      const seq = state.first_seq + random.below(Math.max(1, state.last_seq - state.first_seq));
      const done = await jsRequest(world.bus.nc, `STREAM.MSG.DELETE.${stream}`, { seq }).then(
        () => "deleted",
        (error: Error) => error.message,
      );
      return `${stream} ${seq}: ${done}`;
    },
  },
];

const cut = (server: "postgresql" | "redis" | "nats"): Fault => ({
  kind: `cut ${server}`,
  strike: async ({ wires }, random) => {
    const times = 1 + random.below(5);
    for (let i = 0; i < times; i += 1) {
      wires[server].cutAll();
      await sleep(random.below(300));
    }
    return `${times} times`;
  },
});

/**
 * Bytes that change on their way from NATS, and are late, gone or cut off on their way to it. What is changed on its way to NATS is stored so
 * and put aside by whoever reads it: only TLS helps against that.
 */
const disturbed: Fault = {
  kind: "disturb NATS",
  strike: async ({ wires: { nats } }, random) => {
    nats.disturb({
      toClient: { splice: 0.01, flip: 0.01, drop: 0.01, delay: 0.02, cut: 0.005 },
      toServer: { drop: 0.01, delay: 0.02, cut: 0.005 },
    });
    await sleep(2_000 + random.below(4_000));
    nats.disturb({});
    return JSON.stringify(nats.faults);
  },
};

const others: ReadonlyArray<Fault> = [
  {
    kind: "stop PostgreSQL at once",
    strike: async ({ postgresql }) => {
      await postgresql.end("SIGQUIT");
      await postgresql.again();
      return "pg_ctl's immediate mode, started again";
    },
  },
  {
    kind: "kill the vector store",
    strike: async ({ vectors }) => {
      await vectors.kill();
      await vectors.start();
      return "kill -9, started again";
    },
  },
];

export const faults: ReadonlyArray<Fault> = [
  ...serviceNames.map(killed),
  frozen,
  ...others,
  ...redisFaults,
  ...natsFaults,
  cut("postgresql"),
  cut("redis"),
  cut("nats"),
  disturbed,
];
