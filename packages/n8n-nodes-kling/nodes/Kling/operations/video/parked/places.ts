import { type Client, isError } from '@kling-automation/core';
import type { Api } from '../../../host/network/api.ts';

/** Thrown for a video that no place was free for: nothing was claimed or sent. */
export class NotBegun extends Error {}

/** Submits as long as places are free. */
export type Places = Pick<Client, 'submit'>;

/** How many places there are, and for how long. */
export interface PlaceOptions {
  readonly free: number;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Whether a callback URL is ours, not the user's. */
  readonly isOwnCallback: (url: string) => boolean;
}

/**
 * Gives places to submissions, until a time: a task keeps its place, because it is at work when this
 * turn is over; a submission that made none gives its place back.
 */
export function placeSubmissions(
  { client, clock }: Pick<Api, 'client' | 'clock'>,
  { free, isOwnCallback, until }: PlaceOptions,
): Places {
  let taken = 0;
  return {
    async submit(request, options = {}) {
      if (taken >= free || clock.now() >= until) throw new NotBegun();
      taken += 1;
      let isBegun = false;
      const { beforePost, deadline = until } = options;
      const submitting = client.submit(request, {
        ...options,
        deadline: Math.min(deadline, until),
        beforePost: async () => {
          isBegun = true;
          await beforePost?.();
        },
      });
      const { callbackUrl, ...withoutCallback } = request;
      const isOwn = callbackUrl !== undefined && isOwnCallback(callbackUrl);
      const submitted = submitting.catch((error: unknown) => {
        // A callback only spares us polls, and no page lists it among the fields of this model.
        if (!isOwn || !isAboutCallback(error)) throw error;
        return client.submit(withoutCallback, { signal: options.signal, deadline: until });
      });
      return submitted.catch((error: unknown) => {
        const mayBeAtWork = isError(error, 'ambiguous-submission');
        if (!mayBeAtWork) taken -= 1;
        // The API asks for a pause beyond this turn; the next one tries.
        throw !isBegun && isError(error, 'rate-limited') ? new NotBegun() : error;
      });
    },
  };
}

function isAboutCallback(error: unknown): boolean {
  return isError(error, 'refused') && /call_?back/i.test(error.apiMessage ?? '');
}
