import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Half a gigabyte: a client that keeps it in memory is easy to see. */
const megabytes = 512;

const chunk = Buffer.alloc(2 ** 20);
/** The start of an MP4 whose data go to the end of the file. */
const head = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov\0\0\0\0mdat', 'latin1');
head.writeUInt32BE(megabytes * 2 ** 20 - 32, 32);

/** A server on loopback with a video of 512 MB, and an API with this result for every task. */
export interface BigVideoServer {
  readonly apiUrl: string;
  readonly videoUrl: string;
  close(): void;
}

/** Starts the server; the sandbox has no videos of this size. */
export async function startBigVideoServer(): Promise<BigVideoServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const apiUrl = `http://127.0.0.1:${port}`;
  const videoUrl = `${apiUrl}/media/video.mp4`;
  serveRequests(server, videoUrl);
  return { apiUrl, videoUrl, close: () => void server.close() };
}

function serveRequests(server: Server, videoUrl: string): void {
  server.on('request', async (request, response) => {
    if (request.url?.startsWith('/api/') === true) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: 'big', status: 'completed', video_url: videoUrl }));
      return;
    }
    response.writeHead(200, { 'content-length': megabytes * 2 ** 20, 'content-type': 'video/mp4' });
    response.write(Buffer.concat([head, chunk.subarray(head.length)]));
    for (let sent = 1; sent < megabytes; sent += 1) {
      if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve));
    }
    response.end();
  });
}
