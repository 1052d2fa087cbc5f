import { parseArgs } from 'node:util';
import { startSandbox } from '@kling-automation/sandbox';
import { installNode } from './installation/node-package.ts';
import { createHome } from './n8n/home.ts';
import { chooseFreePorts, startServer } from './n8n/server.ts';
import { owner, setUpOwner } from './n8n/session.ts';
import { describeApiInOne } from './workflow/credential.ts';
import { readExamples } from './workflow/examples.ts';

const help = `A real n8n with the Kling node, the sandbox and all examples. Everything is deleted afterwards.

  --port 5678   n8n's port
  --speed 10    how many times faster than the API the sandbox renders (1: 60 to 180 s)
  --help`;

const flags = parseArgs({
  options: {
    port: { type: 'string', default: '5678' },
    speed: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
}).values;

if (flags.help) print(help);
else await open();

async function open(): Promise<void> {
  print('Starting n8n; it creates its tables first, which takes half a minute.');
  const sandbox = await startSandbox({ speed: Number(flags.speed) });
  const home = createHome();
  installNode(home.directory);
  const { brokerPort } = await chooseFreePorts();
  const server = await startServer(home, { ports: { port: Number(flags.port), brokerPort } });

  const end = async () => {
    await server.child.stop();
    await sandbox.close();
    home.remove();
    process.exit();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      print('\nEnding n8n and the sandbox.');
      void end();
    });
  }
  void server.child.exited.then(end);

  const session = await setUpOwner(server.url);
  await session.createCredential(describeApiInOne(sandbox));
  for (const example of readExamples()) await session.createWorkflow(example);
  print(`
  n8n        ${server.url}
  e-mail     ${owner.email}
  password   ${owner.password}
  sandbox    ${sandbox.url}/  (tasks, credits and players)

Open a workflow that starts with "Kling:" and press Execute. Stop with Ctrl+C.
`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
