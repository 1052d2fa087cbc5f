import type { VideoApiError } from '@kling-automation/core';
import {
  chineseCauses,
  chineseNextSteps,
  readEnglishCauses,
  readEnglishNextSteps,
} from './error-causes.ts';
import { errorExamples } from './error-examples.ts';

/** The words of the page that do not come from the classes. */
interface ErrorPageWords {
  readonly title: string;
  readonly introduction: string;
  readonly columns: string;
  readonly yes: string;
  readonly no: string;
  readonly perhaps: string;
  readonly paid: string;
  readonly charged: string;
  readonly retryable: string;
}

const words: Record<'en' | 'zh', ErrorPageWords> = {
  en: {
    title: 'Errors',
    introduction:
      'Each error has one of 16 codes. The same codes are in the `code` of a failed n8n item and of a `VideoApiError` in a program; a step in GitHub Actions shows the message. The messages below are made by the error classes: the first part is what happened, the rest is what to do. If an error names a task, that task is paid: resume it instead of submitting again.',
    columns: '| code | what happened | charged? | next step |',
    yes: 'yes',
    no: 'no',
    perhaps: '**perhaps**',
    paid: 'perhaps: the task was submitted',
    charged: 'Charged',
    retryable: 'The same call may succeed later, without paying twice',
  },
  zh: {
    title: '错误',
    introduction:
      '每个错误都有 16 个代码之一。n8n 中失败的条目和程序里的 `VideoApiError` 在 `code` 中给出同样的代码；GitHub Actions 的步骤显示消息。下面的消息由错误类生成：先说发生了什么，再说该怎么做。错误带有任务编号时，该任务已经付费：请继续该任务，不要重新提交。',
    columns: '| 代码 | 发生了什么 | 是否扣费 | 下一步 |',
    yes: '能',
    no: '否',
    perhaps: '**可能**',
    paid: '可能：任务已提交',
    charged: '是否扣费',
    retryable: '同样的调用以后能否成功，且不会重复付费',
  },
};

/** Makes the page of all errors from their classes. */
export async function makeErrorReference(language: 'en' | 'zh'): Promise<string> {
  const [causes, nextSteps] =
    language === 'en'
      ? [await readEnglishCauses(), await readEnglishNextSteps()]
      : [new Map(Object.entries(chineseCauses)), new Map(Object.entries(chineseNextSteps))];
  const use = words[language];
  const entries = Object.entries(errorExamples);
  const rows = entries.map(([code, [first]]) => {
    const cells = [`[\`${code}\`](#${code})`, textOf(causes, code), charged(first, use)];
    return `| ${[...cells, textOf(nextSteps, code)].join(' | ')} |`;
  });
  const sections = entries.map(([code, examples]) =>
    [
      `## \`${code}\``,
      textOf(causes, code),
      ...examples.map((error) => describeExample(error, use)),
    ].join('\n\n'),
  );
  const table = [use.columns, '| --- | --- | --- | --- |', ...rows].join('\n');
  const generated = '<!-- Made by write-error-reference.ts from the error classes of core. -->';
  return `${[`# ${use.title}`, generated, use.introduction, table, ...sections].join('\n\n')}\n`;
}

function textOf(texts: ReadonlyMap<string, string>, code: string): string {
  const text = texts.get(code);
  if (text === undefined) throw new Error(`There are no words for ${code}.`);
  return text;
}

function charged(error: VideoApiError | undefined, use: ErrorPageWords): string {
  if (!error?.mayHaveBeenCharged) return use.no;
  return error.taskId === undefined ? use.perhaps : use.paid;
}

function describeExample(error: VideoApiError, use: ErrorPageWords): string {
  const facts = [
    `${use.charged}: ${charged(error, use)}.`,
    `${use.retryable}: ${error.retryable ? use.yes : use.no}.`,
  ];
  return `\`\`\`text\n${error.message}\n\`\`\`\n\n${facts.join(' ')}`;
}
