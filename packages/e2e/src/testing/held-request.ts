/** A request that waits until a test releases it. */
export interface HeldRequest {
  /** Resolves when the request is here. */
  readonly arrived: Promise<void>;
  /** Lets the server respond; without this it never does. */
  release(): void;
}

/** The requests that a server holds. */
export interface Holds {
  /** @param skip so many requests that match go on first. @default 0 */
  holdNext(pattern: RegExp, skip?: number): HeldRequest;
  /** Resolves at once, unless the request is held. */
  pass(request: string): Promise<void>;
}

type Arrive = () => Promise<void>;

export function createHolds(): Holds {
  const waiting: { readonly pattern: RegExp; skip: number; readonly arrive: Arrive }[] = [];
  return {
    holdNext(pattern, skip = 0) {
      const arrival = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const arrive = () => {
        arrival.resolve();
        return release.promise;
      };
      waiting.push({ pattern, skip, arrive });
      return { arrived: arrival.promise, release: release.resolve };
    },
    async pass(request) {
      const matching = waiting.filter(({ pattern }) => pattern.test(request));
      const held = matching.find(({ skip }) => skip === 0);
      for (const one of matching) one.skip = Math.max(0, one.skip - 1);
      if (held === undefined) return;
      waiting.splice(waiting.indexOf(held), 1);
      await held.arrive();
    },
  };
}
