import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { estimateCredits, parseLooseVideoRequest } from '@kling-automation/core';
import { parse } from 'yaml';
import { startDemoApi } from './demo/demo-api.ts';
import { type DemoFlags, parseDemoFlags, usage } from './demo/flags.ts';
import { printLogLine } from './demo/print-log-line.ts';
import { describeCharges, describeFile } from './demo/report.ts';
import { confirmPayment } from './live/confirm-payment.ts';
import { type ActionRunResult, startAction } from './runner/run-action.ts';

process.exitCode = await runDemo(process.argv.slice(2), process.env.API_IN_ONE_KEY);

/**
 * Renders one video with the built Action, the way the GitHub runner does: against the
 * sandbox, or with `--live` against the live API. On the sandbox, a release follows.
 *
 * @returns the Action's exit code.
 */
async function runDemo(words: readonly string[], liveKey: string | undefined): Promise<number> {
  const flags = parseDemoFlags(words);
  if (flags.error !== undefined) {
    process.stderr.write(`${flags.error}\n\n${usage}`);
    return 2;
  }
  if (flags.wantsHelp) {
    print(usage.trimEnd());
    return 0;
  }
  if (flags.isLive && !(await mayPay(flags, liveKey))) return 1;
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const api = await startDemoApi({
    liveKey: flags.isLive ? liveKey : undefined,
    sandbox: flags.sandbox,
  });
  try {
    print(api.announcement);
    const action = startAction({
      actionDirectory: root,
      // A sandbox forgets: what an earlier demo has paid must not count. The live API does not.
      workspace: api.sandbox === undefined ? root : undefined,
      inputs: { ...api.inputs, ...flags.inputs },
      onOutput: printLogLine,
    });
    process.once('SIGINT', action.cancel);
    const run = await action.finished;
    process.off('SIGINT', action.cancel);
    await keepResults(run, root);
    await run.remove();

    const file = await describeFile(root, run.outputs);
    const charges = describeCharges(api.sandbox);
    print(['', file.text, 'Summary:   renders/summary.md', ...charges].join('\n'));
    if (run.exitCode !== 0 || !file.isSound) return run.exitCode || 1;
    if (api.sandbox === undefined || run.outputs.status !== 'rendered') return 0;
    const { runReleaseDemo } = await import('./demo/release-demo.ts');
    const options = { actionDirectory: root, sandbox: api.sandbox, print };
    return (await runReleaseDemo(options)) ? 0 : 1;
  } finally {
    await api.sandbox?.close();
  }
}

/** Whether there is a key, and a person agrees to the price. */
async function mayPay(flags: DemoFlags, liveKey: string | undefined): Promise<boolean> {
  if (liveKey === undefined || liveKey === '') {
    process.stderr.write('--live needs your key in API_IN_ONE_KEY.\n');
    return false;
  }
  try {
    const { elements = '', shots = '', ...fields } = flags.inputs;
    const lists = { elements: parse(elements), shots: parse(shots) };
    const { request } = parseLooseVideoRequest({ ...pick(fields), ...lists });
    const { credits } = estimateCredits(request);
    const { stdin: input, stdout: output } = process;
    return await confirmPayment({ credits, isAgreed: flags.isAgreed, input, output });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** The inputs that make up the request. */
function pick(inputs: DemoFlags['inputs']): DemoFlags['inputs'] {
  const names = ['prompt', 'mode', 'duration', 'aspect-ratio', 'sound', 'image'];
  return Object.fromEntries(
    names.map((name) => [name === 'aspect-ratio' ? 'aspectRatio' : name, inputs[name] ?? '']),
  );
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
