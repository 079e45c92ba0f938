import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { FatalError } from "../base/fatal.ts";

/** Paths of PEM files; "" = none. */
export interface TlsFiles {
  /** The own certificate, then those between it and its authority. */
  readonly certFile: string;
  /** Its private key, without a passphrase. */
  readonly keyFile: string;
  /** Authorities that the other side's certificate is verified with: several while one replaces another. */
  readonly caFile: string;
}

/** What is in the files; null where none is named. */
export interface TlsBytes {
  readonly certificate: Buffer | null;
  readonly privateKey: Buffer | null;
  readonly ca: Buffer | null;
}

/** Files that fit together. */
export interface TlsMaterial extends TlsBytes {
  /** The own certificate, first of its file. */
  readonly leaf: X509Certificate | null;
}

/** Undefined where it is now valid. */
const untimely = ({ validFromDate, validToDate }: X509Certificate): string | undefined => {
  if (Date.now() > validToDate.getTime()) return `expired on ${validToDate.toISOString()}`;
  return Date.now() < validFromDate.getTime() ? `is not valid before ${validFromDate.toISOString()}` : undefined;
};

/** What has become wrong with files that were right. */
export const timeProblem = ({ certFile }: TlsFiles, { leaf }: TlsMaterial): string | undefined => {
  const problem = leaf === null ? undefined : untimely(leaf);
  return problem && `${certFile} ${problem}`;
};

const certificatesOf = (path: string, pem: Buffer, problems: string[]): ReadonlyArray<X509Certificate> => {
  const text = pem.toString("latin1");
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  // As many as begin: a file that is being written may end in the middle of one.
  if (blocks.length === 0 || blocks.length !== text.split("-----BEGIN").length - 1) {
    problems.push(`${path} holds ${blocks.length === 0 ? "no certificate" : "something else beside certificates, or a part of one"}`);
    return [];
  }
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    problems.push(`${path} holds a broken certificate`);
    return [];
  }
};

const keyOf = (path: string, pem: Buffer, problems: string[]): KeyObject | undefined => {
  try {
    return createPrivateKey(pem);
  } catch {
    problems.push(`${path} holds no private key, or one with a passphrase`);
    return undefined;
  }
};

/** What only OpenSSL refuses, as a key that is too small. */
const refusal = ({ certificate, privateKey, ca }: TlsBytes): string | undefined => {
  try {
    createSecureContext({ ...(certificate && privateKey && { cert: certificate, key: privateKey }), ...(ca && { ca }) });
    return undefined;
  } catch (error) {
    return `OpenSSL refuses the files: ${(error as Error).message}`;
  }
};

/** Reads the files that are named; what cannot be read is added to the problems. */
export const readTlsFiles = ({ certFile, keyFile, caFile }: TlsFiles, problems: string[]): TlsBytes => {
  const read = (path: string): Buffer | null => {
    try {
      return path === "" ? null : readFileSync(path);
    } catch (error) {
      problems.push(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
      return null;
    }
  };
  if ((certFile === "") !== (keyFile === "")) problems.push(`a certificate and its key go together: ${certFile || keyFile} stands alone`);
  return { certificate: read(certFile), privateKey: read(keyFile), ca: read(caFile) };
};

/** Throws a FatalError with the problems given and everything else that is wrong with the files. */
export const checkTlsFiles = ({ certFile, keyFile, caFile }: TlsFiles, bytes: TlsBytes, problems: string[]): TlsMaterial => {
  const { certificate, privateKey, ca } = bytes;
  const leaf = (certificate && certificatesOf(certFile, certificate, problems)[0]) ?? null;
  const key = privateKey && keyOf(keyFile, privateKey, problems);
  const late = leaf && untimely(leaf);
  if (late) problems.push(`${certFile} ${late}`);
  if (leaf && key && !leaf.checkPrivateKey(key)) problems.push(`${keyFile} is not the key of ${certFile}`);
  const authorities = ca ? certificatesOf(caFile, ca, problems) : [];
  // One that expired may stay in the bundle: those beside it are what counts.
  if (authorities.length > 0 && authorities.every(untimely)) problems.push(`${caFile} ${untimely(authorities[0]!)}`);
  const refused = problems.length === 0 ? refusal(bytes) : undefined;
  if (refused) problems.push(refused);
  if (problems.length > 0) throw new FatalError(`TLS: ${problems.join("; ")}`);
  return { ...bytes, leaf };
};

const same = (a: Buffer | null, b: Buffer | null): boolean => (a && b ? a.equals(b) : a === b);

export const samePair = (a: TlsBytes, b: TlsBytes): boolean => same(a.certificate, b.certificate) && same(a.privateKey, b.privateKey);

export const sameAuthorities = (a: TlsBytes, b: TlsBytes): boolean => same(a.ca, b.ca);
