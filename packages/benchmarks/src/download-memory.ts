import { startBigVideoServer } from './big-video-server.ts';
import { runApart } from './run-apart.ts';

/** Downloads 512 MB from a loopback server, once streamed as we do and once as people do. */
export async function measureDownload() {
  const server = await startBigVideoServer();
  const rows = [];
  for (const client of ['this', 'fetch + arrayBuffer']) {
    const module = new URL('./download-client.ts', import.meta.url);
    const footprint = await runApart(module, server.videoUrl, client);
    rows.push({
      client,
      'peak MB over start': (footprint.peakMegabytes - footprint.baselineMegabytes).toFixed(0),
      'CPU ms': footprint.cpuMilliseconds.toFixed(0),
    });
  }
  server.close();
  return rows;
}
