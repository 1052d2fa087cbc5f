import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startServices } from './n8n-services.mts';
import { jsonOf, runWorkflow } from './run-workflow.mts';

beforeAll(async () => {
  await startServices();
});

/** Reads a task with the node from an API that responds as a test wants. */
async function readTaskFrom(respond: RequestListener) {
  const server = createServer(respond).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const { port } = Object.assign({ port: 0 }, server.address());
  const run = await runWorkflow({
    baseUrl: `http://127.0.0.1:${port}/api/v1/`,
    parameters: { resource: 'task', operation: 'get', taskId: 'task_1' },
    node: { onError: 'continueRegularOutput' },
  });
  const message = String(jsonOf(run)[0]?.message).replaceAll(String(port), 'PORT');
  return { json: jsonOf(run)[0], message };
}

const tooLarge =
  'No complete response came back from http://127.0.0.1:PORT (the response is larger than any of the API).';

describe('a response of the API', () => {
  test('that never ends is left after 4 MiB', async () => {
    const megabyte = Buffer.alloc(2 ** 20, 'x');
    let sentBytes = 0;

    const { message } = await readTaskFrom(async (_request, response) => {
      while (!response.destroyed) {
        sentBytes += megabyte.byteLength;
        if (!response.write(megabyte)) {
          await Promise.race([once(response, 'drain'), once(response, 'close')]);
        }
      }
    });

    expect(message).toContain(tooLarge);
    // What the sockets hold on both ends comes on top.
    expect(sentBytes).toBeLessThan(32 * 2 ** 20);
  });

  test('that is a decompression bomb is left after 4 MiB', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20));

    const { message } = await readTaskFrom((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });

    expect(message).toContain(tooLarge);
  });

  test('is read when it is compressed though no compression was requested', async () => {
    const { json } = await readTaskFrom((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(
        gzipSync(JSON.stringify({ data: { task_id: 'task_1', status: 'IN_PROGRESS' } })),
      );
    });

    expect(json).toMatchObject({ taskId: 'task_1', status: 'running' });
  });

  test('that is cut off is no response', async () => {
    const { message } = await readTaskFrom((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"data":', () => response.destroy());
    });

    expect(message).toContain(
      'No complete response came back from http://127.0.0.1:PORT (connection reset).',
    );
  });
});
