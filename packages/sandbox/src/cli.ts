#!/usr/bin/env node
import { commandHelp, parseCommandLine } from './command-line.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

try {
  const command = parseCommandLine(process.argv.slice(2));
  if (command.asksForHelp) print(commandHelp);
  else announce(await startSandbox({ ...command.options, log: print }), command.options.speed);
} catch (error) {
  process.stderr.write(`kling-sandbox: ${explain(error)}\n`);
  process.exitCode = 1;
}

function announce(sandbox: Sandbox, speed = 1): void {
  print(`API in One sandbox: ${sandbox.url}
  API key    ${sandbox.apiKey}
  page       ${sandbox.url}/
  credits    ${sandbox.account().balance}
  speed      ${speed}: a task takes ${seconds(60 / speed)} to ${seconds(180 / speed)} s
Stop it with Ctrl+C.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void sandbox.close();
    });
  }
}

function seconds(count: number): string {
  return String(Number(count.toPrecision(2)));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port is in use. Choose another one with --port; 0 uses any free port.';
  }
  return error.message;
}
