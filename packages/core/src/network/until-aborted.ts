/**
 * Settles as the work does, or rejects with the signal's reason the moment it aborts.
 *
 * undici alone is late: it reports an abort only once there is a connection, so an abort during the
 * connect waits for the connect limit (8.12.4).
 */
export function untilAborted<Value>(
  work: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
