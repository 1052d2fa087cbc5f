import type { TestProject } from 'vitest/node';
import { createTemplate } from '../src/n8n/template.ts';

/** One home for the whole ring: every test file copies it. */
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
