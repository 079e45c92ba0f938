import { ChannelCredentials } from "@grpc/grpc-js";
import { Redacted } from "effect";
import { type KeyDirectory, ownDirectory } from "../auth/keyDirectory.ts";
import { FatalError } from "../base/fatal.ts";
import { askedDirectory } from "../directory/asked.ts";
import { openDirectoryClient } from "../directory/client.ts";
import { directoryCopy, directorySource } from "../directory/copy.ts";
import { type DirectoryEvents, directoryView } from "../directory/ownView.ts";
import { directoryRpcs } from "../directory/rpcs.ts";
import type { Implementation } from "../grpc/server.ts";
import { openClientTls } from "../grpc/tls.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Subscription } from "../subscription/runner.ts";
import type { Source } from "../subscription/source.ts";
import type { ServiceConfig } from "./config.ts";

/** How a service comes to know tenants and API keys. */
export interface ServiceDirectory {
  readonly directory: KeyDirectory;
  /** Given the service's own log. */
  readonly subscription: (log: Source) => Subscription;
  /** Served to the other services, where this is the one that keeps the directory. */
  readonly implementations: ReadonlyArray<Implementation>;
  close(): void;
}

interface Options {
  readonly name: string;
  /** Absent in the services that copy. */
  readonly events: DirectoryEvents | undefined;
  readonly config: ServiceConfig;
  /** The api role's. */
  readonly pool: Pool;
}

/** Kept here, or copied from the service at DIRECTORY_ADDRESS. Throws a FatalError where that is not known. */
export const openDirectory = ({ name, events, config, pool }: Options): ServiceDirectory => {
  const own = ownDirectory(pool);
  if (events !== undefined)
    return {
      directory: own,
      subscription: (source) => ({ view: directoryView(events), source }),
      implementations: [directoryRpcs(pool)],
      close: () => undefined,
    };
  const { directoryAddress: address, directoryCaFile: caFile } = config;
  const key = Redacted.value(config.directoryKey);
  const missing = Object.entries({ DIRECTORY_ADDRESS: address, DIRECTORY_KEY: key }).flatMap(([variable, value]) =>
    value === "" ? [variable] : [],
  );
  if (missing.length > 0)
    throw new FatalError(
      `${missing.join(" and ")}: where and by which key tenants and API keys are asked for must be set; docs/operations.md tells more`,
    );
  const { certFile, keyFile } = config.tls;
  const tls = caFile === "" ? null : openClientTls({ certFile, keyFile, caFile });
  const client = openDirectoryClient({ service: name, key, address, credentials: tls?.credentials ?? ChannelCredentials.createInsecure() });
  return {
    directory: askedDirectory(own, client),
    subscription: () => ({ view: directoryCopy, source: directorySource(client) }),
    implementations: [],
    close: () => {
      client.close();
      tls?.stop();
    },
  };
};
