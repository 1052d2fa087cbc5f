import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Runs a program and resolves to what it printed; throws with what it printed when it fails. */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  options: {
    readonly directory: string;
    readonly environment?: NodeJS.ProcessEnv | undefined;
    readonly input?: string | Buffer | undefined;
  },
): Promise<string> {
  const child = spawn(program, parameters, {
    cwd: options.directory,
    env: options.environment ?? process.env,
  });
  // Most programs read no input and close it; one that fails has an exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, output, errorOutput] = await Promise.all([
    exit,
    text(child.stdout),
    text(child.stderr),
  ]);
  if (code === 0) return output.trimEnd();
  throw new Error(
    `${program} ${parameters.join(' ')} ended with ${code}:\n${errorOutput}${output}`,
  );
}
