/** Something that goes wrong at GitHub, for the next request that fits. */
export interface GithubFault {
  /** Compared with the method, the path and the query: `POST /uploads/…?name=a.mp4`. */
  readonly on: RegExp;
  readonly kind:
    | 'bad-gateway'
    /** The connection ends before the answer; an upload leaves an empty asset behind. */
    | 'cut'
    /** It is done, and nobody is told. */
    | 'lost-answer'
    /** What arrives is not what was sent. */
    | 'damaged'
    | 'rate-limit'
    /** Another job uploads the same file a moment earlier. */
    | 'name-taken'
    /** The release was published, and is immutable from now on. */
    | 'locked';
  /** @default 1 */
  readonly times?: number | undefined;
}

/** The faults that are still to come. */
export interface GithubFaults {
  add(...faults: readonly GithubFault[]): void;
  /** Takes the first fault that fits. */
  take(request: string): GithubFault['kind'] | undefined;
}

export function createGithubFaults(): GithubFaults {
  const waiting: { fault: GithubFault; left: number }[] = [];
  return {
    add(...faults) {
      waiting.push(...faults.map((fault) => ({ fault, left: fault.times ?? 1 })));
    },
    take(request) {
      const found = waiting.find(({ fault, left }) => left > 0 && fault.on.test(request));
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.fault.kind;
    },
  };
}
