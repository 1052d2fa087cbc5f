import type { OpenMedia } from '../download/media-response.ts';

/** What a scripted media host does with one request. */
export interface ScriptedResponse {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly chunks?: readonly Uint8Array[];
  /** What follows the last chunk. @default 'end' */
  readonly afterwards?: 'end' | 'silence' | Error;
}

/** A request as a scripted media host got it. */
export interface MediaRequest {
  readonly url: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

/** A media host that responds as a script describes, and then always like the last time. */
export interface ScriptedMedia {
  readonly open: OpenMedia;
  readonly requests: readonly MediaRequest[];
  /** How many responses were dropped by `close()`. */
  closed(): number;
}

/** An entry that is an error fails before there is a response; 'silence' waits for the signal. */
export function createScriptedMedia(
  script: readonly (ScriptedResponse | Error | 'silence')[],
): ScriptedMedia {
  const requests: MediaRequest[] = [];
  let closed = 0;
  return {
    requests,
    closed: () => closed,
    async open({ href }, { headers, signal }) {
      const next = script[Math.min(requests.length, script.length - 1)] ?? {};
      requests.push({ url: href, range: headers.range, ifRange: headers['if-range'] });
      if (next === 'silence') return await untilEnded(signal);
      if (next instanceof Error) throw next;
      const { chunks = [], headers: responseHeaders = {}, afterwards = 'end', status = 200 } = next;
      return {
        status,
        headers: responseHeaders,
        body: bodyOf(chunks, afterwards, signal),
        close: () => {
          closed += 1;
        },
      };
    },
  };
}

async function* bodyOf(
  chunks: readonly Uint8Array[],
  afterwards: 'end' | 'silence' | Error,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
  }
  if (afterwards === 'silence') await untilEnded(signal);
  if (afterwards instanceof Error) throw afterwards;
}

/** A real client fails with an error of its own. */
function untilEnded(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted by the client')));
  });
}
