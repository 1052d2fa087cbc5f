import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type VideoFile, videoFileSchema } from './ledger-file.ts';

/** Remembers in the workspace which file was downloaded for a video. */
export interface DownloadedFiles {
  record(key: string, file: VideoFile): Promise<void>;
  /** Undefined when nothing readable was recorded; the video is then downloaded again, for free. */
  read(key: string): Promise<VideoFile | undefined>;
}

/** Keeps one small file per video in a directory. */
export function createDownloadedFiles(directory: string): DownloadedFiles {
  const pathOf = (key: string) => join(directory, `${key}.file.json`);
  return {
    async record(key, file) {
      await mkdir(directory, { recursive: true });
      await writeFile(pathOf(key), `${JSON.stringify(file, null, 2)}\n`);
    },
    async read(key) {
      try {
        return videoFileSchema.parse(JSON.parse(await readFile(pathOf(key), 'utf8')));
      } catch {
        return undefined;
      }
    },
  };
}
