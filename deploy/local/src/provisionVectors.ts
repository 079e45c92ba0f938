import { type ProvisionOptions, portFor } from "./provision.ts";
import type { StackVectors } from "./stackFile.ts";
import { supervise } from "./supervisor.ts";
import { startVectors } from "./vectorServer.ts";

/** Pinecone, or what PINECONE_CONTROLLER_HOST names, where the environment has PINECONE_API_KEY; else a server of ours. */
export const provisionVectors = async (
  apiKey: string,
  { dataDir, progress, onSupervised, onProcess, check }: Omit<ProvisionOptions, "passwords">,
): Promise<StackVectors> => {
  check();
  const { PINECONE_API_KEY: given, PINECONE_CONTROLLER_HOST: host = "" } = process.env;
  if (given) {
    progress.done(`vectors ${host || "Pinecone"} (PINECONE_API_KEY)`);
    return { url: host, apiKey: given };
  }
  const port = await portFor(dataDir, "vectors");
  progress.step("vectors: starting");
  const supervised = supervise("vectors", (onStarted) => startVectors({ dataDir, port, password: apiKey, progress, onStarted }), {
    progress,
    onProcess,
  });
  onSupervised(supervised);
  const { url } = await supervised.up;
  progress.done(`vectors (Pinecone-compatible) on 127.0.0.1:${port}`);
  return { url, apiKey };
};
