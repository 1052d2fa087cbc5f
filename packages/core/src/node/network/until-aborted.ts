/**
 * Settles as the work does, or rejects with the signal's reason the moment it aborts.
 *
 * undici alone is late: it tells an abort only once a connection stands, so that an abort during
 * the connect waits for the connect limit (8.12.4).
 */
export async function untilAborted<Value>(
  work: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return await work;

  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
