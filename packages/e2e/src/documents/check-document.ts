import { checkWithActionlint } from './check-with-actionlint.ts';
import { checkWithLanguageService } from './check-with-language-service.ts';
import type { RepositoryDocument } from './repository-documents.ts';

/** Lists the issues of a workflow or an action.yml, each as `path:line: what is wrong`. */
export async function checkDocument(document: RepositoryDocument): Promise<readonly string[]> {
  const isAction = document.path.endsWith('action.yml');
  const issues = [
    ...(await checkWithLanguageService(document)),
    // actionlint reads workflows only.
    ...(isAction ? [] : await checkWithActionlint(document)),
  ];
  return issues.map(({ line, message }) => `${document.path}:${line}: ${message}`);
}
