import type { ErrorCode } from '@kling-automation/core';
import { readRepositoryFile } from '../repository-documents.ts';

const sources = ['before-submission', 'response-errors', 'after-submission'];

/** What the class of each code is for, in the words of its docstring. */
export async function readEnglishCauses(): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    sources.map((name) => readRepositoryFile(`packages/core/src/errors/${name}.ts`)),
  );
  const classes = files.flatMap(({ text }) => [
    ...text.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\nexport class (\w+)Error /gs),
  ]);
  return new Map(
    classes.map(([, comment = '', name = '']) => [
      name.replaceAll(/(?<=.)([A-Z])/g, '-$1').toLowerCase(),
      comment.replaceAll(/\s*\n?\s*\*\s|\s+/g, ' ').trim(),
    ]),
  );
}

/** What to do after each, in the words of core's README, whose table a test of core keeps complete. */
export async function readEnglishNextSteps(): Promise<ReadonlyMap<string, string>> {
  const { text } = await readRepositoryFile('packages/core/README.md');
  const rows = text.matchAll(/^\| `([a-z-]+)` \|.*\| ([^|]+) \|$/gm);
  return new Map([...rows].map(([, code = '', step = '']) => [code, step]));
}

export const chineseNextSteps: Record<ErrorCode, string> = {
  'invalid-request': '按字段改正 `issues` 中的问题',
  'budget-exceeded': '提高限额，或减少请求',
  unauthorized: '检查密钥',
  'insufficient-credits': '充值后再运行',
  'rate-limited': '稍后以较低的并发再试',
  refused: '按消息的建议修改请求，或通往接口的路径',
  transport: '再试一次',
  unavailable: '再次读取或等待',
  'unexpected-response': '稍后再读取；查看 `excerpt`',
  'ambiguous-submission': '查看控制台：任务在就继续它，不在就再次提交',
  'task-not-found': '检查编号和密钥',
  'task-failed': '如果原因要求，修改请求，然后再次提交',
  'deadline-exceeded': '再次等待同一任务；没有任务时再运行',
  aborted: '再次等待同一任务',
  download: '读取任务以取得新链接，然后再下载',
  ledger: '修复账本，然后再运行',
};

export const chineseCauses: Record<ErrorCode, string> = {
  'invalid-request': '请求在本地就被拒绝，什么也没有发送；`issues` 列出所有问题和对应的字段。',
  'budget-exceeded': '这些视频的花费会超过限额，因此没有提交。',
  unauthorized: '接口拒绝了密钥。',
  'insufficient-credits': '账户积分不足。',
  'rate-limited': '接口要求减少请求。没有创建任务。',
  refused: '接口（或它前面的代理、防火墙）拒绝了请求。没有创建任务。',
  transport: '没有收到完整的响应。若带有任务编号，说明该任务此前已经提交。',
  unavailable: '接口或它前面的服务不可用：5xx、HTML 页面或损坏的响应体。',
  'unexpected-response': '响应无法理解，或不是期待的响应。',
  'ambiguous-submission': '请求可能已到达接口，但没有收到可用的响应。绝不会自动重发。',
  'task-not-found': '接口不认识这个任务。',
  'task-failed': '任务结束了，但没有视频。',
  'deadline-exceeded': '等待时间已到；如果已有任务，它可能仍会完成。',
  aborted: '等待被外部停止；任务继续运行。',
  download: '视频已经生成并付费，但文件没有取到。',
  ledger: '账本无法读取或写入。提交之前出现时会阻止提交；提交之后只是报告，等待会继续。',
};
