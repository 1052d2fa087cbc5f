import type { ContextProviderConfig, ValidationConfig } from '@actions/languageservice';
import { describeAction, ownAction } from './action-metadata.ts';
import type { DocumentIssue } from './document-issue.ts';
import { type LanguageService, loadLanguageService } from './load-language-service.ts';
import { type RepositoryDocument, readRepositoryFile } from './repository-documents.ts';

/** Finds what GitHub's own language service holds against a workflow or an action.yml. */
export async function checkWithLanguageService({
  path,
  text,
}: RepositoryDocument): Promise<readonly DocumentIssue[]> {
  const { validate } = await languageService();
  checks += 1;
  // It remembers what it has parsed by URI, so each check has its own.
  const document = { uri: `file:///${checks}/${path}`, getText: () => resolvable(text) };
  const diagnostics = await validate(document, configuration);
  if (crashes.length > 0) throw new Error(`${path}: ${crashes.splice(0).join('\n')}`);
  return diagnostics.map(({ message, range }) => ({
    line: range.start.line + 1,
    message: typeof message === 'string' ? message : message.value,
  }));
}

let checks = 0;
const crashes: string[] = [];
let service: Promise<LanguageService> | undefined;

function languageService(): Promise<LanguageService> {
  service ??= loadLanguageService().then((loaded) => {
    const ignore = () => undefined;
    // It swallows its own failures, and the document would pass for one without issues.
    const error = (message: string) => void crashes.push(message);
    loaded.registerLogger({ error, warn: ignore, info: ignore, log: ignore });
    return loaded;
  });
  return service;
}

/** It resolves no action of the checkout; ours is the same under its public name. */
function resolvable(text: string): string {
  return text.replaceAll(/(\buses: )\.\/(?=\s|$)/g, `$1${ownAction}@checkout`);
}

const contextProviderConfig: ContextProviderConfig = {
  /** Provides the outputs of known actions, so a wrong name of one is an issue. */
  async getContext(contextName, context, { job }) {
    if (contextName !== 'steps' || context === undefined || job === undefined) return undefined;
    for (const step of job.steps) {
      const metadata = 'uses' in step ? await describeAction(step.uses.value) : undefined;
      const known = context.get(step.id);
      if (metadata === undefined || known === undefined || !('pairs' in known)) continue;
      const outputs = known.get('outputs');
      const unknownValue = known.get('outcome');
      if (outputs === undefined || unknownValue === undefined || !('pairs' in outputs)) continue;
      for (const name of Object.keys(metadata.outputs ?? {})) outputs.add(name, unknownValue);
      Object.assign(outputs, { complete: true });
    }
    return context;
  },
};

const configuration: ValidationConfig = {
  contextProviderConfig,
  actionsMetadataProvider: {
    fetchActionMetadata({ name, owner, path, ref }) {
      const action = path === undefined ? `${owner}/${name}` : `${owner}/${name}/${path}`;
      return describeAction(`${action}@${ref}`);
    },
  },
  // Reusable workflows of this repository.
  fileProvider: {
    async getFileContent(reference) {
      const { text } = await readRepositoryFile(reference.path);
      return { name: reference.path, content: text };
    },
  },
};
