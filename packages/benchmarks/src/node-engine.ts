import { rmSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

/** The built node on n8n's engine, as the node's own tests run it. */
export interface NodeEngine {
  /** Runs Task > Download; returns the path of the stored file. */
  downloadWithNode(apiUrl: string, taskId: string): Promise<string>;
  /**
   * Runs Video > Generate to its end, parked meanwhile or holding its worker; returns when it ended,
   * in milliseconds since 1970, and its task.
   */
  generate(
    options: GenerateOptions,
  ): Promise<{ readonly endedAt: number; readonly taskId: string }>;
  /** Puts a file into n8n's binary data store without the node; returns its path. */
  store(content: Readable | Buffer): Promise<string>;
}

interface GenerateOptions {
  readonly baseUrl: string;
  readonly executionId: string;
  readonly isParked: boolean;
}

const tests = new URL('../../n8n-nodes-kling/test/engine/', import.meta.url);

/** The parts of the tests' engine in use here; it belongs to the node, so it is not imported by name. */
interface Services {
  startServices(): Promise<unknown>;
  binaryData(): {
    getPath(fileId: string): string;
    store(location: object, content: Readable | Buffer, file: object): Promise<{ id?: string }>;
  };
}

interface Home {
  readonly n8nHome: string;
}

interface Runner {
  runWorkflow(options: {
    readonly baseUrl: string;
    readonly parameters: object;
    readonly executionId?: string;
    readonly resumeToken?: string;
    readonly mode?: string;
  }): Promise<unknown>;
  jsonOf(run: unknown): readonly { readonly status?: string; readonly taskId?: string }[];
  outputOf(run: unknown): readonly { readonly binary?: { readonly data?: { id?: string } } }[];
}

/** Opens the engine. Only once in a process. */
export async function openNodeEngine(): Promise<NodeEngine> {
  loadN8nWorkflowAsCommonJs();
  const { n8nHome }: Home = await import(new URL('n8n-home.mts', tests).href);
  process.once('exit', () => rmSync(n8nHome, { recursive: true }));
  const services: Services = await import(new URL('n8n-services.mts', tests).href);
  const runner: Runner = await import(new URL('run-workflow.mts', tests).href);
  await services.startServices();
  const pathOf = (fileId: string | undefined) => {
    if (fileId === undefined) throw new Error('Nothing was stored.');
    return services.binaryData().getPath(fileId);
  };
  return {
    async downloadWithNode(baseUrl, taskId) {
      const parameters = { resource: 'task', operation: 'download', taskId };
      const run = await runner.runWorkflow({ baseUrl, parameters });
      return pathOf(runner.outputOf(run)[0]?.binary?.data?.id);
    },
    async generate({ baseUrl, executionId, isParked }) {
      const run = await runner.runWorkflow({
        baseUrl,
        executionId,
        resumeToken: executionId,
        mode: isParked ? 'trigger' : 'cli',
        parameters: {
          resource: 'video',
          operation: 'generate',
          prompt: `Take ${executionId}`,
          download: false,
        },
      });
      const [item] = runner.jsonOf(run);
      if (item?.status !== 'succeeded') throw new Error(`Execution ${executionId} failed.`);
      return { endedAt: Date.now(), taskId: String(item.taskId) };
    },
    async store(content) {
      const location = { type: 'execution', workflowId: 'workflow-1', executionId: '1' };
      const file = { mimeType: 'video/mp4', data: '' };
      return pathOf((await services.binaryData().store(location, content, file)).id);
    },
  };
}

/** Its build for ES modules imports files without their extensions, which Node does not load. */
function loadN8nWorkflowAsCommonJs(): void {
  const url = pathToFileURL(createRequire(tests).resolve('n8n-workflow')).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'n8n-workflow' && context.conditions.includes('import')
        ? { url, format: 'commonjs', shortCircuit: true }
        : next(specifier, context),
  });
}
