import { z } from 'zod/v4';
import type { NewCommit } from '../github/refs-api.ts';

const runObjectSchema = z.object({
  /** The number of the run; a re-run keeps it. */
  run: z.string(),
  /** The number of the attempt of the run, from 1. */
  attempt: z.number(),
  /** When the object was made, in milliseconds since 1970. */
  at: z.number(),
  /** Makes the object the only one of its kind: one step of one job made it. */
  nonce: z.string(),
  /** The task of the one reference that points at it. */
  taskId: z.string().optional(),
});

/** What the references of a step point at: whose they are, and since when. */
export type RunObject = Readonly<z.output<typeof runObjectSchema>>;

/** The object as a commit without any file of the repository: it starts and changes nothing. */
export function commitFor(object: RunObject): NewCommit {
  const { attempt, run } = object;
  const title = `kling-automation: run ${run}, attempt ${attempt}`;
  return {
    message: `${title}\n\n${JSON.stringify(object)}\n`,
    file: { path: 'README.md', content: explanation },
  };
}

/** Reads the message of a commit; undefined if it is none of ours. */
export function parseRunObject(message: string): RunObject | undefined {
  const [, json = ''] = /^kling-automation: .*\n\n(\{.*\})\n?$/.exec(message) ?? [];
  try {
    return runObjectSchema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}

const explanation = `# Which videos are paid

The references under refs/kling/ point at this commit. Their names are the memory of the Action
kling-automation: it renders no video again that they name.

    git ls-remote origin 'refs/kling/*'
`;
