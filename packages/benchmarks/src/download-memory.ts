import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runApart } from './run-apart.ts';

const megabytes = 512;
const chunk = Buffer.alloc(2 ** 20);
/** The first bytes of an MP4, so that it is taken for a video. */
const head = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');

/** Downloads 512 MB from a loopback server, once streamed as we do and once as people do. */
export async function measureDownload() {
  const server = createServer(async (_, answer) => {
    answer.writeHead(200, { 'content-length': megabytes * 2 ** 20, 'content-type': 'video/mp4' });
    answer.write(Buffer.concat([head, chunk.subarray(head.length)]));
    for (let sent = 1; sent < megabytes; sent += 1) {
      if (!answer.write(chunk)) await new Promise((resolve) => answer.once('drain', resolve));
    }
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const rows = [];
  for (const client of ['this', 'fetch + arrayBuffer']) {
    const module = new URL('./download-client.ts', import.meta.url);
    const footprint = await runApart(module, `http://127.0.0.1:${port}/video.mp4`, client);
    rows.push({
      client,
      'peak MB over start': (footprint.peakMegabytes - footprint.baselineMegabytes).toFixed(0),
      'CPU ms': footprint.cpuMilliseconds.toFixed(0),
    });
  }
  server.close();
  return rows;
}
