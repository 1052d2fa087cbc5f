import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The directories a job runs in, all below one root, which is removed at the end. */
export interface JobDirectories {
  readonly root: string;
  readonly home: string;
  readonly temporary: string;
  readonly toolCache: string;
  readonly workspace: string;
  readonly eventPath: string;
  remove(): Promise<void>;
}

/** Creates the directories of one job, and its event file. */
export async function createJobDirectories(options: {
  /** A checkout to work in; a fresh directory when left out. */
  readonly workspace?: string | undefined;
  readonly eventPayload: unknown;
}): Promise<JobDirectories> {
  const root = await mkdtemp(join(tmpdir(), 'runner-'));
  const temporary = join(root, '_temp');
  const workspace = options.workspace ?? join(root, 'work');
  const eventPath = join(temporary, '_github_workflow', 'event.json');
  const home = join(root, 'home');
  const toolCache = join(root, '_tool');
  const created = [home, toolCache, workspace, join(eventPath, '..')];
  await Promise.all(created.map((directory) => mkdir(directory, { recursive: true })));
  await writeFile(eventPath, JSON.stringify(options.eventPayload, null, 2));
  return {
    root,
    home,
    temporary,
    toolCache,
    workspace,
    eventPath,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
