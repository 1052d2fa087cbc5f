import type { ActionsMetadataProvider } from '@actions/languageservice';
import { parse } from 'yaml';
import { pinnedActions } from './pinned-actions.ts';
import { readRepositoryFile } from './repository-documents.ts';

/** The public name of this repository's action, without its version. */
export const ownAction = 'kling-automation/kling-automation';

type ActionMetadata = NonNullable<
  Awaited<ReturnType<ActionsMetadataProvider['fetchActionMetadata']>>
>;

/** Describes the action of a `uses:`; undefined if it is neither our own nor a pinned one. */
export async function describeAction(uses: string): Promise<ActionMetadata | undefined> {
  if (uses === './' || uses.startsWith(`${ownAction}@`)) {
    return parse((await readRepositoryFile('action.yml')).text);
  }
  const pinned = pinnedActions.get(uses);
  if (pinned === undefined) return undefined;
  return {
    name: uses,
    description: '',
    inputs: Object.fromEntries(pinned.inputs.map((name) => [name, { description: '' }])),
    outputs: Object.fromEntries(pinned.outputs.map((name) => [name, { description: '' }])),
  };
}
