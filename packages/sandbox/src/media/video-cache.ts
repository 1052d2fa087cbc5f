import type { InputAudioTrack, InputVideoTrack } from 'mediabunny';
import type { TaskRecord } from '../store/task.ts';
import type { GenerationRequest } from '../validation/fields.ts';
import { muxVideo } from './mux-video.ts';
import { readSoundTemplate, readVideoTemplate, type Template } from './template.ts';
import { sizeOf } from './video-size.ts';

/** Makes the video of a task on its first request. */
export interface VideoCache {
  load(task: Pick<TaskRecord, 'id' | 'request'>): Promise<Uint8Array<ArrayBuffer>>;
}

/** Keeps the last 24 videos, as many as the page shows; a dropped one is made again with the same bytes. */
export function createVideoCache(maxCount = 24): VideoCache {
  const videos = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    load(task) {
      const video = videos.get(task.id) ?? makeVideo(task.request);
      videos.delete(task.id);
      videos.set(task.id, video);
      for (const taskId of [...videos.keys()].slice(0, -maxCount)) videos.delete(taskId);
      return video;
    },
  };
}

/** Makes the video of a request: with its duration, size and sound, and its prompt as title. */
export async function makeVideo(request: GenerationRequest): Promise<Uint8Array<ArrayBuffer>> {
  const [picture, sound] = await Promise.all([
    loadPicture(request),
    request.sound ? loadSound() : undefined,
  ]);
  const shots = request.multi_prompt ?? [];
  return muxVideo({
    picture,
    sound,
    durationSeconds: request.duration,
    title: request.prompt ?? shots.map((shot) => shot.prompt).join(' / '),
  });
}

const pictures = new Map<string, Promise<Template<InputVideoTrack>>>();
let soundTrack: Promise<Template<InputAudioTrack>> | undefined;

function loadPicture(request: GenerationRequest): Promise<Template<InputVideoTrack>> {
  const size = sizeOf(request);
  const key = `${size.width}x${size.height}`;
  const picture = pictures.get(key) ?? readVideoTemplate(size);
  pictures.set(key, picture);
  return picture;
}

function loadSound(): Promise<Template<InputAudioTrack>> {
  soundTrack ??= readSoundTemplate();
  return soundTrack;
}
