/**
 * Measures every kind of video with ffprobe: 13 lengths, 3 shapes, 2 modes, with and without sound.
 *
 * A duration may deviate by 50 ms, a size not at all, and a video has sound only if it was requested.
 * Needs `ffprobe` on the PATH; exits with 1 when a video deviates.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';
import { z } from 'zod/v4';
import { makeVideo } from '../src/media/video-cache.ts';
import type { GenerationRequest } from '../src/validation/fields.ts';

const toleranceSeconds = 0.05;

const sizes = {
  std: { '16:9': '1280x720', '9:16': '720x1280', '1:1': '720x720' },
  pro: { '16:9': '1920x1080', '9:16': '1080x1920', '1:1': '1080x1080' },
} as const;

const requests: readonly GenerationRequest[] = (['std', 'pro'] as const).flatMap((mode) =>
  (['16:9', '9:16', '1:1'] as const).flatMap((aspect_ratio) =>
    [true, false].flatMap((sound) =>
      Array.from({ length: 13 }, (_, index) => ({
        model: 'kling-3' as const,
        prompt: `${mode}, ${aspect_ratio}, ${index + 3} s`,
        mode,
        duration: index + 3,
        aspect_ratio,
        sound,
        multi_shots: false,
      })),
    ),
  ),
);

const probeSchema = z.object({
  format: z.object({
    duration: z.coerce.number(),
    tags: z.object({ title: z.string() }),
  }),
  streams: z.array(
    z.object({
      codec_name: z.string(),
      duration: z.coerce.number(),
      width: z.number().optional(),
      height: z.number().optional(),
    }),
  ),
});

let failedCount = 0;
let worstSeconds = 0;
for (const request of requests) {
  const deviations = await findDeviations(request);
  if (deviations.length > 0) failedCount += 1;
  for (const deviation of deviations) {
    process.stdout.write(`${request.prompt}, sound ${request.sound}: ${deviation}\n`);
  }
}
process.stdout.write(`The largest deviation is ${Math.round(worstSeconds * 1000)} ms.\n`);
process.stdout.write(`${requests.length - failedCount} passed, ${failedCount} failed\n`);
if (failedCount > 0) process.exitCode = 1;

async function findDeviations(request: GenerationRequest): Promise<readonly string[]> {
  const { format, streams } = await probe(await makeVideo(request));
  const durations = [format.duration, ...streams.map((stream) => stream.duration)];
  const offSeconds = Math.max(...durations.map((seconds) => Math.abs(seconds - request.duration)));
  worstSeconds = Math.max(worstSeconds, offSeconds);
  const size = streams.map(({ width, height }) => (width ? `${width}x${height}` : '')).join('');
  const codecs = streams.map((stream) => stream.codec_name).join(' and ');
  const findings = [
    { isValid: offSeconds <= toleranceSeconds, text: `lasts ${durations.join(', ')} s` },
    { isValid: size === sizes[request.mode][request.aspect_ratio], text: `measures ${size}` },
    { isValid: codecs === (request.sound ? 'h264 and aac' : 'h264'), text: `holds ${codecs}` },
    { isValid: format.tags.title === request.prompt, text: `is called ${format.tags.title}` },
  ];
  return findings.filter(({ isValid }) => !isValid).map(({ text }) => text);
}

async function probe(video: Uint8Array): Promise<z.infer<typeof probeSchema>> {
  const show = ['-show_entries', 'format:stream', '-of', 'json'];
  const ffprobe = spawn('ffprobe', ['-v', 'error', ...show, 'pipe:0'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // ffprobe closes its input as soon as it has read enough.
  ffprobe.stdin.on('error', () => {});
  ffprobe.stdin.end(video);
  const [response] = await Promise.all([json(ffprobe.stdout), once(ffprobe, 'close')]);
  return probeSchema.parse(response);
}
