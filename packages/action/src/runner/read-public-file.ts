import { EnvHttpProxyAgent, request } from 'undici';
import type { ReadPublicFile } from '../input/committed-image.ts';

/** API in One takes pictures of at most 10 MB. */
const mostBytes = 32 * 1024 * 1024;

const longestMilliseconds = 30_000;

/** Reads a file without any credentials; through the proxy of the environment, if there is one. */
export const readPublicFile: ReadPublicFile = async (url) => {
  const dispatcher = new EnvHttpProxyAgent();
  try {
    const signal = AbortSignal.timeout(longestMilliseconds);
    const { body, statusCode: status } = await request(url, { dispatcher, signal });
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new Error('it is larger than 32 MiB');
      chunks.push(chunk);
    }
    return { status, content: Buffer.concat(chunks) };
  } finally {
    await dispatcher.close();
  }
};
