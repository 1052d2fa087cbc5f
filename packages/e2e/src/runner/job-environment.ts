import type { JobDirectories } from './job-directories.ts';

/** What the steps of a workflow run know of it. */
export interface JobFacts {
  readonly eventName: string;
  readonly repository: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly debug: boolean;
}

/** The environment of a job: nothing of this machine's but PATH. */
export function createJobEnvironment(
  directories: JobDirectories,
  facts: JobFacts,
): Readonly<Record<string, string>> {
  const [owner = ''] = facts.repository.split('/');
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: directories.home,
    LANG: 'C.UTF-8',
    CI: 'true',
    RUNNER_TEMP: directories.temporary,
    RUNNER_TOOL_CACHE: directories.toolCache,
    RUNNER_WORKSPACE: directories.root,
    RUNNER_NAME: 'local runner',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_OS: operatingSystems[process.platform] ?? 'Linux',
    RUNNER_ARCH: process.arch.toUpperCase(),
    ...(facts.debug && { RUNNER_DEBUG: '1' }),
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'video',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: facts.apiUrl,
    GITHUB_SERVER_URL: facts.serverUrl,
    GITHUB_GRAPHQL_URL: `${facts.apiUrl}/graphql`,
    GITHUB_EVENT_NAME: facts.eventName,
    GITHUB_EVENT_PATH: directories.eventPath,
    GITHUB_JOB: 'video',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: facts.repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RUN_ATTEMPT: facts.runAttempt,
    GITHUB_RUN_ID: facts.runId,
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_WORKFLOW: 'video',
    GITHUB_WORKSPACE: directories.workspace,
  };
}

/** INPUT_ variables: blanks become underscores, letters upper case, and hyphens stay. */
export function inputVariables(
  declared: ReadonlyMap<string, string | undefined>,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [name, defaultValue = ''] of declared) {
    // The runner would fill in the job's own token, and null where there is no matrix.
    const value = defaultValue
      .replace(/\$\{\{ github\.token \}\}/, '')
      .replace(/\$\{\{ toJSON\(matrix\) \}\}/, 'null');
    values.set(name.toLowerCase(), value);
  }
  for (const [name, value] of Object.entries(given)) values.set(name.toLowerCase(), value);
  return Object.fromEntries(
    [...values].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

const operatingSystems: Readonly<Record<string, string>> = {
  darwin: 'macOS',
  linux: 'Linux',
  win32: 'Windows',
};
