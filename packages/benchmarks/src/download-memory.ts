import { startBigVideoServer } from './big-video-server.ts';
import { runSeparateProcess } from './separate-process.ts';

/** Downloads 512 MB from a loopback server: streamed by this project, and buffered by `fetch`. */
export async function measureDownload() {
  const server = await startBigVideoServer();
  const rows = [];
  for (const client of ['this', 'fetch + arrayBuffer']) {
    const module = new URL('./download-client.ts', import.meta.url);
    const footprint = await runSeparateProcess(module, server.videoUrl, client);
    rows.push({
      client,
      'peak MB over start': (footprint.peakMegabytes - footprint.baselineMegabytes).toFixed(0),
      'CPU ms': footprint.cpuMilliseconds.toFixed(0),
    });
  }
  server.close();
  return rows;
}
