/** The runner's order to stop. */
export interface Cancellation {
  readonly signal: AbortSignal;
  /** What a shell would report: 128 plus the signal's number; undefined until cancelled. */
  exitCode(): number | undefined;
}

/** The signals the runner sends, and their numbers; Windows knows SIGBREAK instead of SIGTERM. */
const numbers = { SIGINT: 2, SIGTERM: 15, SIGBREAK: 21 } as const;

type RunnerSignal = keyof typeof numbers;

/** The runner cancelled the step, or the job's time was up. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  readonly processSignal: RunnerSignal;

  constructor(processSignal: RunnerSignal) {
    super(`The run was cancelled (${processSignal}).`);
    this.processSignal = processSignal;
  }
}

/**
 * Listens for the runner's signals: SIGINT first, SIGTERM after 7.5 s, the end after 2.5 s more.
 * The listeners stay, so a second signal does not cut off what the first one began.
 *
 * @param onSignal called for each signal, the later ones too.
 */
export function listenForCancellation(
  source: SignalSource,
  onSignal: (name: RunnerSignal) => void = () => {},
): Cancellation {
  const controller = new AbortController();
  const listen = (name: RunnerSignal) =>
    source.on(name, () => {
      controller.abort(new CancelledError(name));
      onSignal(name);
    });
  listen('SIGINT');
  listen('SIGTERM');
  listen('SIGBREAK');
  return {
    signal: controller.signal,
    exitCode() {
      const reason: unknown = controller.signal.reason;
      return reason instanceof CancelledError ? 128 + numbers[reason.processSignal] : undefined;
    },
  };
}

/** What `process` is here. */
export interface SignalSource {
  on(name: RunnerSignal, listener: () => void): unknown;
}
