import { connect } from "node:net";

/**
 * Tells of every command that a Redis server is sent, by whatever client and for whichever of its databases, from the moment it resolves.
 * By hand: ioredis takes the first commands it is told of for answers to its own, when they come while it still connects.
 */
export const monitorRedis = (url: string, seen: (command: string, words: ReadonlyArray<string>) => void): Promise<{ stop(): void }> =>
  new Promise((resolve, reject) => {
    const { hostname, port, username, password } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    const secret = decodeURIComponent(password);
    let accepted = secret === "" ? 1 : 0;
    let rest = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = `${rest}${chunk}`.split("\r\n");
      rest = lines.pop()!;
      for (const line of lines) {
        if (line.startsWith("-")) reject(new Error(`Redis refuses to be watched: ${line.slice(1)}`));
        // +OK to AUTH and to MONITOR, then: +1795944056.065996 [3 127.0.0.1:53604] "info" "server"
        const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word]) => word!);
        if (words.length > 0) seen(words[0]!.toLowerCase(), words.slice(1));
        else if (line === "+OK" && ++accepted === 2) resolve({ stop: () => socket.destroy() });
      }
    });
    socket.on("error", reject);
    if (secret !== "") socket.write(`AUTH ${username === "" ? "" : `${decodeURIComponent(username)} `}${secret}\r\n`);
    socket.write("MONITOR\r\n");
  });
