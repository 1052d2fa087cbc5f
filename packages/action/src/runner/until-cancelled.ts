/**
 * Settles as the work does, or rejects with the signal's reason the moment it aborts. The work goes
 * on: it is for requests that a later record needs to share.
 */
export async function untilCancelled<Value>(
  work: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
