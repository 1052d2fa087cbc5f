import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesDirectory } from '../installation/paths.ts';
import { type Workflow, workflowSchema } from './workflow.ts';

/** The workflows that users import, as they are. */
export function readExamples(): readonly Workflow[] {
  return readdirSync(examplesDirectory)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map(readExample);
}

export function readExample(fileName: string): Workflow {
  return workflowSchema.parse(JSON.parse(readFileSync(join(examplesDirectory, fileName), 'utf8')));
}
