import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';

describe('kling-sandbox', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'says where it is, and ends on %s although a request hangs',
    async (signal) => {
      const command = start('--port', '0', '--speed', '20', '--fault', 'hang,on=read');
      const said = await readUntil(command, 'Ctrl+C');
      const url = /http:\S+\d/.exec(said)?.[0] ?? '';
      const cutOff = expect(fetch(`${url}/api/v1/tasks/1`)).rejects.toThrow('fetch failed');
      await readUntil(command, 'fault hang');

      command.kill(signal);
      const [exitCode] = await once(command, 'exit');

      expect(exitCode).toBe(0);
      expect(said).toContain('aio_sandbox');
      expect(said).toContain('a task takes 3 to 9 s');
      await cutOff;
    },
  );

  test('ends with 1 and one sentence when it does not understand', async () => {
    const command = start('--speed', 'fast');

    const [complaint, [exitCode]] = await Promise.all([
      text(command.stderr),
      once(command, 'exit'),
    ]);

    expect(complaint).toBe('kling-sandbox: --speed must be a number, not "fast".\n');
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
  let said = '';
  while (!said.includes(mark)) {
    const [chunk] = await once(command.stdout, 'data');
    said += String(chunk);
  }
  return said;
}
