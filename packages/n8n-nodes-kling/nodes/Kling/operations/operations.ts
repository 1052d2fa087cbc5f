import type { Operation } from './operation.ts';
import { download } from './task/download.ts';
import { get } from './task/get.ts';
import { wait } from './task/wait.ts';
import { estimate } from './video/estimate.ts';
import { generate } from './video/generate.ts';
import { submit } from './video/submit.ts';

/** Every operation, by its resource; each list in the order of the panel. */
export const operations = {
  task: { download, get, wait },
  video: { estimate, generate, submit },
} satisfies Readonly<Record<string, Readonly<Record<string, Operation>>>>;

type Operations = typeof operations;

export type Resource = keyof Operations;

/** The names of the operations of a resource. */
export type OperationOf<Name extends Resource> = Name extends Resource
  ? keyof Operations[Name] & string
  : never;
