import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDemoFlags, usage } from './demo/flags.ts';
import { printLogLine } from './demo/print-log-line.ts';
import { describeCharges, describeFile } from './demo/report.ts';
import { openStage } from './demo/stage.ts';
import { type ActionRunResult, startAction } from './runner/run-action.ts';

process.exitCode = await playDemo(process.argv.slice(2), process.env.API_IN_ONE_KEY);

/**
 * Renders one video with the built Action, run as the GitHub runner runs it: against the sandbox,
 * or against the live API when there is a key for it. On the sandbox, a release follows.
 *
 * @returns the Action's exit code.
 */
async function playDemo(words: readonly string[], liveKey: string | undefined): Promise<number> {
  const flags = parseDemoFlags(words);
  if (flags.fault !== undefined) {
    process.stderr.write(`${flags.fault}\n\n${usage}`);
    return 2;
  }
  if (flags.wantsHelp) {
    print(usage.trimEnd());
    return 0;
  }
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const stage = await openStage({ liveKey, sandbox: flags.sandbox });
  try {
    print(stage.announcement);
    const action = startAction({
      actionDirectory: root,
      // A sandbox forgets: what an earlier demo has paid must not count. The live API does not.
      workspace: stage.sandbox === undefined ? root : undefined,
      inputs: { ...stage.inputs, ...flags.inputs },
      onOutput: printLogLine,
    });
    process.once('SIGINT', action.cancel);
    const run = await action.finished;
    process.off('SIGINT', action.cancel);
    await keepResults(run, root);
    await run.remove();

    const file = await describeFile(root, run.outputs);
    const charges = describeCharges(stage.sandbox);
    print(['', file.text, 'Summary:   renders/summary.md', ...charges].join('\n'));
    if (run.exitCode !== 0 || !file.isSound) return run.exitCode || 1;
    if (stage.sandbox === undefined || run.outputs.status !== 'rendered') return 0;
    const { playReleaseAct } = await import('./demo/release-act.ts');
    const act = { actionDirectory: root, sandbox: stage.sandbox, print };
    return (await playReleaseAct(act)) ? 0 : 1;
  } finally {
    await stage.sandbox?.close();
  }
}

async function keepResults(run: ActionRunResult, root: string): Promise<void> {
  const { 'video-path': path = '' } = run.outputs;
  await mkdir(join(root, 'renders'), { recursive: true });
  await writeFile(join(root, 'renders', 'summary.md'), run.summary);
  if (path !== '' && run.workspace !== root) {
    await cp(join(run.workspace, path), join(root, path));
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
