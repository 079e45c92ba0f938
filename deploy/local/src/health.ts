import { Client, credentials } from "@grpc/grpc-js";

const states = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"] as const;
export type Health = (typeof states)[number] | "UNREACHABLE";

/** grpc.health.v1.Health/Check by hand: the request is one optional string, the answer one enum (field 1). */
export const checkHealth = (address: string, service = "", timeout = 2_000): Promise<Health> =>
  new Promise((resolve) => {
    const client = new Client(address, credentials.createInsecure());
    const name = Buffer.from(service);
    client.makeUnaryRequest(
      "/grpc.health.v1.Health/Check",
      (bytes: Buffer) => bytes,
      (bytes: Buffer) => states[bytes[0] === 8 ? (bytes[1] ?? 0) : 0] ?? "UNKNOWN",
      name.length === 0 ? name : Buffer.concat([Buffer.from([10, name.length]), name]),
      { deadline: Date.now() + timeout },
      (error, state) => {
        client.close();
        resolve(error ? "UNREACHABLE" : (state ?? "UNKNOWN"));
      },
    );
  });
