import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';

describe('kling-sandbox', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its URL, and exits on %s although a request hangs',
    async (signal) => {
      const command = start('--port', '0', '--speed', '20', '--fault', 'hang,on=read');
      const output = await readUntil(command, 'Ctrl+C');
      const url = /http:\S+\d/.exec(output)?.[0] ?? '';
      const cutOff = expect(fetch(`${url}/api/v1/tasks/1`)).rejects.toThrow('fetch failed');
      await readUntil(command, 'fault hang');

      command.kill(signal);
      const [exitCode] = await once(command, 'exit');

      expect(exitCode).toBe(0);
      expect(output).toContain('aio_sandbox');
      expect(output).toContain('a task takes 3 to 9 s');
      await cutOff;
    },
  );

  test('exits with 1 and one sentence when an argument is invalid', async () => {
    const command = start('--speed', 'fast');

    const [errorText, [exitCode]] = await Promise.all([
      text(command.stderr),
      once(command, 'exit'),
    ]);

    expect(errorText).toBe('kling-sandbox: --speed must be a number, not "fast".\n');
    expect(exitCode).toBe(1);
  });
});

function start(...commandArguments: readonly string[]) {
  const path = fileURLToPath(new URL('./cli.ts', import.meta.url));
  const command = spawn(process.execPath, [path, ...commandArguments]);
  onTestFinished(() => {
    command.kill('SIGKILL');
  });
  return command;
}

async function readUntil(command: ReturnType<typeof start>, mark: string): Promise<string> {
  let output = '';
  while (!output.includes(mark)) {
    const [chunk] = await once(command.stdout, 'data');
    output += String(chunk);
  }
  return output;
}
