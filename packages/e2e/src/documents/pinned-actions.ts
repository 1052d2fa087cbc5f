/**
 * The actions of others that our workflows and examples use, by the one commit each is pinned to,
 * with the inputs and outputs of its action.yml at that commit. Read from the actions' own
 * repositories in November 2026; a pin and its entry move together.
 */
export const pinnedActions: ReadonlyMap<string, PinnedAction> = new Map(
  Object.entries({
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1': {
      version: 'v7.0.1',
      inputs: ['fetch-depth', 'path', 'persist-credentials', 'ref', 'repository', 'token'],
      outputs: ['commit', 'ref'],
    },
    'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020': {
      version: 'v7.0.0',
      inputs: [
        'cache',
        'node-version',
        'node-version-file',
        'package-manager-cache',
        'registry-url',
      ],
      outputs: ['cache-hit', 'node-version'],
    },
    'actions/attest@1e69f48acb82d1966a394da916b4c1698aa569d6': {
      version: 'v4.2.2',
      inputs: ['subject-checksums', 'subject-digest', 'subject-name', 'subject-path'],
      outputs: ['attestation-id', 'attestation-url', 'bundle-path'],
    },
    'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f': {
      version: 'v7.0.0',
      inputs: ['if-no-files-found', 'name', 'path', 'retention-days'],
      outputs: ['artifact-digest', 'artifact-id', 'artifact-url'],
    },
    'actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131': {
      version: 'v7.0.0',
      inputs: ['merge-multiple', 'name', 'path', 'pattern'],
      outputs: ['download-path'],
    },
    'actions/upload-pages-artifact@7b1f4a764d45c48632c6b24a0339c27f5614fb0b': {
      version: 'v4.0.0',
      inputs: ['name', 'path', 'retention-days'],
      outputs: ['artifact_id'],
    },
    'actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e': {
      version: 'v4.0.5',
      inputs: ['artifact_name', 'preview', 'timeout', 'token'],
      outputs: ['page_url'],
    },
    'changesets/action/select-mode@8488615a623b1b9c987934bb89eae8af6a946ac1': {
      version: 'v2.1.1',
      inputs: ['cwd'],
      outputs: ['mode', 'publish-plan-artifact-id'],
    },
    'changesets/action/version@8488615a623b1b9c987934bb89eae8af6a946ac1': {
      version: 'v2.1.1',
      inputs: ['commit-message', 'cwd', 'github-token', 'pr-title', 'script'],
      outputs: ['pr-number'],
    },
    'changesets/action/pack@8488615a623b1b9c987934bb89eae8af6a946ac1': {
      version: 'v2.1.1',
      inputs: ['cwd', 'publish-plan-artifact-id'],
      outputs: ['pack-dir-artifact-id'],
    },
    'changesets/action/publish@8488615a623b1b9c987934bb89eae8af6a946ac1': {
      version: 'v2.1.1',
      inputs: [
        'create-github-releases',
        'cwd',
        'github-token',
        'pack-dir-artifact-id',
        'push-git-tags',
        'script',
      ],
      outputs: ['published', 'published-packages'],
    },
    'zizmorcore/zizmor-action@3dc1ecc9bcb9e94e9b2c709687979e1298497054': {
      version: 'v0.6.2',
      inputs: ['advanced-security', 'annotations', 'inputs', 'persona'],
      outputs: [],
    },
  }),
);

interface PinnedAction {
  readonly version: string;
  /** Those we may need; an input that is not here is looked up before it is used. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}
