import { type ChannelCredentials, experimental, type ServerCredentials } from "@grpc/grpc-js";
import { defaults } from "../base/defaults.ts";
import { FatalError } from "../base/fatal.ts";
import type { Logger } from "../base/logger.ts";
import type { Health } from "./health.ts";
import type { ServerTlsConfig } from "./tlsConfig.ts";
import { checkTlsFiles, readTlsFiles, type TlsFiles } from "./tlsFiles.ts";
import { watchTlsFiles } from "./tlsWatch.ts";

export interface ServerTls {
  readonly credentials: ServerCredentials;
  readonly stop: () => void;
}

export interface ServerTlsOptions {
  readonly health?: Health;
  readonly logger?: Logger;
  /** Between two checks of the files, ms; default 5,000. */
  readonly everyMs?: number;
}

/** A certificate in its last tenth should have been replaced by now: renewal is due at two thirds. */
const isNearItsEnd = ({ validFromDate, validToDate }: { readonly validFromDate: Date; readonly validToDate: Date }): boolean =>
  validToDate.getTime() - Date.now() < (validToDate.getTime() - validFromDate.getTime()) / 10;

/**
 * TLS as the configuration asks; null where it asks for none. New handshakes get what the files hold a few seconds later, connections that
 * stand are left alone. Throws a FatalError with everything that is wrong.
 */
export const openServerTls = (
  config: ServerTlsConfig,
  { health, logger, everyMs = defaults.grpc.tlsFilesMs }: ServerTlsOptions = {},
): ServerTls | null => {
  const { certFile, keyFile, caFile, clientAuth } = config;
  const problems: string[] = [];
  if (certFile === "" && keyFile === "") {
    if (caFile === "" && clientAuth === "none") return null;
    problems.push("GRPC_TLS_CA_FILE and GRPC_TLS_CLIENT_AUTH need GRPC_TLS_CERT_FILE and GRPC_TLS_KEY_FILE");
  }
  if (clientAuth === "require" && caFile === "") problems.push("GRPC_TLS_CLIENT_AUTH=require needs GRPC_TLS_CA_FILE");
  // Nothing is verified without `require`: an authority that is broken then is no reason to fail.
  const files = { certFile, keyFile, caFile: clientAuth === "require" ? caFile : "" };
  if (problems.length > 0) checkTlsFiles(files, readTlsFiles(files, problems), problems);
  const watched = watchTlsFiles(files, {
    everyMs,
    logger,
    told: ({ leaf }, problem) => {
      const detail = problem ?? `${leaf!.serialNumber} until ${leaf!.validToDate.toISOString()}`;
      health?.note("certificate", problem === undefined && !isNearItsEnd(leaf!), detail);
    },
  });
  const { provider } = watched;
  // Its declaration has the first two the other way round: the own pair comes first, then the authorities or null.
  const credentials = experimental.createCertificateProviderServerCredentials(
    provider,
    clientAuth === "require" ? provider : null,
    clientAuth === "require",
  );
  return { credentials, stop: watched.stop };
};

export interface ClientTls {
  readonly credentials: ChannelCredentials;
  readonly stop: () => void;
}

/**
 * TLS to servers that an authority in `caFile` vouches for; with a pair, it is shown to servers that ask. New connections are made with
 * what the files hold by then. Throws a FatalError with everything that is wrong.
 */
export const openClientTls = (files: TlsFiles, options: { readonly everyMs?: number } = {}): ClientTls => {
  if (files.caFile === "") throw new FatalError("TLS: a client needs the file of the authorities it trusts");
  const { provider, current, stop } = watchTlsFiles(files, options);
  return { credentials: experimental.createCertificateProviderChannelCredentials(provider, current().leaf && provider), stop };
};
