import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface Issued {
  /** PEM; of a certificate that an authority issued, that one alone. */
  readonly cert: string;
  /** PEM, PKCS #8. */
  readonly key: string;
  /** As node:tls tells it: upper-case hexadecimal. */
  readonly serialNumber: string;
}

export interface Authority extends Issued {
  /** A certificate for these DNS names and 127.0.0.1, good for servers and clients. */
  issue(options?: { readonly names?: ReadonlyArray<string>; readonly from?: Date; readonly to?: Date }): Issued;
}

/** Distinguished encoding (X.690): tag, length, content. */
const der = (tag: number, ...content: ReadonlyArray<Uint8Array>): Buffer => {
  const body = Buffer.concat(content);
  const { length } = body;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
};
const hex = (text: string): Buffer => Buffer.from(text, "hex");
const sequence = (...content: ReadonlyArray<Uint8Array>): Buffer => der(0x30, ...content);
const oid = (bytes: string): Buffer => der(0x06, hex(bytes));
const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
const yes = der(0x01, hex("ff"));

const nameOf = (commonName: string): Buffer => sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(commonName)))));
const timeOf = (time: Date): Buffer => {
  const digits = time.toISOString().replace(/[-T:]|\.\d+/g, "");
  return der(0x17, Buffer.from(digits.slice(2))); // UTCTime: two digits of the year
};
const extension = (id: string, critical: boolean, value: Buffer): Buffer => sequence(oid(id), ...(critical ? [yes] : []), der(0x04, value));
const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString("base64").replace(/.{64}/g, "$&\n").trimEnd()}\n-----END ${label}-----\n`;

interface Wanted {
  readonly subject: string;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly serial: number;
  readonly from: Date;
  readonly to: Date;
  readonly extensions: ReadonlyArray<Buffer>;
}

const keyId = (key: KeyObject): Buffer =>
  createHash("sha1")
    .update(key.export({ type: "spki", format: "der" }))
    .digest();

/** X.509 version 3 (RFC 5280), signed with ECDSA. */
const certificate = (w: Wanted): string => {
  const toBeSigned = sequence(
    der(0xa0, der(0x02, hex("02"))),
    der(0x02, Buffer.from([w.serial >> 16, (w.serial >> 8) & 255, w.serial & 255])),
    ecdsaWithSha256,
    nameOf(w.issuer),
    sequence(timeOf(w.from), timeOf(w.to)),
    nameOf(w.subject),
    w.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...w.extensions)),
  );
  return pem("CERTIFICATE", sequence(toBeSigned, ecdsaWithSha256, der(0x03, hex("00"), sign("sha256", toBeSigned, w.issuerKey))));
};

let made = 0x110000;
const day = 86_400_000;

/** A certificate authority of the test's own. Needs no openssl. */
export const newAuthority = (subject = "test authority"): Authority => {
  const { publicKey, privateKey: issuerKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issue = (name: string, key: KeyObject, from: Date, to: Date, extensions: ReadonlyArray<Buffer>) => {
    made += 1;
    const cert = certificate({ subject: name, issuer: subject, issuerKey, publicKey: key, serial: made, from, to, extensions });
    return { cert, serialNumber: made.toString(16).toUpperCase() };
  };
  const [yesterday, inTenDays] = [new Date(Date.now() - day), new Date(Date.now() + 10 * day)];
  const pkcs8 = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
  const ownId = extension("551d0e", false, der(0x04, keyId(publicKey)));
  const isAuthority = extension("551d13", true, sequence(yes));
  const mayIssue = extension("551d0f", true, der(0x03, hex("0106")));
  return {
    ...issue(subject, publicKey, yesterday, inTenDays, [isAuthority, mayIssue, ownId]),
    key: pkcs8(issuerKey),
    issue: ({ names = ["localhost"], from = yesterday, to = inTenDays } = {}) => {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const others = [...names.map((name) => der(0x82, Buffer.from(name))), der(0x87, Buffer.from([127, 0, 0, 1]))];
      const alternatives = extension("551d11", false, sequence(...others));
      const issuerId = extension("551d23", false, sequence(der(0x80, keyId(publicKey))));
      return { ...issue(names[0]!, pair.publicKey, from, to, [alternatives, issuerId]), key: pkcs8(pair.privateKey) };
    },
  };
};
