import type { ActionsMetadataProvider } from '@actions/languageservice';
import { parse } from 'yaml';
import { pinnedActions } from './pinned-actions.ts';
import { readRepositoryFile } from './repository-documents.ts';

/** How the world uses this repository's action, whatever the version. */
export const ownAction = 'kling-automation/kling-automation';

type ActionMetadata = NonNullable<
  Awaited<ReturnType<ActionsMetadataProvider['fetchActionMetadata']>>
>;

/** Tells what is known of a `uses:`; undefined when it is neither our own action nor a pinned one. */
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
