/** A failure of GitHub that a test asks for; the next request that matches gets it. */
export interface InjectedFailure {
  /** Compared with the method, the path and the query: `POST /uploads/…?name=a.mp4`. */
  readonly on: RegExp;
  readonly kind:
    | 'bad-gateway'
    /** The connection ends before the response; an upload leaves an empty asset. */
    | 'cut'
    /** It is done, and no response comes. */
    | 'lost-response'
    /** It is done, and the edge responds with an error. */
    | 'done-and-bad-gateway'
    /** What arrives is not what was sent. */
    | 'damaged'
    | 'rate-limit'
    /** The same limit with the other status that GitHub uses. */
    | 'rate-limit-429'
    /** The token lacks contents: write. */
    | 'not-permitted'
    /** A reference to a commit with other workflows than any branch: nothing permits that. */
    | 'workflows-differ'
    /** Another job uploads the same file a moment earlier. */
    | 'name-taken'
    /** The release was published, and is immutable from now on. */
    | 'locked';
  /** @default 1 */
  readonly times?: number | undefined;
}

/** The failures that are still to come. */
export interface InjectedFailures {
  add(...failures: readonly InjectedFailure[]): void;
  /** Takes the first failure that matches. */
  take(request: string): InjectedFailure['kind'] | undefined;
}

export function createInjectedFailures(): InjectedFailures {
  const waiting: { failure: InjectedFailure; left: number }[] = [];
  return {
    add(...failures) {
      waiting.push(...failures.map((failure) => ({ failure, left: failure.times ?? 1 })));
    },
    take(request) {
      const found = waiting.find(({ failure, left }) => left > 0 && failure.on.test(request));
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.failure.kind;
    },
  };
}
