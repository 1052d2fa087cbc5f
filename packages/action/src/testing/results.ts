import type { PlannedVideo } from '../plan/planned-video.ts';
import type { VideoResult } from '../report/video-result.ts';

/** A plan as tests need one. */
export const lighthousePlan: PlannedVideo = {
  request: {
    prompt: 'A lighthouse',
    mode: 'std',
    duration: 8,
    aspectRatio: '16:9',
    sound: true,
  },
  description: 'A lighthouse',
  credits: 480,
  approximateUsd: 4.8,
  fingerprint: 'f'.repeat(64),
  key: 'f'.repeat(64),
  path: 'renders/a-lighthouse-ffffffff.mp4',
  isStableFile: false,
};

/** The same video, rendered. */
export const rendered: VideoResult = {
  plan: lighthousePlan,
  status: 'rendered',
  taskId: 'task_1',
  credits: 481,
  videoUrl: 'https://media.test/1.mp4?signature=5ecret',
  file: { bytes: 5_240_000, sha256: 'a'.repeat(64) },
};
