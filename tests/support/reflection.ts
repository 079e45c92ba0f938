import { Client, credentials } from "@grpc/grpc-js";

/** What gRPC reflection lists, asked as a tool without our protos asks: ServerReflectionRequest{list_services: "*"}. */
export const reflected = async (address: string): Promise<string[]> => {
  const client = new Client(address, credentials.createInsecure());
  try {
    const path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    const call = client.makeBidiStreamRequest(
      path,
      () => Buffer.from([0x3a, 0x01, 0x2a]),
      (bytes: Buffer) => bytes,
    );
    call.write({});
    const answer = await new Promise<Buffer>((resolve, reject) => call.on("data", resolve).on("error", reject));
    call.end();
    return [...answer.toString("latin1").matchAll(/[a-z0-9.]+\.v1\.[A-Za-z]+/g)].map((m) => m[0]);
  } finally {
    client.close();
  }
};
