import { FatalError } from "@marketing/shared/base/fatal";
import { checkTlsFiles, readTlsFiles, sameAuthorities, samePair, type TlsFiles, type TlsMaterial } from "@marketing/shared/grpc/tlsFiles";

/** What the next connection is made with. */
export type TlsSource = () => TlsMaterial;

/**
 * Reads the files now, and again whenever it is asked. Files that cannot be used later, as a certificate whose key has not been written yet,
 * change nothing: the last good ones stay until they fit again. Throws a FatalError with everything that is wrong with them now.
 */
export const openTlsSource = (files: TlsFiles): TlsSource => {
  if (files.caFile === "") throw new FatalError("TLS: a client needs the file of the authorities it trusts");
  const unread: string[] = [];
  let current = checkTlsFiles(files, readTlsFiles(files, unread), unread);
  return () => {
    const problems: string[] = [];
    const bytes = readTlsFiles(files, problems);
    // To check a bundle of authorities takes milliseconds: only what is new is checked.
    if (samePair(bytes, current) && sameAuthorities(bytes, current)) return current;
    try {
      current = checkTlsFiles(files, bytes, problems);
    } catch {
      // being replaced right now
    }
    return current;
  };
};
