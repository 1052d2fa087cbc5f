import { findContractViolations } from '../github/contract-violations.ts';
import {
  type GithubDouble,
  type GithubDoubleOptions,
  startGithubDouble,
} from '../github/github-double.ts';
import { describeGithubRequest, type RecordedGithubRequest } from '../github/recorded-request.ts';
import type { ActionRunResult } from '../runner/run-action.ts';
import { openScenario, type Scenario, type ScenarioResult } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

/** A scenario with a repository on GitHub. */
export interface GithubScenario extends Omit<Scenario, 'run'> {
  readonly github: GithubDouble;
  /** Runs the built Action as a job of the repository. */
  run(options: GithubRunOptions): Promise<GithubScenarioResult>;
  /** @throws {Error} if a request was sent that GitHub's description does not allow. */
  close(): Promise<void>;
}

interface GithubRunOptions extends Omit<Parameters<Scenario['run']>[0], 'event'> {
  /** A release event, a pull request, or a push; of a branch unless a tag is given. */
  readonly event?: { readonly name: string; readonly payload: unknown } | undefined;
  readonly tag?: string | undefined;
}

/** What the runner, the API and GitHub saw of one run. */
export interface GithubScenarioResult extends ScenarioResult {
  readonly githubRequests: readonly RecordedGithubRequest[];
  readonly githubUrl: string;
}

export async function openGithubScenario(
  options: {
    readonly sandbox?: Parameters<typeof openScenario>[0];
    readonly github?: GithubDoubleOptions;
  } = {},
): Promise<GithubScenario> {
  const scenario = await openScenario(options.sandbox);
  const github = await startGithubDouble(options.github);
  return {
    ...scenario,
    github,
    async run({ environment, inputs, tag, ...run }) {
      const earlierRequests = github.requests.length;
      const result = await scenario.run({
        ...run,
        apiUrl: github.apiUrl,
        repository: github.repository,
        secrets: [github.token],
        environment: { ...(tag !== undefined && tagVariables(tag)), ...environment },
        inputs: { 'github-token': github.token, ...inputs },
      });
      expectNoToken(result.run, github.token);
      const githubRequests = github.requests.slice(earlierRequests);
      return { ...result, githubRequests, githubUrl: new URL(github.apiUrl).origin };
    },
    async close() {
      await scenario.close();
      await github.close();
      const violations = await findContractViolations(github.requests);
      if (violations.length > 0) {
        throw new Error(`GitHub does not allow:\n${violations.join('\n')}`);
      }
    },
  };
}

/** A transcript with all requests to GitHub. */
export function writeGithubTranscript(result: GithubScenarioResult): string {
  const requests = result.githubRequests.map(describeGithubRequest).join('\n');
  const transcript = `${writeTranscript(result)}\n== GitHub\n${requests || '(nothing)'}\n`;
  return transcript
    .replaceAll(result.githubUrl, 'http://github')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<64 hexadecimal digits>')
    .replaceAll(/\b[0-9a-f]{40}\b/g, '<commit>')
    .replaceAll(/\/task\.[\w-]+/g, '/task.<id>')
    .replaceAll(/\\"at\\":\d+/g, '\\"at\\":<time>')
    .replaceAll(/\\"nonce\\":\\"[\w-]+/g, '\\"nonce\\":\\"<random>')
    .replaceAll(/\/spent\/\d{4}-\d\d\//g, '/spent/<month>/')
    .replaceAll(/\b\d\d(?::|&#58;)\d\d UTC/g, '<time> UTC')
    .replaceAll(/\(\d+ bytes\)/g, '(<n> bytes)');
}

function tagVariables(tag: string): Readonly<Record<string, string>> {
  return { GITHUB_REF: `refs/tags/${tag}`, GITHUB_REF_NAME: tag, GITHUB_REF_TYPE: 'tag' };
}

function expectNoToken(run: ActionRunResult, token: string): void {
  const { post, ...main } = run;
  const texts = [main, post].map((step) => ({
    stdout: step?.rawStdout.replaceAll(`::add-mask::${token}\n`, ''),
    stderr: step?.rawStderr,
    outputs: step?.outputs,
    state: step?.state,
    summary: step?.rawFiles.GITHUB_STEP_SUMMARY,
  }));
  if (JSON.stringify(texts).includes(token)) throw new Error('The token was shown.');
}
