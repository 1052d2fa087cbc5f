import { findContractFaults } from '../github/contract.ts';
import {
  type GithubDouble,
  type GithubDoubleOptions,
  startGithubDouble,
} from '../github/github-double.ts';
import { describeExchange, type GithubExchange } from '../github/recorded-exchange.ts';
import type { ActionRunResult } from '../runner/run-action.ts';
import { openScene, type Scenario, type Scene } from './scenario.ts';
import { writeTranscript } from './transcript.ts';

/** A sandbox and GitHub, for several runs. */
export interface GithubScene extends Omit<Scene, 'play'> {
  readonly github: GithubDouble;
  /** Runs the built Action as a job of the repository on GitHub. */
  play(options: GithubRunOptions): Promise<GithubScenario>;
  /** @throws {Error} when a request was sent that GitHub's description does not allow. */
  close(): Promise<void>;
}

interface GithubRunOptions extends Omit<Parameters<Scene['play']>[0], 'event'> {
  /** A release event, a pull request, or a push; of a branch unless a tag is given. */
  readonly event?: { readonly name: string; readonly payload: unknown } | undefined;
  readonly tag?: string | undefined;
}

/** What the runner saw, what the API saw, and what GitHub saw. */
export interface GithubScenario extends Scenario {
  readonly exchanges: readonly GithubExchange[];
  readonly githubUrl: string;
}

export async function openGithubScene(
  options: {
    readonly sandbox?: Parameters<typeof openScene>[0];
    readonly github?: GithubDoubleOptions;
  } = {},
): Promise<GithubScene> {
  const scene = await openScene(options.sandbox);
  const github = await startGithubDouble(options.github);
  return {
    ...scene,
    github,
    async play({ environment, inputs, tag, ...run }) {
      const earlier = github.exchanges.length;
      const scenario = await scene.play({
        ...run,
        apiUrl: github.apiUrl,
        repository: github.repository,
        secrets: [github.token],
        environment: { ...(tag !== undefined && tagVariables(tag)), ...environment },
        inputs: { 'github-token': github.token, ...inputs },
      });
      expectNoToken(scenario.run, github.token);
      const exchanges = github.exchanges.slice(earlier);
      return { ...scenario, exchanges, githubUrl: new URL(github.apiUrl).origin };
    },
    async close() {
      await scene.close();
      await github.close();
      const faults = await findContractFaults(github.exchanges);
      if (faults.length > 0) throw new Error(`GitHub does not know:\n${faults.join('\n')}`);
    },
  };
}

/** A transcript with all that was asked of GitHub. */
export function writeGithubTranscript(scenario: GithubScenario): string {
  const requests = scenario.exchanges.map(describeExchange).join('\n');
  const transcript = `${writeTranscript(scenario)}\n== GitHub\n${requests || '(nothing)'}\n`;
  return transcript
    .replaceAll(scenario.githubUrl, 'http://github')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<64 hexadecimal digits>')
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
