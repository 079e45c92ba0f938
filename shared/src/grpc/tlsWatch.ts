import type { experimental } from "@grpc/grpc-js";
import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { checkTlsFiles, readTlsFiles, sameAuthorities, samePair, type TlsFiles, type TlsMaterial, timeProblem } from "./tlsFiles.ts";

export interface WatchOptions {
  /** Between two checks of the files, ms; default 5,000. */
  readonly everyMs?: number;
  readonly logger?: Logger | undefined;
  /** After every look: what is in use, and what is wrong with the files as they lie there now. */
  readonly told?: (inUse: TlsMaterial, problem: string | undefined) => void;
}

export interface WatchedTls {
  /** What gRPC asks at every new handshake. */
  readonly provider: experimental.CertificateProvider;
  readonly current: () => TlsMaterial;
  readonly stop: () => void;
}

/**
 * Reads the files now and again and again; throws a FatalError where they cannot be used now. Later, files that cannot be used, as a
 * certificate whose key has not been written yet, change nothing: the last good ones stay until the files fit again. Their content is
 * compared, since Kubernetes swaps a symlink above them.
 */
export const watchTlsFiles = (
  files: TlsFiles,
  { everyMs = defaults.grpc.tlsFilesMs, logger, told = () => undefined }: WatchOptions = {},
): WatchedTls => {
  const unread: string[] = [];
  let current = checkTlsFiles(files, readTlsFiles(files, unread), unread);
  let warned: string | undefined;
  const pairListeners = new Set<experimental.IdentityCertificateUpdateListener>();
  const caListeners = new Set<experimental.CaCertificateUpdateListener>();
  const pair = () => current.certificate && current.privateKey && { certificate: current.certificate, privateKey: current.privateKey };
  const ca = () => current.ca && { caCertificate: current.ca };

  const adopt = (next: TlsMaterial): void => {
    const [samePairAsNow, sameAuthoritiesAsNow] = [samePair(current, next), sameAuthorities(current, next)];
    current = next;
    if (!samePairAsNow) for (const listener of pairListeners) listener(pair());
    if (!sameAuthoritiesAsNow) for (const listener of caListeners) listener(ca());
    logger?.info("new TLS files are in use", { serial: next.leaf?.serialNumber, until: next.leaf?.validToDate.toISOString() });
  };
  /** What is wrong, if something is. To check an authority's bundle takes milliseconds: only what is new is checked. */
  const look = (): string | undefined => {
    const problems: string[] = [];
    const bytes = readTlsFiles(files, problems);
    if (samePair(bytes, current) && sameAuthorities(bytes, current)) return timeProblem(files, current);
    try {
      adopt(checkTlsFiles(files, bytes, problems));
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const timer = setInterval(() => {
    const problem = look();
    if (problem !== undefined && problem !== warned) logger?.warn("the TLS files cannot be used, the last good ones stay", { problem });
    warned = problem;
    told(current, problem);
  }, everyMs);
  timer.unref();
  told(current, undefined);

  return {
    // A listener hears of what there is only after it was added, as gRPC's own provider does it: its watchers are not ready sooner.
    provider: {
      addIdentityCertificateListener: (listener) => {
        pairListeners.add(listener);
        process.nextTick(() => listener(pair()));
      },
      removeIdentityCertificateListener: (listener) => pairListeners.delete(listener),
      addCaCertificateListener: (listener) => {
        caListeners.add(listener);
        process.nextTick(() => listener(ca()));
      },
      removeCaCertificateListener: (listener) => caListeners.delete(listener),
    },
    current: () => current,
    stop: () => clearInterval(timer),
  };
};
