import type { TestProject } from 'vitest/node';
import { createTemplate } from '../src/n8n/template.ts';

/** One home for all test files: each of them copies it. */
export async function setup(project: TestProject): Promise<() => void> {
  const home = await createTemplate();
  project.provide('templateDirectory', home.directory);
  return () => home.remove();
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly templateDirectory: string;
  }
}
