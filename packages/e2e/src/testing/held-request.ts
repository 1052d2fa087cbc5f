/** A request that waits until a test releases it. */
export interface HeldRequest {
  /** Resolves when the request is here. */
  readonly arrived: Promise<void>;
  /** Lets the server respond; without this it never does. */
  release(): void;
}

/** The requests that a server holds. */
export interface Holds {
  holdNext(pattern: RegExp): HeldRequest;
  /** Resolves at once, unless the request is held. */
  pass(request: string): Promise<void>;
}

export function createHolds(): Holds {
  const waiting: { readonly pattern: RegExp; readonly arrive: () => Promise<void> }[] = [];
  return {
    holdNext(pattern) {
      const arrival = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const arrive = () => {
        arrival.resolve();
        return release.promise;
      };
      waiting.push({ pattern, arrive });
      return { arrived: arrival.promise, release: release.resolve };
    },
    async pass(request) {
      const at = waiting.findIndex(({ pattern }) => pattern.test(request));
      if (at >= 0) await waiting.splice(at, 1)[0]?.arrive();
    },
  };
}
