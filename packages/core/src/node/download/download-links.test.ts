import { expect, test } from 'vitest';

import {
  downloadFailureOf,
  setUpDownloads,
  stillThere,
  video,
  videoSha256,
} from '../testing/set-up-downloads.ts';
import { serveVideo } from '../testing/video-handler.ts';

const { download, serve } = setUpDownloads();

test('an expired link is refreshed midway', async () => {
  let requests = 0;
  const whole = serveVideo(video, { cutAfterBytes: [50_000] });
  const server = await serve((incoming, outgoing) => {
    requests += 1;
    if (requests === 2) outgoing.writeHead(403).end();
    else whole(incoming, outgoing);
  });

  const done = await download(`${server.origin}/old`, {
    refreshUrl: async () => `${server.origin}/fresh`,
  });

  expect(done.sha256).toBe(videoSha256);
  expect(server.requests.map(({ url }) => url)).toEqual(['/old', '/old', '/fresh']);
});

test('an expired link is reported without its signature, and with what to do', async () => {
  const server = await serve((_incoming, outgoing) => outgoing.writeHead(403).end());

  const failure = await downloadFailureOf(
    download(`${server.origin}/v.mp4?sig=s1`, { taskId: 'task_1' }),
  );

  expect(failure).toMatchObject({ reason: 'expired', retryable: true, mayHaveBeenCharged: true });
  expect(failure.message).toBe(
    `The link ${server.origin}/v.mp4 has expired (HTTP 403). ${stillThere}`,
  );
});

test('a redirect to another host is followed, and continued there', async () => {
  const media = await serve(serveVideo(video, { cutAfterBytes: [50_000] }));
  const server = await serve((_incoming, outgoing) => {
    outgoing.writeHead(302, { location: `${media.origin}/v.mp4` }).end('moved');
  });

  const done = await download(server.origin);

  expect(done.sha256).toBe(videoSha256);
  expect(server.requests).toHaveLength(1);
  expect(media.requests).toHaveLength(2);
});

test('a redirect to http of another machine is not followed', async () => {
  const server = await serve((_incoming, outgoing) => {
    outgoing.writeHead(302, { location: 'http://media.invalid/v.mp4' }).end();
  });

  const failure = await downloadFailureOf(download(`${server.origin}/v.mp4`));

  expect([failure.reason, failure.cause]).toEqual(['bad-url', undefined]);
});
