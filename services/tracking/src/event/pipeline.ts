/**
 * Works on several requests of a stream at once and gives the answers as they are ready. Reads no further while `width` of them are
 * being worked on or wait to be sent: that is the back-pressure.
 */
export async function* pipeline<Req, Res>(
  requests: AsyncIterable<Req>,
  width: number,
  work: (request: Req) => Promise<Res>,
): AsyncGenerator<Res> {
  const source = requests[Symbol.asyncIterator]();
  const ready: Res[] = [];
  let failure: { readonly error: unknown } | null = null;
  let [busy, ended, reading] = [0, false, false];
  let wake: () => void = () => undefined;

  const failed = (error: unknown): void => {
    failure ??= { error };
    wake();
  };
  const start = (request: Req): void => {
    busy++;
    work(request).then((response) => {
      busy--;
      ready.push(response);
      wake();
    }, failed);
  };
  const read = (): void => {
    reading = true;
    source.next().then(({ done, value }) => {
      reading = false;
      if (done) ended = true;
      else start(value);
      wake();
    }, failed);
  };

  for (;;) {
    if (failure) throw (failure as { error: unknown }).error;
    const next = ready.shift();
    if (next !== undefined) {
      yield next;
      continue;
    }
    if (ended && busy === 0) return;
    if (!ended && !reading && busy < width) read();
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (ready.length > 0 || failure || (ended && busy === 0) || (!ended && !reading && busy < width)) resolve();
    });
  }
}
