import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Half a gigabyte: nothing that holds it in memory goes unnoticed. */
const megabytes = 512;

const chunk = Buffer.alloc(2 ** 20);
/** The first bytes of an MP4, so that it is taken for a video. */
const head = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');

/** A video of 512 MB on loopback, and an API whose every task has it as its result. */
export interface BigVideoServer {
  readonly apiUrl: string;
  readonly videoUrl: string;
  close(): void;
}

/** The sandbox makes no videos of that size. */
export async function startBigVideoServer(): Promise<BigVideoServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const apiUrl = `http://127.0.0.1:${port}`;
  const videoUrl = `${apiUrl}/media/video.mp4`;
  answerRequests(server, videoUrl);
  return { apiUrl, videoUrl, close: () => void server.close() };
}

function answerRequests(server: Server, videoUrl: string): void {
  server.on('request', async (request, answer) => {
    if (request.url?.startsWith('/api/') === true) {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify({ id: 'big', status: 'completed', video_url: videoUrl }));
      return;
    }
    answer.writeHead(200, { 'content-length': megabytes * 2 ** 20, 'content-type': 'video/mp4' });
    answer.write(Buffer.concat([head, chunk.subarray(head.length)]));
    for (let sent = 1; sent < megabytes; sent += 1) {
      if (!answer.write(chunk)) await new Promise((resolve) => answer.once('drain', resolve));
    }
    answer.end();
  });
}
