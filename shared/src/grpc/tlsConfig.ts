import { Config, Schema } from "effect";
import type { TlsFiles } from "./tlsFiles.ts";

const clientAuths = ["none", "require"] as const;

export interface ServerTlsConfig extends TlsFiles {
  /** "require" = callers show a certificate of an authority in `caFile`. */
  readonly clientAuth: (typeof clientAuths)[number];
}

const path = (name: string) => Config.String(name).pipe(Config.withDefault(""));

export const serverTlsConfig: Config.Config<ServerTlsConfig> = Config.all({
  certFile: path("GRPC_TLS_CERT_FILE"),
  keyFile: path("GRPC_TLS_KEY_FILE"),
  caFile: path("GRPC_TLS_CA_FILE"),
  clientAuth: Config.schema(Schema.Literals(clientAuths), "GRPC_TLS_CLIENT_AUTH").pipe(Config.withDefault("none" as const)),
});
