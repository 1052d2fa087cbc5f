import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { downloadVideo } from '../../nodes/Kling/host/download-video.ts';

const head = Buffer.from('00000018667479706d703432', 'hex');

/** Opens a media server, and the helpers of n8n that fetch from it and store what comes. */
async function openMedia(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const chunks: Buffer[] = [];
  const store = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      setImmediate(done);
    },
  });
  const helpers = {
    httpRequest: async ({ url }: { url: string }) => {
      const body = await new Promise<IncomingMessage>((resolve) => get(url, resolve));
      return { statusCode: body.statusCode, headers: body.headers, body };
    },
    prepareBinaryData: async (
      stream: NodeJS.ReadableStream,
      fileName: string,
      mimeType: string,
    ) => {
      await pipeline(stream, store);
      return { fileName, mimeType, data: 'stored' };
    },
  };
  const fetchIt = (maximumBytes: number) =>
    downloadVideo(
      { helpers } as unknown as Parameters<typeof downloadVideo>[0],
      `http://127.0.0.1:${port}/`,
      {
        taskId: 'n41/x',
        fileName: '',
        maximumBytes,
        signal: undefined,
        refreshUrl: async () => undefined,
      },
    );
  return { fetchIt, stored: () => Buffer.concat(chunks) };
}

describe('a download without announced length', () => {
  test('is stored whole, byte for byte', async () => {
    const content = Buffer.concat([head, Buffer.alloc(3_000_000, 7)]);
    const { fetchIt, stored } = await openMedia((response) => {
      response.write(content.subarray(0, 5));
      setImmediate(() => response.end(content.subarray(5)));
    });

    const binary = await fetchIt(10_000_000);

    expect(binary).toMatchObject({ fileName: 'n41_x.mp4', mimeType: 'video/mp4' });
    expect(stored().equals(content)).toBe(true);
  });

  test('is broken off when it grows too large', async () => {
    const { fetchIt, stored } = await openMedia((response) => {
      response.write(head);
      response.end(Buffer.alloc(3_000_000, 7));
    });

    await expect(fetchIt(1_000_000)).rejects.toMatchObject({ fault: 'too-large', taskId: 'n41/x' });
    expect(stored().byteLength).toBeLessThan(1_200_000);
  });

  test('is refused when it is empty', async () => {
    const { fetchIt } = await openMedia((response) => response.end());

    await expect(fetchIt(1_000_000)).rejects.toMatchObject({ fault: 'not-a-video' });
  });
});
